"""Rounds of follow-up: what a delegation told is sent back to it, and it has some working days to correct it.

Two weeks, 90 days and the next workshop are the usual times, and five days to correct; a workshop may state others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kit.domain.form import Form, Protection
from kit.domain.merge import Revision
from kit.domain.workshop import FollowUp, Workshop

FIRST_ROUND, SECOND_ROUND, LAST_ROUND = ROUNDS = ("two-weeks", "90-days", "next-workshop")
"""By the names that commands and files have for them, whenever they are due."""
_TOLD = frozenset({Protection.FOLLOW_UP, Protection.FUND})


@dataclass(frozen=True, slots=True)
class Summary:
    """That a delegation was sent what it had told, and until when it may correct it."""

    round: str
    delegation: str
    made: datetime
    until: date
    """The last day for corrections, on the clock of the place."""
    weekend: tuple[int, ...] = ()
    """The days of the week that were not counted; 0 is Monday."""
    link: str = ""
    """Where to correct; without a code."""


class Standing(StrEnum):
    """What has become of a summary."""

    WAITING = "waiting"
    """It can still be corrected, and nothing has been."""
    CORRECTED = "corrected"
    AGREED = "agreed"
    """The time has passed without a correction."""
    NOTHING = "nothing"
    """There was nothing to send back, and nothing has been added."""


def due(workshop: Workshop, round: str) -> date | None:
    """The day on which a round is due; None for the next workshop's, whose day nobody knows yet."""
    days = days_after(workshop.follow_up, round)
    return None if days is None else workshop.last_day + timedelta(days=days)


def days_after(follow_up: FollowUp, round: str) -> int | None:
    """How many days after the workshop's last day a round is due; None for the next workshop's."""
    return {FIRST_ROUND: follow_up.first_round_days, SECOND_ROUND: follow_up.second_round_days}.get(round)


def working_days(summary: Summary, zone: tzinfo) -> int:
    """The working days that a summary gave its delegation."""
    made = summary.made.astimezone(zone).date()
    days = (made + timedelta(days=number) for number in range(1, (summary.until - made).days + 1))
    return sum(day.weekday() not in summary.weekend for day in days)


def last_working_day(after: date, weekend: Set[int], count: int) -> date:
    """The last of `count` working days that follow a day. Raises ValueError where no day of the week is left to work.

    Public holidays are not known here.
    """
    if weekend >= set(range(7)):
        raise ValueError("a week without a working day")
    day = after
    while count:
        day += timedelta(days=1)
        count -= day.weekday() not in weekend
    return day


def closes(summary: Summary, zone: tzinfo) -> datetime:
    """The moment after which a change is no correction of this summary any more."""
    return datetime.combine(summary.until + timedelta(days=1), time(), zone)


def standing(summary: Summary, entries: int, corrections: int, now: datetime, zone: tzinfo) -> Standing:
    """What has become of a summary that showed so many entries, of which so many were corrected or added since."""
    if corrections:
        return Standing.CORRECTED
    if not entries:
        return Standing.NOTHING
    return Standing.AGREED if now >= closes(summary, zone) else Standing.WAITING


def since(summary: Summary, others: Iterable[Summary], zone: tzinfo) -> datetime | None:
    """From when on its delegation's words belong to a summary: once the one before it could not be corrected any more.

    None where it is the first.
    """
    mine = [s for s in others if s.delegation == summary.delegation and s.made < summary.made]
    return max((closes(s, zone) for s in mine), default=None)


def follow_up_forms(workshop: Workshop) -> tuple[Form, ...]:
    """The forms whose answers are sent back, in the order in which sessions ask them."""
    names = dict.fromkeys(name for session in workshop.sessions for name in session.forms)
    return tuple(workshop.forms[name] for name in names if workshop.forms[name].protection in _TOLD)


def by_its_authors(revision: Revision, form: Form) -> bool:
    """Whether a change is one of the delegation's own: of an answer that is theirs to give, or a removal."""
    theirs = {question.name for question in form if question.written_by == "author"}
    return revision.deleted is not None or not theirs.isdisjoint(revision.values)


def told_between(revisions: Sequence[Revision], form: Form, begin: datetime | None, end: datetime) -> bool:
    """Whether the delegation said anything in an entry after `begin` (None: ever) and until `end`."""
    return any((begin is None or r.at >= begin) and r.at <= end for r in revisions if by_its_authors(r, form))


def corrections(revisions: Sequence[Revision], form: Form, summary: Summary, zone: tzinfo) -> tuple[Revision, ...]:
    """The delegation's changes of an entry after its summary was made and within the time to correct it."""
    end = closes(summary, zone)
    return tuple(r for r in revisions if summary.made < r.at < end and by_its_authors(r, form))
