"""HTML: one file with everything in it, made by ``html.j2`` with every value escaped."""

import base64
from collections.abc import Sequence
from pathlib import Path

from jinja2 import StrictUndefined, select_autoescape
from jinja2.loaders import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from kit.reports.context import Context
from kit.reports.model import Report
from kit.reports.view import view


def render_html(report: Report, folders: Sequence[Path] = ()) -> bytes:
    """The report as one HTML file (UTF-8) that loads nothing from anywhere.

    Raises:
        InvalidReport: where the report breaks the model's rules.
    """
    context = Context.of(report, folders)
    # Sandboxed: the template is the organiser's and may be changed by hand, the values are strangers'.
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in context.templates.folders]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = _drawing
    css = Markup(context.templates.find("report.css").read_text(encoding="utf-8"))  # the organiser's own file
    text = environment.get_template("html.j2").render(report=view(context), css=css, logo=_address(context.logo))
    return text.encode("utf-8")


def _drawing(svg: str) -> Markup:
    """An SVG that we drew ourselves, without its XML declaration, as part of the page."""
    return Markup(svg[svg.index("<svg") :])  # made by matplotlib from outlines only


def _address(logo: bytes) -> str:
    if not logo:
        return ""
    kind = "image/png" if logo.startswith(b"\x89PNG") else "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(logo).decode()}"
