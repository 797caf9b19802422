"""A workbook with the formats, names and choice lists that its sheets share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kit.domain.bidi import has_rtl
from kit.reports.context import Context
from kit.reports.fonts import WORD_FONTS, WORD_LATIN
from kit.reports.sheet_heights import NASTALIQ_POINTS, GrowingSheet, row_points
from kit.reports.text import LOST

NAME_CHARACTERS = 31
CELL_CHARACTERS = 32_767
TEXT_POINTS, TITLE_POINTS = 10, 16
HEADER_CHARACTERS = 120
# A sheet's name may not hold these, nor begin or end with an apostrophe, nor be Excel's own "History".
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Look:
    """The format of a cell of text, and that of a Latin text or a number on a sheet that reads from the right."""

    usual: Any
    latin: Any

    def of(self, text: str) -> Any:
        """The format with which a text is read in its own direction."""
        return self.usual if has_rtl(text) else self.latin


def put_text(sheet: Any, row: int, column: int, text: str, look: Look | None = None) -> None:
    """Write text as text; what a cell cannot hold is cut with a visible mark."""
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - 2] + "…" + LOST
    style = look.of(text) if look else None
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


class Book:
    """One workbook being written."""

    def __init__(self, workbook: Any, context: Context) -> None:
        self.workbook, self.context = workbook, context
        self._names: set[str] = {"history"}
        self._lists: dict[tuple[str, ...], str] = {}
        self._lists_name = "_lists"

    def sheet(self, title: str) -> Any:
        """A sheet set up for reading and printing: direction, header with the status, page numbers."""
        sheet = self.workbook.add_worksheet(self._name(title), worksheet_class=GrowingSheet)
        if self.context.rtl:
            sheet.right_to_left()
        if self._tall:
            sheet.set_default_row(NASTALIQ_POINTS)
        sheet.set_landscape()
        sheet.set_paper(9 if self.context.style["paper"] == "a4" else 1)
        sheet.fit_to_pages(1, 0)
        report = self.context.report
        sheet.set_header(f"&L{_header(report.title)}&R{_header(report.status)}")
        sheet.set_footer("&C&P / &N")
        return sheet

    @property
    def _tall(self) -> bool:
        return self.context.report.language.startswith("ur")

    def fit(self, sheet: Any, row: int, cells: Iterable[tuple[str, float]], *, size: float = TEXT_POINTS) -> None:
        """Make a row as high as its texts need in columns of these widths in characters."""
        sheet.set_row(row, row_points(cells, size=size, tall=self._tall))

    def _name(self, title: str) -> str:
        base = _NOT_IN_NAMES.sub(" ", title[:200]).strip().strip("'").strip() or "Sheet"
        base = _shortened(base, NAME_CHARACTERS)
        name, number = base, 2
        while name.casefold() in self._names:
            ending = f" {number}"
            name, number = _shortened(base, NAME_CHARACTERS - len(ending)) + ending, number + 1
        self._names.add(name.casefold())
        return name

    def choices(self, labels: tuple[str, ...]) -> str:
        """The address of a list of labels: a list written into the check itself may hold 255 characters only."""
        if labels not in self._lists:
            column = _column_letters(len(self._lists))
            self._lists[labels] = f"='{self._lists_name}'!${column}$1:${column}${len(labels)}"
        return self._lists[labels]

    def write_lists(self) -> None:
        """Write the labels that `choices` promised, on a hidden sheet at the end."""
        if not self._lists:
            return
        sheet = self.workbook.add_worksheet(self._lists_name)
        for column, labels in enumerate(self._lists):
            for row, label in enumerate(labels):
                put_text(sheet, row, column, label)
        sheet.hide()

    def _format(self, **properties: Any) -> Any:
        usual = {"valign": "top", "font_name": WORD_LATIN, "font_size": TEXT_POINTS}
        return self.workbook.add_format(usual | properties)

    def _look(self, **properties: Any) -> Look:
        """Text begins at the page's side, in its own direction; a spreadsheet would follow the first letter in both."""
        font = WORD_FONTS.get(self.context.report.language.split("-")[0], WORD_LATIN)
        if not self.context.rtl:
            usual = self._format(font_name=font, **properties)
            return Look(usual, usual)
        beside = {"align": "right"} | properties
        return Look(self._format(font_name=font, reading_order=2, **beside), self._format(reading_order=1, **beside))

    @property
    def _colours(self) -> Any:
        return self.context.style["colours"]

    @cached_property
    def wrapped(self) -> Look:
        return self._look(text_wrap=True)

    @cached_property
    def bold(self) -> Look:
        return self._look(bold=True, text_wrap=True)

    @cached_property
    def muted(self) -> Look:
        return self._look(text_wrap=True, font_color=self._colours["muted"])

    @cached_property
    def title(self) -> Look:
        return self._look(bold=True, font_size=TITLE_POINTS, text_wrap=True, font_color=self._colours["accent"])

    @cached_property
    def draft(self) -> Look:
        return self._look(bold=True, font_color=self._colours["draft"])

    @cached_property
    def confirmed(self) -> Look:
        return self._look(bold=True, font_color=self._colours["confirmed"])

    @cached_property
    def head(self) -> Look:
        fill = self._colours["accent"]
        return self._look(bold=True, text_wrap=True, font_color="#FFFFFF", bg_color=fill, border=1, valign="bottom")

    @cached_property
    def cell(self) -> Look:
        return self._look(text_wrap=True, border=1, border_color=self._colours["rule"])

    @cached_property
    def date(self) -> Any:
        side = "right" if self.context.rtl else "left"
        return self._format(num_format="yyyy-mm-dd", border=1, border_color=self._colours["rule"], align=side)

    @cached_property
    def integer(self) -> Any:
        return self._format(num_format="#,##0", border=1, border_color=self._colours["rule"])

    @cached_property
    def decimal(self) -> Any:
        return self._format(num_format="#,##0.00", border=1, border_color=self._colours["rule"])

    @cached_property
    def month(self) -> Any:
        return self._format(
            num_format="yyyy-mm", bold=True, rotation=90, font_color="#FFFFFF", bg_color=self._colours["accent"]
        )

    @cached_property
    def busy(self) -> Any:
        accent = self._colours["accent"]
        return self.workbook.add_format({"bg_color": accent, "font_color": "#FFFFFF"})

    @cached_property
    def centred(self) -> Look:
        return self._look(align="center")


def _shortened(name: str, units: int) -> str:
    """The beginning of a name, in the UTF-16 units that Excel counts, with no character cut in two."""
    while len(name.encode("utf-16-le")) // 2 > units:
        name = name[:-1]
    return name.rstrip("'")


def _header(text: str) -> str:
    """Text for a page header, where an ampersand begins a code and 255 characters are the limit."""
    return " ".join(text[:HEADER_CHARACTERS].split()).replace("&", "&&")[:HEADER_CHARACTERS]


def _column_letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
