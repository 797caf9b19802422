"""What to shorten when the day runs late, so that it ends when people were told that it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kit.domain.runsheet import STEP, Sheet, Slot, sheet, up_to_step

WORTH_MINUTES = 5
"""A day that ends less late than this is on time."""
LEAST_SHARE = 2 / 3
"""What a session keeps of its minutes where the workshop does not say."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """New minutes for some sessions, and what to leave out today."""

    minutes: Mapping[str, int] = field(default_factory=dict)
    """Session to its new minutes."""
    left_out: tuple[str, ...] = ()
    still_late: int = 0
    """Minutes by which the day ends late even so."""


def least_minutes(minutes: int, at_least: int | None) -> int:
    """What a session keeps when it is shortened."""
    return min(minutes, up_to_step(minutes * LEAST_SHARE) if at_least is None else at_least)


def proposal(slots: Sequence[Slot], now: int | None) -> Proposal | None:
    """What brings the day back to its planned end, or nearer to it; None where it ends on time.

    Breaks give first (`kit.domain.runsheet`); then sessions, each in proportion to what it can give, in steps of five
    minutes; last those that can wait are left out, from the day's end. What would not help is left alone.
    """
    if sheet(slots, now).late_at_end < WORTH_MINUTES:
        return None
    tried = list(slots)
    best = _shortened(tried, now)
    for slot in reversed(slots):
        if not sheet(best, now).late_at_end:
            break
        without = [replace(each, left_out=True) if each.session == slot.session else each for each in tried]
        if slot.is_ahead and slot.can_wait and sheet(_shortened(without, now), now).ends < sheet(best, now).ends:
            tried, best = without, _shortened(without, now)
    return Proposal(
        minutes={new.session: new.minutes for old, new in zip(slots, best, strict=True) if new.minutes != old.minutes},
        left_out=tuple(new.session for old, new in zip(slots, best, strict=True) if new.left_out and not old.left_out),
        still_late=sheet(best, now).late_at_end,
    )


def _shortened(slots: Sequence[Slot], now: int | None) -> list[Slot]:
    """Takes five minutes at a time from whichever has given the smallest share of what it can give."""
    room = {slot.session: _can_give(slot, now) for slot in slots}
    found, given = list(slots), dict.fromkeys(room, 0)
    while (day := sheet(found, now)).late_at_end:
        helpful = [
            place for place in _that_help(day) if given[found[place].session] + STEP <= room[found[place].session]
        ]
        if not helpful:
            break
        place = min(helpful, key=lambda place: _share(given, room, found[place].session))
        found[place] = replace(found[place], minutes=found[place].minutes - STEP)
        given[found[place].session] += STEP
    return found


def _that_help(day: Sheet) -> list[int]:
    """The places of the sessions without which the day would end sooner: from its end back to where nothing waits."""
    last = [place for place, line in enumerate(day.lines) if line.counts and line.ends == day.ends]
    ahead = [place for place, line in enumerate(day.lines) if line.counts and line.slot.is_ahead]
    if len(last) != 1 or last[0] not in ahead:
        return last if len(last) == 1 else []
    found: list[int] = []
    for place in reversed(ahead):
        found.append(place)
        if not day.lines[place].waits:
            return sorted(found)
    first = day.lines[ahead[0]]
    free = first.begins - (first.pause or 0)
    running = [p for p, line in enumerate(day.lines) if line.slot.is_running and line.ends == free]
    return sorted(found + (running if len(running) == 1 else []))


def _share(given: Mapping[str, int], room: Mapping[str, int], session: str) -> tuple[float, int]:
    """What a session would have given of what it can give; of equal shares, who has given less goes first."""
    return (given[session] + STEP) / room[session], given[session]


def _can_give(slot: Slot, now: int | None) -> int:
    """Minutes that a session can be shortened by; one that is being held cannot end before now."""
    if slot.closed is not None or slot.left_out:
        return 0
    least = slot.least
    if slot.opened is not None and now is not None:
        least = max(least, now - slot.opened - slot.beyond)
    return max(0, (slot.minutes - least) // STEP * STEP)
