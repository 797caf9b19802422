"""Days in their order, sessions inside them, no two sessions at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_at, flaw_in_file
from kit.domain.workshop import Session

MINUTES_OF_DAY = 24 * 60


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags a last day before the first, sessions outside the days, and sessions that overlap."""
    if draft.first_day and draft.last_day:
        if draft.last_day < draft.first_day:
            yield flaw_in_file(draft, "last_day", "last_day_first", first=draft.first_day, last=draft.last_day)
        days = (draft.last_day - draft.first_day).days + 1
        for session in draft.sessions:
            if session.day > max(days, 1):
                yield flaw_at(draft, session, "day", "day_outside", session=session.id, day=session.day, days=days)
    for session in draft.sessions:
        yield from _of_one(draft, session)
    yield from _overlaps(draft)


def _of_one(draft: Draft, session: Session) -> Iterator[Flaw]:
    if session.day and session.start is None and "start" not in draft.spots.keys_of(session):
        yield flaw_at(draft, session, None, "start_missing", session=session.id)
    if session.minutes < 1 or _end(session) > MINUTES_OF_DAY:
        yield flaw_at(draft, session, "minutes", "minutes_not_possible", session=session.id, minutes=session.minutes)
    elif session.at_least is not None and not 1 <= session.at_least <= session.minutes:
        details = {"session": session.id, "at_least": session.at_least, "minutes": session.minutes}
        yield flaw_at(draft, session, "at_least", "at_least_not_possible", **details)


def _overlaps(draft: Draft) -> Iterator[Flaw]:
    timed = [session for session in draft.sessions if session.day and session.start]
    for one, other in combinations(timed, 2):
        first, second = sorted((one, other), key=_begin)
        if one.day == other.day and _begin(second) < _end(first):
            details = {"session": second.id, "start": _clock(_begin(second)), "other": first.id}
            yield flaw_at(draft, second, "start", "sessions_overlap", end=_clock(_end(first)), **details)


def _begin(session: Session) -> int:
    """Minutes after midnight."""
    return session.start.hour * 60 + session.start.minute if session.start else 0


def _end(session: Session) -> int:
    """Minutes after midnight."""
    return _begin(session) + session.minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
