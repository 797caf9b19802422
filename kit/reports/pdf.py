"""PDF/UA-1 through Typst: the template is markup, everything from people is a value in a JSON input."""

from datetime import UTC, datetime

from kit.reports.context import Context
from kit.reports.typesetting import printable, typeset_pdf
from kit.reports.view import view


def render_pdf(context: Context) -> bytes:
    """The report as an accessible PDF, byte for byte the same for the same report.

    Raises:
        typst.TypstError: where a template that was changed by hand does not compile.
    """
    report, template = context.report, context.templates.find("workplan.typ").read_bytes()
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day, tzinfo=UTC)
    values = view(context, lambda text: printable(text, rtl=context.rtl)) | {
        "logo": list(context.logo),
        "logo_format": "png" if context.logo.startswith(b"\x89PNG") else "svg",
    }
    return typeset_pdf(context.templates, template, {"report": values}, made)
