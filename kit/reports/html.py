"""HTML: one file with everything in it, made by ``html.j2`` with every value escaped."""

import base64
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, select_autoescape
from jinja2.loaders import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from kit.reports.context import Context
from kit.reports.pictures import images
from kit.reports.view import view
from kit.reports.web_fonts import embedded_fonts

SHORT, LONG = 12, 24
"""Characters of a word that stays on one line, and of one that may be broken."""
FACES = Markup("/* fonts */")
"""Where the template wants the fonts."""


def render_html(context: Context) -> bytes:
    """The report as one HTML file (UTF-8) that loads nothing from anywhere."""
    css = Markup(context.templates.find("report.css").read_text(encoding="utf-8"))  # the organiser's own file
    template = _environment(context.templates.folders).get_template("html.j2")
    values = view(context, drawn=images(context, "svg"))
    page = template.render(report=values, css=css, logo=_address(context.logo), faces=FACES)
    # Which letters a page needs is known once it is written; a template of an organiser's own may leave fonts out.
    fonts = embedded_fonts(set(page), context.report.language) if FACES in page else []
    return page.replace(FACES, "\n".join(_face(*font) for font in fonts), 1).encode("utf-8")


def _face(family: str, address: str) -> str:
    return f'@font-face {{ font-family: "{family}"; src: url({address}) format("truetype"); }}'


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Environment:
    """Templates compiled once a process, and again when their file changes.

    Sandboxed: the template is the organiser's and may be changed by hand, the values are strangers'.
    """
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"drawing": _drawing, "wrapping": _wrapping}
    return environment


def _wrapping(cell: str) -> str:
    """How a cell may be broken: a number of an activity nowhere, words between words, an address anywhere."""
    longest = max(map(len, cell.split()), default=0)
    if longest == len(cell) <= SHORT:
        return "short"
    return "words" if longest <= LONG else "long"


def _drawing(svg: str) -> Markup:
    """An SVG that we drew ourselves, without its XML declaration, as part of the page."""
    return Markup(svg[svg.index("<svg") :])  # made by Typst from outlines only


def _address(logo: bytes) -> str:
    if not logo:
        return ""
    kind = "image/png" if logo.startswith(b"\x89PNG") else "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(logo).decode()}"
