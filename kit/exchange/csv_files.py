"""CSV files in and out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from charset_normalizer import from_bytes

from kit.exchange.harmless import harmless, written
from kit.exchange.result import NotReadable
from kit.exchange.sheets import Sheet, table

_DELIMITERS = ",;\t|"
_LOOKED_AT = 40
"""Rows from which the delimiter is told."""


def read_csv(file: str, content: bytes) -> Sheet:
    """A CSV file in UTF-8 (or UTF-16 with its mark), with commas, semicolons, tabs or bars between cells.

    Raises NotReadable for another encoding, naming what it looks like, and for content that is no table.
    """
    words = _decoded(file, content)
    if "\0" in words:
        raise NotReadable("exchange.not_a_table", file=file)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words)))
    except csv.Error as error:
        raise NotReadable("exchange.broken_csv", file=file, reason=str(error)) from None
    return table(Path(file).stem, [[written(cell) for cell in row] for row in rows])


def write_csv(file: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Writes rows as CSV that spreadsheets open rightly (UTF-8 with its mark) and without running anything in it."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return file


def _decoded(file: str, content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
    raise NotReadable("exchange.encoding", file=file, encoding=best.encoding if best else "?")


def _delimiter(words: str) -> str:
    """The one that cuts most rows into the same number of cells, and into more than one."""

    def evenness(delimiter: str) -> int:
        try:
            rows = csv.reader(io.StringIO(words[:200_000], newline=""), delimiter=delimiter)
            widths = Counter(len(row) for row, _ in zip(rows, range(_LOOKED_AT), strict=False) if row)
        except csv.Error:
            return 0
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=evenness)
