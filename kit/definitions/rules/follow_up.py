"""Rounds of follow-up that follow one another, each with some days to correct it."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_at

MOST_DAYS = 3650
"""After a workshop's last day; ten years."""
MOST_WORKING_DAYS = 60


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags numbers of days that no round can have, and a second round that is not after the first."""
    stated = draft.follow_up
    limits = {"first_round_days": MOST_DAYS, "second_round_days": MOST_DAYS, "working_days": MOST_WORKING_DAYS}
    for key, most in limits.items():
        value = getattr(stated, key)
        if not 1 <= value <= most:
            yield flaw_at(draft, stated, key, "limit_not_possible", key=key, value=value, most=most)
    if stated.second_round_days <= stated.first_round_days:
        details = {"first": stated.first_round_days, "second": stated.second_round_days}
        yield flaw_at(draft, stated, "second_round_days", "rounds_crossed", **details)
