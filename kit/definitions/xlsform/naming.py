"""Names that were legal in XLSForm made legal here, and different from one another."""

from __future__ import annotations

import re
from collections.abc import Container

LONGEST = 50
"""Characters; leaves room for a number behind it."""
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CHOICE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def stored_name(words: str, taken: Container[str]) -> str:
    """The name itself where a question or list may have it, else the nearest; numbered where it is taken."""
    name = _allowed(words, WORD)
    return _free(f"q_{name}" if name[0].isdigit() else name, taken)


def choice_name(words: str, taken: Container[str]) -> str:
    """As `stored_name`; a choice may begin with a digit and have hyphens and dots."""
    return _free(_allowed(words, CHOICE), taken)


def _allowed(words: str, pattern: re.Pattern[str]) -> str:
    name = words if pattern.fullmatch(words) else re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_")
    return name[:LONGEST] or "unnamed"


def _free(name: str, taken: Container[str]) -> str:
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    return candidate
