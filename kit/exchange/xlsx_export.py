"""A workbook of everything a viewer may see: one sheet for each form, made to be edited and read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from kit.domain.form import Form, Question, QuestionType
from kit.exchange import tables
from kit.exchange.cells import NO, YES, choice_cells
from kit.exchange.content import Content
from kit.exchange.headers import META
from kit.exchange.saving import LONGEST_CELL

_DIGITS_KEPT = 15
"""Significant digits of a number that spreadsheets keep; longer ones are written as text."""
_FIRST_DAY = "1900-03-01"
"""Spreadsheets believe in 29 February 1900, so earlier days are text."""
_LONGEST_LIST = 255
"""Characters of all choices of a drop-down together, a limit of the file format."""
_NAMES, _LABELS, _FIRST = 0, 1, 2
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
"""Texts stay texts, whatever they begin with."""


def write_xlsx(content: Content, file: Path, language: str) -> Path:
    """Writes the workbook: row 1 holds machine names and is hidden, as is the column of ids; row 2 the questions."""
    with xlsxwriter.Workbook(str(file), _OPTIONS) as book:
        book.set_properties({"title": content.workshop.title.to(language)})
        looks = _looks(book)
        for name in content.entries:
            _form_sheet(book, looks, content, content.workshop.forms[name], language)
        for name, rows in (("votes", tables.vote_rows(content)), ("totals", tables.total_rows(content))):
            if rows:
                _plain_sheet(book, looks, name, rows)
        if not book.worksheets():
            book.add_worksheet("empty")
    return file


def write_plain_xlsx(file: Path, name: str, rows: list[list[str]]) -> Path:
    """Writes one sheet of texts under headings."""
    with xlsxwriter.Workbook(str(file), _OPTIONS) as book:
        _plain_sheet(book, _looks(book), name, rows)
    return file


def _looks(book: Any) -> dict[str, Any]:
    return {
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "number": book.add_format({"valign": "top", "num_format": "#,##0.##"}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
    }


def _form_sheet(book: Any, looks: dict[str, Any], content: Content, form: Form, language: str) -> None:
    sheet = book.add_worksheet(form.name[:31])
    questions = content.questions(form)
    entries = content.entries[form.name]
    sheet.write_row(_NAMES, 0, tables.names(content, form))
    sheet.write_row(_LABELS, 0, [*META, *(q.label.to(language) for q in questions)], looks["heading"])
    for number, (entry, row) in enumerate(zip(entries, tables.rows(content, form, language), strict=True), _FIRST):
        sheet.write_row(number, 0, row[: len(META)], looks["text"])
        for place, question in enumerate(questions, len(META)):
            _write(sheet, looks, number, place, question, entry.values.get(question.name), row[place])
    for place, question in enumerate(questions, len(META)):
        _choices(sheet, place, question, language, _FIRST + len(entries) + 200)
    sheet.set_row(_NAMES, None, None, {"hidden": True})
    sheet.set_column(0, 1, None, None, {"hidden": True})
    sheet.set_column(2, len(META) - 1, 12, None, {"level": 1})
    sheet.set_column(len(META), len(META) + len(questions), 24)
    sheet.freeze_panes(_FIRST, 0)


def _write(sheet: Any, looks: dict[str, Any], row: int, place: int, question: Question, value: Any, words: str) -> None:
    """Numbers and days as such, everything else as text; an empty cell is left empty."""
    numeric = question.type in (QuestionType.INTEGER, QuestionType.DECIMAL) and value not in (None, "unknown")
    if numeric and len(words.strip("-0").replace(".", "")) <= _DIGITS_KEPT:
        sheet.write_number(row, place, float(words), looks["number"])
    elif question.type is QuestionType.DATE and isinstance(value, str) and value >= _FIRST_DAY:
        sheet.write_datetime(row, place, date.fromisoformat(value), looks["day"])
    elif words:
        sheet.write_string(row, place, words[:LONGEST_CELL], looks["text"])
    else:
        sheet.write_blank(row, place, None, looks["text"])


def _choices(sheet: Any, place: int, question: Question, language: str, last: int) -> None:
    """A drop-down for questions with few choices."""
    if question.type is QuestionType.SELECT_ONE:
        words = list(choice_cells(question, language).values())
    elif question.type is QuestionType.ACKNOWLEDGE:
        words = [YES, NO]
    else:
        return
    if words and len(",".join(words)) <= _LONGEST_LIST and not any("," in word for word in words):
        sheet.data_validation(
            _FIRST, place, last, place, {"validate": "list", "source": words, "error_type": "warning"}
        )


def _plain_sheet(book: Any, looks: dict[str, Any], name: str, rows: list[list[str]]) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row, looks["text"] if number else looks["heading"])
    sheet.set_column(0, len(rows[0]) - 1, 18)
