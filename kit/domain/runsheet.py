"""A day's run sheet: when each session begins and ends, as it was held and as it is to be expected from now on.

Times are minutes after midnight, on the clock of the place, of the day on which the sessions are held. What comes next
begins when it was announced or later, never earlier: people come back from a break at the time that they were told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

STEP = 5
"""Minutes in which times are set and shortened."""
BREAK_SHARE = 2 / 3
"""What a break keeps at least when the day is late, of its planned length."""
SHORTEST_BREAK = 10
"""Minutes below which no break is cut; a shorter one stays as it is."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One session of a day as it was planned, agreed and held so far."""

    session: str
    start: int
    """When it was to begin."""
    planned: int
    """Minutes by the definition."""
    minutes: int
    """Minutes that it has now: by the definition, or as was agreed in the room."""
    least: int
    """Minutes below which it is not proposed to be shortened."""
    can_wait: bool = False
    """Whether it may be proposed to leave it out today."""
    left_out: bool = False
    """Not today, as was decided in the room."""
    opened: int | None = None
    closed: int | None = None
    """When it was last closed; None before, and while it is open."""
    beyond: int = 0
    """Minutes by which a running timer goes on after the session's own minutes."""

    @property
    def end(self) -> int:
        """When it was to end."""
        return self.start + self.planned

    @property
    def is_running(self) -> bool:
        """Whether it is open."""
        return self.opened is not None and self.closed is None

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come today."""
        return self.opened is None and not self.left_out


@dataclass(frozen=True, slots=True)
class Line:
    """One session with its times: those at which it was held, and those to be expected otherwise."""

    slot: Slot
    begins: int
    ends: int
    pause: int | None = None
    """Minutes of the break before it; None where there is none by plan, or where the session has begun."""
    waits: bool = False
    """Whether it begins later than it could, because what is before it and the break are not over yet."""
    counts: bool = True
    """False where it was left out, or passed over before the day's first session: nothing waits for it."""

    @property
    def late(self) -> int:
        """Minutes by which it begins after its time; never negative."""
        return max(0, self.begins - self.slot.start) if self.counts else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day's lines, and what they come to."""

    lines: tuple[Line, ...]
    planned_end: int
    ends: int
    """When the last session ends."""
    late: int
    """Minutes by which what comes next begins after its time, or the day ends where nothing comes; never negative."""

    @property
    def late_at_end(self) -> int:
        """Minutes by which the day ends after its time; never negative."""
        return max(0, self.ends - self.planned_end)


def sheet(slots: Sequence[Slot], now: int | None) -> Sheet:
    """The run sheet of one day, whose slots stand in the order of their planned times.

    ``now`` is None where the day has not begun and its own clock does not run: then all is as planned.
    """
    free = _free_from(slots, now)
    lines: list[Line] = []
    pause = 0
    for slot, gap in zip(slots, _gaps(slots), strict=True):
        pause = max(pause, least_break(gap))
        line = _line(slot, slots, free, pause, now)
        lines.append(line)
        if slot.is_ahead and line.counts:
            free = line.ends
        if not slot.left_out:
            pause = 0
    planned_end = max((slot.end for slot in slots), default=0)
    ends = max((line.ends for line in lines if line.counts), default=planned_end)
    following = next((line for line in lines if line.slot.is_ahead and line.counts), None)
    late = following.late if following else max(0, ends - planned_end)
    return Sheet(tuple(lines), planned_end, ends, late)


def least_break(planned: int) -> int:
    """What is left of a break of so many minutes when the day is late."""
    return min(planned, max(SHORTEST_BREAK, up_to_step(planned * BREAK_SHARE)))


def up_to_step(minutes: float) -> int:
    """The next number of minutes in which times are set."""
    return int(-(-minutes // STEP) * STEP)


def _line(slot: Slot, slots: Sequence[Slot], free: int | None, pause: int, now: int | None) -> Line:
    if slot.opened is not None:
        return Line(slot, slot.opened, _end_of(slot, now))
    begun = min((other.start for other in slots if other.opened is not None), default=slot.start)
    if slot.left_out or slot.start < begun:
        return Line(slot, slot.start, slot.end, counts=False)
    could = slot.start if now is None else max(slot.start, now)
    if free is None:
        return Line(slot, could, could + slot.minutes)
    begins = max(could, free + pause)
    return Line(slot, begins, begins + slot.minutes, begins - free if pause else None, waits=begins > could)


def _end_of(slot: Slot, now: int | None) -> int:
    if slot.closed is not None:
        return slot.closed
    ends = (slot.opened or 0) + slot.minutes + slot.beyond
    return ends if now is None else max(ends, now)


def _free_from(slots: Sequence[Slot], now: int | None) -> int | None:
    """When those end that are held now: the one that was opened last, and what else still has minutes to go.

    A session that is opened again for a moment, or left open all day, holds nothing up.
    """
    begun = [slot for slot in slots if slot.opened is not None]
    if not begun:
        return None
    last = max(begun, key=lambda slot: slot.opened or 0)
    ends = [_end_of(slot, None) for slot in begun if slot.closed is None]
    return max([_end_of(last, now), *(end for end in ends if now is not None and end > now)])


def _gaps(slots: Sequence[Slot]) -> list[int]:
    """The planned break before each session."""
    return [0, *(max(0, after.start - before.end) for before, after in pairwise(slots))][: len(slots)]
