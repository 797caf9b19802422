"""The agenda as pages show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from kit.domain.held import minutes_of, planned_start
from kit.domain.workshop import Session
from kit.live.room import Room
from kit.live.run_sheet import RunSheet, hour, run_sheet, told_start
from kit.storage import SessionState
from kit.words.formats import day_words, digits

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda."""

    id: str
    title: str
    time: str
    """When it begins: as planned, or the new time where the day runs late."""
    planned_time: str
    """As planned, where that is another time; empty otherwise."""
    minutes: int
    state: str
    """`planned`, `open` or `closed`."""
    note: str
    """What else there is to say: until when answers are taken after the event, or that it is not held today."""
    timer_ends_at: str | None
    answerable: bool
    """Open, or closed with a deadline that has not passed."""
    lang: str
    """The title's language, where that is not the page's."""


def items(room: Room, language: str, say: Say) -> list[Item]:
    """Every session of the agenda with its state."""
    states, now = room.store.agenda.states(), datetime.now(UTC)
    run = run_sheet(room.workshop, states, now)
    return [_item(room, session, states[session.id], run, language, say) for session in room.workshop.sessions]


def days(room: Room, language: str, say: Say) -> list[tuple[str, list[Item]]]:
    """The agenda's lines under a heading for each day."""
    headed = zip(room.workshop.sessions, items(room, language, say), strict=True)
    groups = groupby(headed, key=lambda pair: pair[0].day)
    return [(_day_title(room, day, language, say), [item for _, item in group]) for day, group in groups]


def _item(room: Room, session: Session, state: SessionState, run: RunSheet, language: str, say: Say) -> Item:
    late = state.state == "closed" and session.takes_late(datetime.now(UTC))
    planned, told = hour(planned_start(session), language) if session.start else "", told_start(run, session.id)
    return Item(
        id=session.id,
        title=session.title.to(language),
        time=planned if told is None else hour(told, language),
        planned_time="" if told is None else planned,
        minutes=minutes_of(session, state),
        state=state.state,
        note=_note(room, session, run, late, language, say),
        timer_ends_at=state.timer_ends_at.isoformat() if state.timer_ends_at else None,
        answerable=state.state == "open" or late,
        lang=session.title.elsewhere(language),
    )


def _note(room: Room, session: Session, run: RunSheet, late: bool, language: str, say: Say) -> str:
    if late:
        return say("live.after_event", date=_deadline(room, session, language))
    line = run.line(session.id)
    return say("room.left_out") if line and line.slot.left_out else ""


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
