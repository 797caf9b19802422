"""A workbook with the formats, names and choice lists that its sheets share."""

import re
from functools import cached_property
from typing import Any

from kit.reports.context import Context
from kit.reports.text import LOST

NAME_CHARACTERS = 31
CELL_CHARACTERS = 32_767
HEADER_CHARACTERS = 120
# A sheet's name may not hold these, nor begin or end with an apostrophe, nor be Excel's own "History".
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
ROW_HEIGHT_NASTALIQ_POINTS = 34


def put_text(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """Write text as text; what a cell cannot hold is cut with a visible mark."""
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - 2] + "…" + LOST
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
        sheet = self.workbook.add_worksheet(self._name(title))
        if self.context.rtl:
            sheet.right_to_left()
        if self.context.report.language.startswith("ur"):
            sheet.set_default_row(ROW_HEIGHT_NASTALIQ_POINTS)
        sheet.set_landscape()
        sheet.set_paper(9 if self.context.style["paper"] == "a4" else 1)
        sheet.fit_to_pages(1, 0)
        report = self.context.report
        sheet.set_header(f"&L{_header(report.title)}&R{_header(report.status)}")
        sheet.set_footer("&C&P / &N")
        return sheet

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
        return self.workbook.add_format({"valign": "top", "font_name": "Noto Sans", "font_size": 10, **properties})

    @property
    def _colours(self) -> Any:
        return self.context.style["colours"]

    @cached_property
    def wrapped(self) -> Any:
        return self._format(text_wrap=True)

    @cached_property
    def bold(self) -> Any:
        return self._format(bold=True, text_wrap=True)

    @cached_property
    def muted(self) -> Any:
        return self._format(text_wrap=True, font_color=self._colours["muted"])

    @cached_property
    def title(self) -> Any:
        return self._format(bold=True, font_size=16, text_wrap=True, font_color=self._colours["accent"])

    @cached_property
    def draft(self) -> Any:
        return self._format(bold=True, font_color=self._colours["draft"])

    @cached_property
    def confirmed(self) -> Any:
        return self._format(bold=True, font_color=self._colours["confirmed"])

    @cached_property
    def head(self) -> Any:
        fill = self._colours["accent"]
        return self._format(bold=True, text_wrap=True, font_color="#FFFFFF", bg_color=fill, border=1, valign="bottom")

    @cached_property
    def cell(self) -> Any:
        return self._format(text_wrap=True, border=1, border_color=self._colours["rule"])

    @cached_property
    def date(self) -> Any:
        return self._format(num_format="yyyy-mm-dd", border=1, border_color=self._colours["rule"], align="left")

    @cached_property
    def integer(self) -> Any:
        return self._format(num_format="#,##0", border=1, border_color=self._colours["rule"])

    @cached_property
    def decimal(self) -> Any:
        return self._format(num_format="#,##0.00", border=1, border_color=self._colours["rule"])

    @cached_property
    def month(self) -> Any:
        return self._format(
            num_format="mmm yy", bold=True, rotation=90, font_color="#FFFFFF", bg_color=self._colours["accent"]
        )

    @cached_property
    def busy(self) -> Any:
        accent = self._colours["accent"]
        return self.workbook.add_format({"bg_color": accent, "font_color": "#FFFFFF"})

    @cached_property
    def centred(self) -> Any:
        return self._format(align="center")


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
