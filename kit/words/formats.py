"""Numbers and days as a language writes them, from CLDR by Babel."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Protocol, runtime_checkable

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ZERO = {"beng": "০", "deva": "०"}
"""The nought of each numbering system that a language of the interface writes by default; the others write 0 to 9."""
_LATIN = "0123456789"

# CLDR has neither months nor weekdays in Dhivehi.
_DHIVEHI_MONTHS = (
    "ޖެނުއަރީ", "ފެބްރުއަރީ", "މާރިޗު", "އެޕްރީލް", "މެއި", "ޖޫން", "ޖުލައި", "އޮގަސްޓު", "ސެޕްޓެމްބަރު", "އޮކްޓޯބަރު", "ނޮވެމްބަރު", "ޑިސެމްބަރު",
)  # fmt: skip
_DHIVEHI_DAYS = ("ހޯމަ", "އަންގާރަ", "ބުދަ", "ބުރާސްފަތި", "ހުކުރު", "ހޮނިހިރު", "އާދިއްތަ")


def locale_of(language: str) -> str:
    """The CLDR locale of a language tag; English as most of the world writes it, day before month."""
    return "en_GB" if language == "en" else language.replace("-", "_")


@runtime_checkable
class InLanguages(Protocol):
    """A text that knows its words in several languages (kit.domain.texts)."""

    def to(self, language: str, /) -> str:
        """The words in one of them."""


def localised(detail: object, language: str) -> object:
    """A detail of a sentence as the language writes it: whole numbers, days (as in ISO 8601 too), and texts."""
    if isinstance(detail, bool):
        return detail
    if isinstance(detail, int):
        return digits(str(detail), language)
    if isinstance(detail, date) and not isinstance(detail, datetime):
        return day_words(detail, language)
    if isinstance(detail, str):
        return iso_day(detail, language) if _ISO_DAY.fullmatch(detail) else detail
    return detail.to(language) if isinstance(detail, InLanguages) else detail


def digits(words: str, language: str) -> str:
    """The same words with the language's own digits."""
    return words.translate(_digits_of(language))


@cache
def _digits_of(language: str) -> dict[int, str]:
    zero = _ZERO.get(_numbering_system(language))
    return {ord(latin): chr(ord(zero) + value) for value, latin in enumerate(_LATIN)} if zero else {}


def _numbering_system(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(locale_of(language)).default_numbering_system)
    except (UnknownLocaleError, ValueError):
        return "latn"


def iso_day(written: str, language: str) -> str:
    """A day written as 2026-03-15, in words; anything else stays as it is."""
    try:
        return day_words(date.fromisoformat(written), language)
    except ValueError:
        return written


def day_words(day: date, language: str, *, weekday: bool = False) -> str:
    """A day with its month in words, and its weekday where that is wanted: `31 Jan 2023`, `Tuesday, 31 January 2023`."""
    if language.split("-")[0] == "dv":
        words = f"{day.day} {_DHIVEHI_MONTHS[day.month - 1]} {day.year}"
        return f"{_DHIVEHI_DAYS[day.weekday()]}، {words}" if weekday else words
    from babel.dates import format_date

    return digits(format_date(day, "full" if weekday else "medium", locale=locale_of(language)), language)


def weekday_words(day: int, language: str) -> str:
    """What a day of the week is called; 0 is Monday."""
    if language.split("-")[0] == "dv":
        return _DHIVEHI_DAYS[day]
    from babel.dates import get_day_names

    return str(get_day_names("wide", context="stand-alone", locale=locale_of(language))[day])
