"""Numbers as people write them in South Asia and elsewhere: native digits, and thousands grouped in several ways."""

from __future__ import annotations

import re
import unicodedata

MOST_DIGITS = 18
"""A number longer than this is a slip of the finger: no budget or headcount needs it, and spreadsheets lose its end."""

_ARCHAIC_SINHALA = {chr(0x111E1 + i): str(i + 1) for i in range(9)}
"""Lith illakkam's digits one to nine: Unicode gives them no decimal value, since they had no zero."""

_SIGNS = str.maketrans(
    {
        "٫": ".",  # Arabic decimal separator
        "٬": ",",  # Arabic thousands separator
        "،": ",",  # Arabic comma
        "−": "-",  # minus sign
        "–": "-",  # en dash, which word processors put for a hyphen
        "’": "'",
    }
)
_INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_PLAIN = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d+)(?:\.(?P<part>\d*))?")
_THREES = r"[1-9]\d{0,2}(?:%s\d{3})+"
_LAKHS = r"[1-9]\d?(?:%s\d{2})+%s\d{3}"
_GROUPED = {
    ",": re.compile(f"[+-]?(?:{_THREES % ','}|{_LAKHS % (',', ',')})"),
    ".": re.compile(f"[+-]?{_THREES % '[.]'}"),
}


def latin_digits(text: str) -> str:
    """The same text with every decimal digit of any script as 0 to 9; everything else stays as it is."""
    return text if text.isascii() else "".join(_latin(character) for character in text)


def _latin(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return _ARCHAIC_SINHALA.get(character, character) if value is None else str(value)


def without_invisible(text: str) -> str:
    """The same text without the marks of direction and width that come along when a number or date is pasted."""
    return _INVISIBLE.sub("", text)


def canonical_decimal(text: str) -> str | None:
    """A number as it is stored ("12500.50", no grouping, no leading zeros), or None where the text is not a number.

    The rule for separators: where comma and point both stand, the last is the decimal sign. A comma alone groups
    thousands if its groups are right, in threes (12,500) or as lakh and crore (1,25,00,000); otherwise one comma is a
    decimal sign (12,5). A point alone is a decimal sign (12.500 is twelve and a half); several points group thousands.
    Spaces and apostrophes group.
    """
    plain = _ungrouped(without_invisible(latin_digits(text)).translate(_SIGNS).strip())
    found = _PLAIN.fullmatch(plain) if plain is not None else None
    if found is None:
        return None
    whole, part = found["whole"].lstrip("0") or "0", found["part"] or ""
    if len(whole) + len(part) > MOST_DIGITS:
        return None
    number = f"{whole}.{part}" if part else whole
    return f"-{number}" if found["sign"] == "-" and number.strip("0.") else number


def _ungrouped(text: str) -> str | None:
    """The text with a point for the decimal sign and nothing between thousands; None where the groups are wrong."""
    if re.search(r"[\s']", text):
        return _grouped_by_space(text)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return _joined(text, *((",", ".") if point > comma else (".", ",")))
    if comma >= 0:
        return text.replace(",", "") if _GROUPED[","].fullmatch(text) else _decimal_comma(text)
    several = text.count(".") > 1 and _GROUPED["."].fullmatch(text)
    return text.replace(".", "") if several else text


def _grouped_by_space(text: str) -> str | None:
    found = re.fullmatch(r"(?P<sign>[+-]?)\s?(?P<whole>\d+(?:[\s']\d+)*)(?:[.,](?P<part>\d*))?", text)
    if found is None:
        return None
    whole = re.sub(r"[\s']", ",", found["whole"])
    if "," in whole and not _GROUPED[","].fullmatch(whole):
        return None
    return f"{found['sign']}{whole.replace(',', '')}.{found['part'] or ''}"


def _joined(text: str, group: str, decimal: str) -> str | None:
    whole, _, part = text.rpartition(decimal)
    return f"{whole.replace(group, '')}.{part}" if _GROUPED[group].fullmatch(whole) else None


def _decimal_comma(text: str) -> str | None:
    return text.replace(",", ".") if text.count(",") == 1 else None
