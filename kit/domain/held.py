"""When sessions were really held, and on which clock a day of the workshop runs.

On its own date a day runs by the clock of the place. Held on another date, as a rehearsal is, it is as late as it has
become since its first session of that date was opened: the plan is moved so that this one began on time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from kit.domain.runsheet import Slot
from kit.domain.shortening import least_minutes
from kit.domain.workshop import Session, Workshop

MINUTES, LATER = "minutes", "later"
"""Names of what staff set for a session: how long it takes, and whether it waits for another day."""
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Once that a session was open."""

    opened: datetime
    closed: datetime | None = None
    """None while it is open."""


class Held(Protocol):
    """What the room has made of a session."""

    @property
    def spans(self) -> tuple[Span, ...]: ...
    @property
    def timer_ends_at(self) -> datetime | None: ...
    @property
    def marks(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class DayClock:
    """A day of the workshop on the date on which it is held."""

    day: int
    midnight: datetime
    """With which the date begins, on the clock of the place."""
    shift: int
    """Minutes by which the plan is moved; 0 on the day's own date."""
    now: int | None
    """Minutes after midnight; None on another date than today."""
    own_date: bool = True
    """Whether it is held on the date that the workshop names for it."""

    def minute(self, moment: datetime) -> int:
        """A moment in whole minutes after midnight."""
        there = moment.astimezone(self.midnight.tzinfo).replace(tzinfo=None)
        return int((there - self.midnight.replace(tzinfo=None)).total_seconds() // 60)


def clock_of(workshop: Workshop, day: int, states: Mapping[str, Held], now: datetime) -> DayClock:
    """The clock of a day: on its own date where it was or can be held then, else on the last on which it was opened."""
    today = now.astimezone(workshop.time_zone).date()
    own = workshop.first_day + timedelta(days=day - 1)
    opened = [(span.opened, session) for session in of_day(workshop, day) for span in states[session.id].spans]
    dates = {moment.astimezone(workshop.time_zone).date() for moment, _ in opened}
    held = own if own in (today, *dates) or not dates else max(dates)
    clock = DayClock(day, datetime.combine(held, time(), workshop.time_zone), 0, None)
    on_date = [(moment, session) for moment, session in opened if _is_on(clock, moment)]
    shift = 0
    if held != own and on_date:
        moment, first = min(on_date, key=lambda pair: pair[0])
        shift = clock.minute(moment) - planned_start(first)
    return DayClock(day, clock.midnight, shift, clock.minute(now) if held == today else None, held == own)


def current_day(workshop: Workshop, states: Mapping[str, Held], now: datetime) -> DayClock | None:
    """The day that is held today: today's own, else the one of which a session was opened today last; None for none."""
    clocks = [clock_of(workshop, day, states, now) for day in days(workshop)]
    running = [clock for clock in clocks if clock.now is not None]
    own = next((clock for clock in running if clock.own_date), None)
    return own or max(running, key=lambda clock: _last_opened(workshop, clock, states), default=None)


def slots_of(workshop: Workshop, clock: DayClock, states: Mapping[str, Held]) -> list[Slot]:
    """A day's sessions in the order of their planned times, with what the room has made of them on this date."""
    return [_slot(session, clock, states[session.id]) for session in of_day(workshop, clock.day)]


def of_day(workshop: Workshop, day: int) -> list[Session]:
    """The sessions of a day that have a time, in its order."""
    return sorted((s for s in workshop.sessions if s.day == day and s.start is not None), key=planned_start)


def days(workshop: Workshop) -> list[int]:
    """The days that have sessions; not what happens afterwards."""
    return sorted({session.day for session in workshop.sessions if session.day and session.start is not None})


def planned_start(session: Session) -> int:
    """Minutes after midnight at which a session begins by the definition."""
    return session.start.hour * 60 + session.start.minute if session.start else 0


def minutes_of(session: Session, held: Held) -> int:
    """The minutes that a session has: as agreed in the room, else by the definition."""
    agreed = held.marks.get(MINUTES)
    if isinstance(agreed, int) and not isinstance(agreed, bool) and 1 <= agreed <= MOST_MINUTES:
        return agreed
    return session.minutes


def _slot(session: Session, clock: DayClock, held: Held) -> Slot:
    spans = [span for span in held.spans if _is_on(clock, span.opened)]
    closed, minutes = spans[-1].closed if spans else None, minutes_of(session, held)
    opened = clock.minute(spans[0].opened) if spans else None
    beyond = 0
    if opened is not None and closed is None and held.timer_ends_at is not None:
        beyond = max(0, clock.minute(held.timer_ends_at) - opened - minutes)
    return Slot(
        session=session.id,
        start=planned_start(session) + clock.shift,
        planned=session.minutes,
        minutes=minutes,
        least=least_minutes(session.minutes, session.at_least),
        can_wait=session.can_wait,
        left_out=held.marks.get(LATER) is True and not spans,
        opened=opened,
        closed=None if closed is None else clock.minute(closed),
        beyond=beyond,
    )


def _is_on(clock: DayClock, moment: datetime) -> bool:
    there: date = moment.astimezone(clock.midnight.tzinfo).date()
    return there == clock.midnight.date()


def _last_opened(workshop: Workshop, clock: DayClock, states: Mapping[str, Held]) -> datetime:
    spans: Sequence[Span] = [span for session in of_day(workshop, clock.day) for span in states[session.id].spans]
    return max(span.opened for span in spans)
