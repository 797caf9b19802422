"""On which days of the week offices are closed: as the workshop says, else as CLDR knows it of the territory."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_territory_language_info

from kit.domain.workshop import Delegation

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
USUAL = frozenset({5, 6})


def weekend_of(delegation: Delegation) -> frozenset[int]:
    """The days of the week, 0 being Monday, that are not working days for a delegation."""
    return delegation.weekend if delegation.weekend is not None else weekend_in(delegation.code)


@cache
def weekend_in(territory: str) -> frozenset[int]:
    """CLDR's weekend (supplementalData, weekData) of an ISO 3166 territory; Saturday and Sunday for any other code."""
    for language in get_territory_language_info(territory.upper()):
        try:
            locale = Locale.parse(f"{language}_{territory.upper()}")
        except (UnknownLocaleError, ValueError):
            continue
        first, last = locale.weekend_start, locale.weekend_end
        return frozenset((first + days) % 7 for days in range((last - first) % 7 + 1))
    return USUAL
