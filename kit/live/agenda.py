"""The agenda as pages show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from kit.domain.workshop import Session
from kit.live.room import Room
from kit.words.formats import day_words, digits

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda."""

    id: str
    title: str
    time: str
    minutes: int
    state: str
    """`planned`, `open` or `closed`."""
    note: str
    """What else there is to say: until when answers are taken after the event."""
    timer_ends_at: str | None
    answerable: bool
    """Open, or closed with a deadline that has not passed."""
    lang: str
    """The title's language, where that is not the page's."""


def items(room: Room, language: str, say: Say) -> list[Item]:
    """Every session of the agenda with its state."""
    states = room.store.agenda.states()
    return [_item(room, session, states[session.id], language, say) for session in room.workshop.sessions]


def days(room: Room, language: str, say: Say) -> list[tuple[str, list[Item]]]:
    """The agenda's lines under a heading for each day."""
    headed = zip(room.workshop.sessions, items(room, language, say), strict=True)
    groups = groupby(headed, key=lambda pair: pair[0].day)
    return [(_day_title(room, day, language, say), [item for _, item in group]) for day, group in groups]


def _item(room: Room, session: Session, state: Any, language: str, say: Say) -> Item:
    late = state.state == "closed" and session.takes_late(datetime.now(UTC))
    return Item(
        id=session.id,
        title=session.title.to(language),
        time=digits(f"{session.start:%H:%M}", language) if session.start else "",
        minutes=session.minutes,
        state=state.state,
        note=say("live.after_event", date=_deadline(room, session, language)) if late else "",
        timer_ends_at=state.timer_ends_at.isoformat() if state.timer_ends_at else None,
        answerable=state.state == "open" or late,
        lang=session.title.elsewhere(language),
    )


def _deadline(room: Room, session: Session, language: str) -> str:
    assert session.deadline is not None
    there = session.deadline.astimezone(room.workshop.time_zone)
    return f"{day_words(there.date(), language)}, {digits(f'{there:%H:%M}', language)}"


def _day_title(room: Room, day: int, language: str, say: Say) -> str:
    if day == 0:
        return say("live.afterwards")
    held = room.workshop.date_of(next(s for s in room.workshop.sessions if s.day == day))
    assert held is not None
    return say("live.day_date", day=day, date=day_words(held, language, weekday=True))
