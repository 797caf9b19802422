"""A table as a sheet: hidden ids, frozen head, filter, dropdowns, date and number checks."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kit.reports.model import Cell, Column, Money, Table
from kit.reports.sheet_tools import Book, put_text

WIDTH_CHARACTERS = 110
NARROWEST, WIDEST = 10, 60
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
FREE_ROWS = 200  # rows below the table in which new records are checked too
EXACT_DIGITS = 15


def write_table(book: Book, table: Table) -> None:
    """One sheet: column A holds the records' ids and is hidden; a money column becomes an amount and its currency."""
    sheet = book.sheet(table.title)
    columns = _spread(book, table)
    sheet.set_column(0, 0, 12, None, {"hidden": True})
    put_text(sheet, 0, 0, "id", book.head)
    last = len(table.rows) + FREE_ROWS
    for number, (column, _) in enumerate(columns, start=1):
        put_text(sheet, 0, number, column.heading, book.head)
        sheet.set_column(number, number, _width(column, table))
        _check(book, sheet, number, column, last)
    widths = [_width(column, table) for column, _ in columns]
    book.fit(sheet, 0, zip((column.heading for column, _ in columns), widths, strict=True))
    for line, row in enumerate(table.rows, start=1):
        values = [pick(row.cells) for _, pick in columns]
        book.fit(sheet, line, ((x, width) for x, width in zip(values, widths, strict=True) if isinstance(x, str)))
        put_text(sheet, line, 0, row.id)
        for number, ((column, _), value) in enumerate(zip(columns, values, strict=True), start=1):
            _put(book, sheet, line, number, column, value)
    sheet.freeze_panes(1, min(2, len(columns)))
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(columns))


Pick = Callable[[tuple[Cell, ...]], Cell]


def _spread(book: Book, table: Table) -> list[tuple[Column, Pick]]:
    """The sheet's columns, each with how to take its value from a row."""
    spread: list[tuple[Column, Pick]] = []
    for number, column in enumerate(table.columns):
        if column.type != "money":
            spread.append((column, lambda cells, at=number: cells[at]))  # type: ignore[misc]
            continue
        money = [row.cells[number] for row in table.rows]
        codes = tuple(sorted({cell.currency for cell in money if isinstance(cell, Money)}))
        heading = f"{column.heading}: {book.context.words('currency')}"
        spread.append((Column(column.heading, "decimal", column.weight), lambda cells, at=number: _amount(cells[at])))  # type: ignore[misc]
        spread.append((Column(heading, "text", 0.5, codes), lambda cells, at=number: _currency(cells[at])))  # type: ignore[misc]
    return spread


def _amount(cell: Cell) -> Cell:
    return cell.amount if isinstance(cell, Money) else None


def _currency(cell: Cell) -> Cell:
    return cell.currency if isinstance(cell, Money) else None


def _width(column: Column, table: Table) -> float:
    share = column.weight / sum(other.weight for other in table.columns)
    return max(NARROWEST, min(WIDEST, share * WIDTH_CHARACTERS))


def _put(book: Book, sheet: Any, line: int, number: int, column: Column, value: Cell) -> None:
    match value:
        case date() if value.year >= 1900:
            sheet.write_datetime(line, number, value, book.date)
        case int() | Decimal() if _exact(value):
            sheet.write_number(line, number, value, book.integer if column.type == "integer" else book.decimal)
        case _:
            put_text(sheet, line, number, "" if value is None else str(value), book.cell)


def _exact(value: int | Decimal) -> bool:
    """Whether a spreadsheet's number, which has 15 digits, is this number; another one is kept as text."""
    return len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def _check(book: Book, sheet: Any, number: int, column: Column, last: int) -> None:
    words = book.context.words
    rule: dict[str, Any] | None = None
    if column.type == "choice":
        rule = {"validate": "list", "source": book.choices(column.choices), "error_message": words("invalid_choice")}
    elif column.type == "date":
        rule = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        rule["error_message"] = words("invalid_date")
    elif column.type in ("integer", "decimal"):
        kind = "integer" if column.type == "integer" else "decimal"
        rule = {"validate": kind, "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
        rule["error_message"] = words("invalid_number")
    if rule:
        sheet.data_validation(1, number, last, number, rule)
