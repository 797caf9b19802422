"""A report in any format: the one door for the batch, the exporters and the tests."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from kit.reports.context import Context
from kit.reports.model import Report

Format = Literal["html", "pdf", "docx", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
# Imported when first used: who makes workbooks should not pay for Typst, nor the other way round.
_RENDERERS = {
    "html": ("kit.reports.html", "render_html"),
    "pdf": ("kit.reports.pdf", "render_pdf"),
    "docx": ("kit.reports.word", "render_docx"),
    "xlsx": ("kit.reports.workbook", "render_xlsx"),
}


def render(report: Report, form: Format, templates_dirs: Sequence[Path] = ()) -> bytes:
    """The report's file in one format; templates come from the first folder that has them, then from the kit.

    Raises:
        InvalidReport: where the report breaks the model's rules.
        ValueError: for a format that the kit does not make.
    """
    if form not in _RENDERERS:
        raise ValueError(f"{form!r} is not a format of reports; choose of {', '.join(FORMATS)}")
    return render_made_ready(Context.of(report, templates_dirs), form)


def render_made_ready(context: Context, form: Format) -> bytes:
    """The file of a report that is made ready once for several formats."""
    module, function = _RENDERERS[form]
    document: bytes = getattr(import_module(module), function)(context)
    return document
