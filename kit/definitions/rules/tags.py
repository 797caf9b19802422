"""Languages and currencies are those that the world knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel.core import get_global

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, suggest
from kit.definitions.languages import is_language, known_languages
from kit.definitions.rules.looking import flaw_at, flaw_in_file


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags unknown and doubled languages, and unknown currencies."""
    for place, tag in enumerate(draft.languages):
        if not is_language(tag):
            suggestion = suggest(tag, known_languages())
            yield flaw_in_file(draft, "languages", "language_unknown", value=tag, suggestion=suggestion)
        if tag in draft.languages[:place]:
            yield flaw_in_file(draft, "languages", "language_twice", value=tag)
    currencies = currencies_in_use()
    for delegation in draft.delegations:
        for tag in delegation.languages:
            if not is_language(tag):
                suggestion = suggest(tag, known_languages())
                yield flaw_at(draft, delegation, "languages", "language_unknown", value=tag, suggestion=suggestion)
        if delegation.currency and delegation.currency not in currencies:
            suggestion = suggest(delegation.currency, currencies)
            value = delegation.currency
            yield flaw_at(draft, delegation, "currency", "currency_unknown", value=value, suggestion=suggestion)


@cache
def currencies_in_use() -> frozenset[str]:
    """The ISO 4217 codes that are legal tender somewhere today, by CLDR; each row is code, begin, end, tender."""
    rows = (row for territory in get_global("territory_currencies").values() for row in territory)
    return frozenset(code for code, _, end, tender in rows if tender and end is None)
