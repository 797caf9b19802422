"""Other people's tables as plain rows: what a file holds, before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from kit.exchange.result import NotReadable

Value = str | int | float | bool | date | datetime | time | None

MOST_BYTES = 10 * 1024 * 1024
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 60, 5000, 300
"""Far beyond any workplan; what is larger is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula. It is never evaluated, nor is the result believed that the file says it once had."""

    text: str


Cell = Value | Formula


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; rows are as long as the longest."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell_name(self, row: int, column: int) -> str:
        """A cell's name as spreadsheets show it; both count from 0."""
        return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def table(name: str, rows: Sequence[Sequence[Cell]]) -> Sheet:
    """A sheet of rows, blank ends cut off and short rows filled. Raises NotReadable where it is too large."""
    kept = [list(row) for row in rows]
    while kept and all(is_blank(cell) for cell in kept[-1]):
        kept.pop()
    width = max((_width(row) for row in kept), default=0)
    if len(kept) > MOST_ROWS or width > MOST_COLUMNS:
        details = {"rows": str(len(kept)), "columns": str(width), "most": str(MOST_ROWS), "wide": str(MOST_COLUMNS)}
        raise NotReadable("exchange.too_many_cells", sheet=name, **details)
    return Sheet(name, tuple(tuple([*row, *[None] * width][:width]) for row in kept))


def _width(row: Sequence[Cell]) -> int:
    return next((place + 1 for place in range(len(row) - 1, -1, -1) if not is_blank(row[place])), 0)


def read_bytes(file: Path) -> bytes:
    """A file's content. Raises NotReadable where there is none, or too much of it."""
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            limit = str(MOST_BYTES // 1024 // 1024)
            raise NotReadable("exchange.too_large", file=file.name, size=f"{size / 1024 / 1024:.0f}", limit=limit)
        content = file.read_bytes()
    except OSError as error:
        raise NotReadable("exchange.unreadable", file=file.name, reason=error.strerror or str(error)) from None
    if not content:
        raise NotReadable("exchange.empty", file=file.name)
    return content
