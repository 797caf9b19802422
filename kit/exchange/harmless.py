"""Text in spreadsheet cells: a cell that begins like a formula is text (OWASP, CSV Injection)."""

from __future__ import annotations

import re

_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n|%＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet could run it; plain numbers stay as they are."""
    return f"'{cell}" if _LIKE_A_FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def written(cell: str) -> str:
    """What somebody had written before `harmless` put an apostrophe there."""
    return cell[1:] if cell.startswith("'") and _LIKE_A_FORMULA.match(cell) else cell
