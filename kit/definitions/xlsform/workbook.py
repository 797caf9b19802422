"""Opens a workbook from somebody else: within limits, values only, row by row."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from kit.definitions.flaws import Flaw, make_flaw

MAX_BYTES = 5_000_000
"""Of the file itself."""
MAX_UNPACKED_BYTES = 60_000_000
"""Of all its parts together, as they unpack."""
MAX_PARTS = 500
MAX_ROWS = 3000
"""Of one sheet."""
MAX_COLUMNS = 120
SHEETS = ("survey", "choices", "settings")
CRASHES = (BadZipFile, ParseError, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError)
"""What openpyxl raises on files that are not workbooks, or are broken inside."""
ATTACKED = {"defusedxml", "lxml", "openpyxl"}
"""Packages whose refusals of a hostile or foreign file have no common class."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number, and header to text for every cell that holds something."""

    number: int
    cells: dict[str, str]


class Unreadable(Exception):
    """The file is not read; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(str(flaw))
        self.flaw = flaw


def read_sheets(file: Path) -> dict[str, list[Row]]:
    """The rows of the sheets survey, choices and settings, as far as there are such. Raises Unreadable."""
    try:
        _refuse_bombs(file)
        book = _opened(file)
        try:
            names = {name.strip().lower(): name for name in book.sheetnames}
            return {sheet: _rows(book[names[sheet]], file, sheet) for sheet in SHEETS if sheet in names}
        finally:
            book.close()
    except Unreadable:
        raise
    except CRASHES as wrong:
        reason = getattr(wrong, "strerror", None) or type(wrong).__name__
        raise Unreadable(make_flaw(file, 0, "xls_unreadable", reason=reason)) from wrong
    except Exception as wrong:
        if type(wrong).__module__.split(".")[0] not in ATTACKED:
            raise
        raise Unreadable(make_flaw(file, 0, "xls_unreadable", reason=type(wrong).__name__)) from wrong


def _opened(file: Path) -> Any:
    from openpyxl import load_workbook  # a quarter of a second that every other command would wait for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on names and styles that are of no interest here
        # From memory: of a file that it cannot read, openpyxl would leave the handle open.
        return load_workbook(BytesIO(file.read_bytes()), read_only=True, data_only=True, keep_links=False)


def _refuse_bombs(file: Path) -> None:
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable(make_flaw(file, 0, "xls_too_large", size=size, limit=MAX_BYTES))
    with ZipFile(file) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MAX_UNPACKED_BYTES or len(parts.infolist()) > MAX_PARTS:
            raise Unreadable(make_flaw(file, 0, "xls_too_large", size=unpacked, limit=MAX_UNPACKED_BYTES))


def _rows(sheet: Any, file: Path, name: str) -> list[Row]:
    headers: list[str] = []
    rows = []
    for number, values in _values(sheet, file, name):
        texts = [_text(value) for value in values]
        if not headers:
            headers = [_header(text) for text in texts]
            continue
        cells = {header: text for header, text in zip(headers, texts, strict=False) if header and text}
        if cells:
            rows.append(Row(number, cells))
    return rows


def _values(sheet: Any, file: Path, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # what the file claims about its size is not to be trusted
    for number, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        if number > MAX_ROWS:
            raise Unreadable(make_flaw(file, number, "xls_too_many_rows", sheet=name, limit=MAX_ROWS))
        if any(value not in (None, "") for value in values):
            yield number, values


def _text(value: Any) -> str:
    """A cell as its author sees it: 1 and not 1.0, a day without midnight."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _header(text: str) -> str:
    """`Label::English (en)` keeps its language; all else is compared in small letters, `list name` as `list_name`."""
    name, colons, language = text.partition("::")
    return name.strip().lower().replace(" ", "_") + (f"::{language.strip()}" if colons else "")
