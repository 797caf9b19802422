"""Languages and currencies are those that the world knows."""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import list_currencies

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
    currencies = list_currencies()
    for delegation in draft.delegations:
        for tag in delegation.languages:
            if not is_language(tag):
                suggestion = suggest(tag, known_languages())
                yield flaw_at(draft, delegation, "languages", "language_unknown", value=tag, suggestion=suggestion)
        if delegation.currency and delegation.currency not in currencies:
            suggestion = suggest(delegation.currency, currencies)
            value = delegation.currency
            yield flaw_at(draft, delegation, "currency", "currency_unknown", value=value, suggestion=suggestion)
