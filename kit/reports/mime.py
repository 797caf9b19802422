"""How a notebook shows its report and how a report is found again in an executed notebook."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.reports.codec import InvalidReport, to_json
from kit.reports.model import MIME_TYPE, Report
from kit.reports.validate import load, validate


def display(report: Report) -> None:
    """Emit the report as this cell's output, with a short plain text for people who run the notebook by hand.

    Raises:
        InvalidReport: where a rule of the model is broken, so that the notebook stops at the cell that is at fault.
    """
    from IPython.display import display as show

    validate(report)
    plain = "\n".join([report.title, report.status, *(f"  {section.heading}" for section in report.sections)])
    show({MIME_TYPE: to_json(report), "text/plain": plain}, raw=True)  # type: ignore[no-untyped-call]


def find_report(notebook: Mapping[str, Any]) -> Report:
    """The last report among a notebook's outputs.

    Raises:
        InvalidReport: where there is none, or it breaks the model's rules.
    """
    found = list(_outputs(notebook))
    if not found:
        raise InvalidReport(
            ["notebook: no cell shows a report; run it first, its last cell must call kit.reports.display"]
        )
    return load(found[-1])


def _outputs(notebook: Mapping[str, Any]) -> Iterator[object]:
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            if MIME_TYPE in output.get("data", {}):
                yield output["data"][MIME_TYPE]
