"""The renderers as nbconvert exporters: ``jupyter nbconvert --to workplan-pdf`` and JupyterLab's export menu.

They read only the report model in the notebook's outputs; the notebook's own text and code never enter a document.
"""

from pathlib import Path
from typing import Any, ClassVar

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import List, Unicode

from kit.reports.mime import find_report
from kit.reports.render import Format, render


class ReportExporter(Exporter):
    """What the four formats share."""

    form: ClassVar[Format]
    templates_dirs = List(Unicode(), help="Folders with templates, the first that has a file wins.").tag(config=True)

    def from_notebook_node(  # type: ignore[override]  # nbconvert types its own class only
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[bytes | str, dict[str, Any]]:
        """The notebook's report in this format, and nbconvert's resources.

        Raises:
            InvalidReport: where no output holds a valid report.
        """
        found = dict(resources or {}) | {"output_extension": self.file_extension}
        document = render(find_report(nb), self.form, [Path(folder) for folder in self.templates_dirs])
        return (document.decode("utf-8") if self.form == "html" else document), found


class HTMLReportExporter(ReportExporter):
    """A report as one HTML file."""

    form = "html"
    export_from_notebook = "Workplan report (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"


class PDFReportExporter(ReportExporter):
    """A report as an accessible PDF."""

    form = "pdf"
    export_from_notebook = "Workplan report (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"


class DOCXReportExporter(ReportExporter):
    """A report as a Word document."""

    form = "docx"
    export_from_notebook = "Workplan report (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def _file_extension_default(self) -> str:
        return ".docx"


class XLSXReportExporter(ReportExporter):
    """A report as an Excel workbook."""

    form = "xlsx"
    export_from_notebook = "Workplan report (Excel)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def _file_extension_default(self) -> str:
        return ".xlsx"
