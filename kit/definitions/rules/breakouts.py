"""A session's groups can be formed: enough of them, from themes that there are, and no key without a meaning."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, suggest
from kit.definitions.rules.looking import flaw_at
from kit.domain.breakouts import FEWEST, MOST, MOST_PEOPLE, Breakouts
from kit.domain.workshop import Session

NEEDS = {"groups": "mixed", "themes": "theme", "most": "theme"}
"""Keys, and the way of parting in which alone each means something."""


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags numbers of groups and of people that cannot be, unknown themes, and keys that would do nothing."""
    for session in draft.sessions:
        if session.breakouts:
            yield from _of_one(draft, session, session.breakouts)


def _of_one(draft: Draft, session: Session, breakouts: Breakouts) -> Iterator[Flaw]:
    for key, needs in NEEDS.items():
        if breakouts.by != needs and key in draft.spots.keys_of(breakouts):
            yield flaw_at(draft, breakouts, key, "breakouts_key_idle", key=key, by=breakouts.by, needs=needs)
    if breakouts.by == "mixed" and not FEWEST <= breakouts.groups <= MOST:
        details = {"session": session.id, "groups": breakouts.groups, "fewest": FEWEST, "most": MOST}
        yield flaw_at(draft, breakouts, "groups", "breakouts_groups", **details)
    if breakouts.most is not None and not 1 <= breakouts.most <= MOST_PEOPLE:
        yield flaw_at(
            draft, breakouts, "most", "limit_not_possible", key="most", value=breakouts.most, most=MOST_PEOPLE
        )
    yield from _themes(draft, session, breakouts)
    groups = _count(draft, breakouts)
    if breakouts.places and len(breakouts.places) != groups:
        details = {"session": session.id, "places": len(breakouts.places), "groups": groups}
        yield flaw_at(draft, breakouts, "places", "breakouts_places", **details)


def _themes(draft: Draft, session: Session, breakouts: Breakouts) -> Iterator[Flaw]:
    known = [theme.name for theme in draft.themes]
    for name in breakouts.themes:
        if name not in known:
            yield flaw_at(draft, breakouts, "themes", "theme_unknown", name=name, suggestion=suggest(name, known))
    if breakouts.by == "theme" and _count(draft, breakouts) < FEWEST:
        yield flaw_at(draft, breakouts, None, "breakouts_themes", session=session.id)


def _count(draft: Draft, breakouts: Breakouts) -> int:
    if breakouts.by == "theme":
        return len(set(breakouts.themes)) if breakouts.themes else len(draft.themes)
    return breakouts.groups if breakouts.by == "mixed" else len(draft.delegations)
