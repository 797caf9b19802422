"""What tests of translations ask of every catalogue alike."""

from __future__ import annotations

import re
import unicodedata
from string import Formatter
from typing import Any

SCRIPTS = {
    "bn": "BENGALI", "dv": "THAANA", "hi": "DEVANAGARI", "ne": "DEVANAGARI", "si": "SINHALA", "ta": "TAMIL",
    "ur": "ARABIC",
}  # fmt: skip
"""How Unicode names begin of the letters that a language is written in."""


def places(text: str) -> list[str]:
    """The `{places}` of a text, in the order of the alphabet."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def check_script(message: Any, language: str, in_latin: re.Pattern[str]) -> None:
    """Whether a translation has letters, and none but its language's beside what stays `in_latin`."""
    letters = [letter for letter in in_latin.sub("", message.string) if letter.isalpha()]
    assert letters, message.context
    foreign = [letter for letter in letters if not unicodedata.name(letter).startswith(SCRIPTS[language])]
    assert not foreign, f"{message.context}: {''.join(foreign)}"
