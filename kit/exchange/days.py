"""Dates as people write them in tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from kit.domain.cleaning import clean_line
from kit.domain.digits import latin_digits, without_invisible

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NUMERIC = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]*([^\W\d]+(?:[^\W\d]|[\u0900-\u0dff])*)[\s.,\-/]*(\d{4}|\d{2})"
)
_MONTH_DAY = re.compile(r"([^\W\d]+(?:[^\W\d]|[\u0900-\u0dff])*)[\s.]+(\d{1,2})(?:st|nd|rd|th)?[\s.,]+(\d{4})")
_MONTH = re.compile(r"(?:end(?: of)? )?([^\W\d]+(?:[^\W\d]|[\u0900-\u0dff])*)[\s.,\-/’']*(\d{4}|\d{2})")
_NUMERIC_MONTH = re.compile(r"(\d{1,2})[-/](\d{4})")
_QUARTER = re.compile(r"(?:q|qtr|quarter)\s?([1-4])[\s,\-/]*(\d{4})|(\d{4})[\s,\-/]*(?:q|qtr|quarter)\s?([1-4])")
_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_SPREADSHEETS_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets' serial numbers (with their 29 February 1900, which did not exist)."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date that was read; `otherwise` is the other date that the same writing might mean."""

    iso: str
    otherwise: str | None = None
    guessed: bool = False
    """Made from less than a whole date: a month, a quarter, a year, a spreadsheet's serial number."""


def read_day(value: object, *, last: bool = False, languages: Sequence[str] = ("en",)) -> Day | None:
    """The day that a cell means, or None where it means none.

    Day before month where both could be ("03/04/2024" is 3 April, and `otherwise` is 4 March); month before day only
    where nothing else is a date. A month, quarter or year is its first day, or its last where `last` is set. Month
    names are known in English and in `languages` (Unicode CLDR).
    """
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Day(day.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value)
    words = clean_line(without_invisible(latin_digits(str(value)))).casefold()
    try:
        return _numeric(words) or _named(words, last, tuple(languages)) or _span(words, last)
    except ValueError:
        return None


def _serial(number: float) -> Day | None:
    if 1900 <= number <= 2200 and number == int(number):
        return _span(str(int(number)), last=False)
    if not 20_000 <= number <= 80_000:
        return None
    return Day((_SPREADSHEETS_FIRST_DAY + timedelta(days=int(number))).isoformat(), guessed=True)


def _numeric(words: str) -> Day | None:
    if found := _YEAR_FIRST.fullmatch(words):
        return Day(date(*map(int, found.groups())).isoformat())
    found = _NUMERIC.fullmatch(words)
    if found is None:
        return None
    one, two, year = int(found[1]), int(found[2]), _year(found[3])
    if two > 12:
        return Day(date(year, one, two).isoformat(), guessed=True)
    if one > 12 or one == two:
        return Day(date(year, two, one).isoformat())
    return Day(date(year, two, one).isoformat(), otherwise=date(year, one, two).isoformat())


def _named(words: str, last: bool, languages: tuple[str, ...]) -> Day | None:
    months = _months(languages)
    if (found := _DAY_MONTH.fullmatch(words)) and (month := months.get(found[2])):
        return Day(date(_year(found[3]), month, int(found[1])).isoformat())
    if (found := _MONTH_DAY.fullmatch(words)) and (month := months.get(found[1])):
        return Day(date(int(found[3]), month, int(found[2])).isoformat())
    if (found := _MONTH.fullmatch(words)) and (month := months.get(found[1])):
        return _edge(_year(found[2]), month, 1, last or words.startswith("end"))
    return None


def _span(words: str, last: bool) -> Day | None:
    if found := _QUARTER.fullmatch(words):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _edge(year, 3 * quarter - 2, 3, last)
    if found := _NUMERIC_MONTH.fullmatch(words):
        return _edge(int(found[2]), int(found[1]), 1, last)
    return _edge(int(words), 1, 12, last) if _YEAR.fullmatch(words) else None


def _edge(year: int, month: int, months: int, last: bool) -> Day:
    """The first day of a span of months, or its last."""
    return Day(span_end(year, month, months).isoformat() if last else date(year, month, 1).isoformat(), guessed=True)


def span_end(year: int, month: int, months: int) -> date:
    """The last day of so many months from the first of that month on."""
    after = year * 12 + month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


@cache
def _months(languages: tuple[str, ...]) -> Mapping[str, int]:
    known = {"sept": 9}
    for language in dict.fromkeys(("en", *languages)):
        try:
            locale = Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                known.setdefault(clean_line(name).casefold().rstrip("."), number)
    return known
