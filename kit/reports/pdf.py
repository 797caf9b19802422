"""PDF/UA-1 through Typst: the template is markup, everything from people is a value in a JSON input."""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from kit.reports.context import Context
from kit.reports.fonts import drawable, fonts_dir
from kit.reports.model import Report
from kit.reports.view import view

ZERO_WIDTH_SPACE = "\u200b"
FIRST_STRONG_ISOLATE, END_ISOLATE = "\u2068", "\u2069"
_LONG = re.compile(r"\S{25,}")
_RTL_TEXT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def render_pdf(report: Report, folders: Sequence[Path] = ()) -> bytes:
    """The report as an accessible PDF, byte for byte the same for the same report.

    Raises:
        InvalidReport: where the report breaks the model's rules.
        typst.TypstError: where a template that was changed by hand does not compile.
    """
    context = Context.of(report, folders)
    template = context.templates.find("workplan.typ")
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day, tzinfo=UTC)
    values = view(context, lambda text: _printable(text, context.rtl)) | {
        "logo": list(context.logo),
        "logo_format": _format(context.logo),
    }
    document = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=shipped_fonts(),
        sys_inputs={"report": json.dumps(values, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=made,
    )
    assert isinstance(document, bytes)
    return document


@cache
def shipped_fonts() -> typst.Fonts:
    """Ours only: what is installed on one machine must not change the pages of another."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_dir())])


def _format(logo: bytes) -> str:
    return "png" if logo.startswith(b"\x89PNG") else "svg"


def _printable(text: str, rtl: bool) -> str:
    text = _LONG.sub(lambda found: _breakable(found.group()), drawable(text))
    return "\n".join(_own_direction(line) for line in text.split("\n")) if rtl or _RTL_TEXT.search(text) else text


def _own_direction(line: str) -> str:
    """A line in the direction of its first letter (HTML's ``dir="auto"``): "31 January" stays whole in Urdu."""
    return f"{FIRST_STRONG_ISOLATE}{line}{END_ISOLATE}" if line else line


def _breakable(word: str) -> str:
    """A word that no line can hold, with places to break it (an address, a pasted code); clusters stay whole."""
    pieces, since = [], 0
    for number, character in enumerate(word):
        joined = unicodedata.category(character)[0] in "MC" or (number and word[number - 1] == "\u200d")
        if since >= 12 and not joined and character.isascii():
            pieces.append(ZERO_WIDTH_SPACE)
            since = 0
        pieces.append(character)
        since += 1
    return "".join(pieces)
