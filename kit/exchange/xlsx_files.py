"""Workbooks of unknown origin, read without trusting them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

from defusedxml import ElementTree
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from kit.exchange.result import NotReadable
from kit.exchange.sheets import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Cell, Formula, Sheet, is_blank, table

MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 2000
MOST_MERGED = 200_000
"""Cells in merged ranges beyond those of the sheet: empty ones at its edges."""
MOST_RATIO = 200
"""How many times larger than packed; spreadsheets reach about 30."""

_DECLARATIONS = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx(file: str, content: bytes) -> list[Sheet]:
    """The visible and hidden sheets of a workbook; merged cells all hold what the first of them holds.

    Formulas come as `Formula` and are never evaluated. Raises NotReadable for what is no workbook, is damaged, packed
    to be huge, declares entities, or is larger than any workplan.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(file, package)
            merged = _merged(package)
        return list(_sheets(content, merged))
    except NotReadable:
        raise
    except Exception as error:  # openpyxl answers damaged files with errors of every kind
        raise NotReadable("exchange.damaged", file=file, reason=type(error).__name__) from error


def _check(file: str, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(part.file_size > 1_000_000 and part.file_size > MOST_RATIO * part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swollen:
        raise NotReadable("exchange.bomb", file=file)
    if any(part.flag_bits & 1 for part in parts):
        raise NotReadable("exchange.encrypted", file=file)
    for part in parts:
        # zipfile stops at the size that the directory states, so a lying directory cannot unpack to more.
        # Every part is looked at: what a part is, is said by those that refer to it, not by its name.
        if _declares(package.read(part)):
            raise NotReadable("exchange.entities", file=file)


def _declares(xml: bytes) -> bool:
    return any(word in xml for word in _DECLARATIONS)


def _merged(package: zipfile.ZipFile) -> dict[str, list[str]]:
    """Sheet name to its merged ranges, read here since openpyxl leaves them out when it reads row by row."""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    found: dict[str, list[str]] = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in package.namelist():
            ranges = re.findall(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]+\d+:[A-Z]+\d+)\"", package.read(part))
            found[str(sheet.get("name"))] = [each.decode() for each in ranges[:MOST_ROWS]]
    return found


def _sheets(content: bytes, merged: dict[str, list[str]]) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and validations that are of no interest here
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            for sheet in book.worksheets[:MOST_SHEETS]:
                sheet.reset_dimensions()
                rows = [[_value(cell) for cell in row[: MOST_COLUMNS + 1]] for row in _filled(sheet)]
                yield table(sheet.title, _unmerge(sheet.title, rows, merged.get(sheet.title, [])))
        finally:
            book.close()


def _filled(sheet: object) -> Iterator[tuple[object, ...]]:
    """Rows up to the last that can be taken; blank rows behind it are passed over, others make the sheet too long."""
    for number, row in enumerate(sheet.iter_rows()):  # type: ignore[attr-defined]
        if number <= MOST_ROWS or any(not is_blank(cell.value) for cell in row):
            yield row
        if number > 20 * MOST_ROWS:
            return


def _value(cell: object) -> Cell:
    value: Cell = cell.value  # type: ignore[attr-defined]
    kind = getattr(cell, "data_type", None)
    if kind == "f" or (not isinstance(value, str | int | float | bool | None) and not hasattr(value, "isoformat")):
        return Formula(str(value))
    return None if kind == "e" else value


def _unmerge(sheet: str, rows: list[list[Cell]], ranges: list[str]) -> list[list[Cell]]:
    """Merged cells filled. Ranges do not overlap where a program has written them, so that together they are no larger
    than the sheet; a thousand that do would take hours. Raises NotReadable."""
    left_over = max(map(len, rows), default=0) * len(rows) + MOST_MERGED
    for each in ranges:
        (top, left), (bottom, right) = map(coordinate_to_tuple, each.split(":"))
        left_over -= max(0, min(bottom, len(rows)) - top + 1) * max(0, min(right, MOST_COLUMNS) - left + 1)
        if left_over < 0:
            raise NotReadable("exchange.damaged", file=sheet, reason="merged cells that overlap")
        first = rows[top - 1][left - 1] if top <= len(rows) and left <= len(rows[top - 1]) else None
        if is_blank(first):
            continue
        for row in rows[top - 1 : bottom]:
            row.extend([None] * (min(right, MOST_COLUMNS) - len(row)))
            row[left - 1 : min(right, MOST_COLUMNS)] = [first] * (min(right, MOST_COLUMNS) - left + 1)
    return rows
