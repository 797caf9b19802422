"""Words of one direction within a sentence of the other (Unicode UAX 9)."""

from __future__ import annotations

import re

LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, END_ISOLATE = "\u2066", "\u2068", "\u2069"
RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
"""Ranges of a regular expression: the scripts that are written from right to left."""
_LATIN = re.compile("[A-Za-z]")
_RTL = re.compile(f"[{RTL_LETTERS}]")


def has_rtl(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return bool(_RTL.search(text))


def has_latin(text: str) -> bool:
    """Whether a text has Latin letters, which are written from left to right in every language."""
    return bool(_LATIN.search(text))


def isolate(text: str) -> str:
    """A text as one piece of the sentence around it, in its own direction.

    Without it a date or a full stop that follows "Planning wing" in Urdu would be shown as if it belonged to the
    English words.
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}"


def left_to_right(text: str) -> str:
    """A text as one piece that is read from the left in every language: an amount with its currency, an offset."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{END_ISOLATE}"


def isolated(text: str) -> str:
    """A text with Latin letters as part of a right-to-left sentence; any other as it is."""
    return isolate(text) if has_latin(text) else text


def beside(words: str, text: str) -> str:
    """A text after words of the other direction, its full stop at its own end; as it is after words of its own."""
    return isolate(text) if has_rtl(words) != has_rtl(text) else text
