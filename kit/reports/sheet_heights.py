"""How high a row of wrapped text must be: Excel works it out itself, LibreOffice believes what stands in the file."""

import math
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from xlsxwriter.worksheet import Worksheet

NASTALIQ_POINTS = 34
"""A row of one line at the usual size."""
_USUAL_POINTS, _USUAL_SIZE = 15.0, 10
_LINE, _NASTALIQ_LINE = 1.4, 2.5
"""Shares of the letters' size."""
_MOST_POINTS = 409.0
"""No row may be higher (Excel's specifications and limits)."""
_PIXELS_A_CHARACTER, _PIXELS_AN_EM = 7, 13.3
"""What a column's width is counted in; what an em measures at the usual size."""
_WIDEST = 0.85
"""The widest letters, in ems."""


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows have a height to begin with and still grow with what is typed into them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _prepare_formula(self, formula: str, _later_functions: bool = False) -> str:
        """Without looking in each for 150 functions that came after Excel 2007: the kit's checks use none."""
        return formula.removeprefix("=")


def row_points(cells: Iterable[tuple[str, float]], *, size: float = _USUAL_SIZE, tall: bool = False) -> float:
    """The height that texts need in columns of these widths in characters; ``tall`` where lines may be in Nastaliq."""
    lines = max((_lines(text, width * _USUAL_SIZE / size) for text, width in cells), default=1)
    line = size * (_NASTALIQ_LINE if tall else _LINE)
    least = NASTALIQ_POINTS if tall else _USUAL_POINTS
    return min(_MOST_POINTS, max(least * size / _USUAL_SIZE, math.ceil(lines * line + 1)))


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, broken between words; a word that is too long is broken itself."""
    room = width * _PIXELS_A_CHARACTER / _PIXELS_AN_EM
    if len(text) * _WIDEST <= room and "\n" not in text:
        return 1
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in line.split():
        wide = sum(map(_ems, word))
        if used and used + _ems(" ") + wide > room:
            lines, used = lines + 1, 0.0
        used += (_ems(" ") if used else 0.0) + wide
        if used > room:
            more = math.ceil(used / room) - 1
            lines, used = lines + more, used - more * room
    return lines


@cache
def _ems(character: str) -> float:
    """About how wide a character is: marks that stand on another take no room, some scripts are wide."""
    if character == " ":
        return 0.27
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if "\u0600" <= character <= "\u06ff":  # Arabic letters, as Nastaliq joins them
        return 0.4
    if "\u0b80" <= character <= "\u0bff":  # Tamil
        return _WIDEST
    if "\u0d80" <= character <= "\u0dff":  # Sinhala
        return 0.7
    return 0.57
