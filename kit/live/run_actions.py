"""What the console's buttons do to the times of sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tornado.web import HTTPError

from kit.domain.held import LATER, MINUTES, MOST_MINUTES, minutes_of
from kit.domain.runsheet import STEP
from kit.domain.viewer import Viewer
from kit.domain.workshop import Session
from kit.live.asked import as_number
from kit.live.pages import PageHandler
from kit.storage import SessionState, Step


async def open_timed(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Open it, and set its timer to its minutes."""
    minutes = minutes_of(session, _state(handler, session))
    ends_at = datetime.now(UTC) + timedelta(minutes=minutes)
    handler.room.store.agenda.take([Step(session.id, "open"), Step(session.id, "timer", ends_at)], by)
    return handler.say("room.opened_timed", title=session.title.to(handler.language), minutes=minutes)


async def shorter(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Give it five minutes less, but no less than five."""
    return _change(handler, session, -STEP, by)


async def longer(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Give it five minutes more."""
    return _change(handler, session, STEP, by)


async def leave_out(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Not today."""
    handler.room.store.agenda.mark(session.id, LATER, True, by)
    return handler.say("room.is_left_out", title=session.title.to(handler.language))


async def take_in(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Today after all."""
    handler.room.store.agenda.mark(session.id, LATER, None, by)
    return handler.say("room.is_taken_in", title=session.title.to(handler.language))


async def shorten(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Take a proposal over as it was shown: `minutes` as `session:minutes`, `left_out` as sessions, between blanks.

    The session that the address names is the one that is shown; the proposal says which it changes.
    """
    known = {each.id: each for each in handler.room.workshop.sessions}
    steps: list[Step] = []
    for pair in handler.get_body_argument("minutes", "").split():
        name, _, minutes = pair.partition(":")
        if name not in known:
            raise HTTPError(400)
        steps += _steps(known[name], _state(handler, known[name]), as_number(minutes, most=MOST_MINUTES))
    for name in handler.get_body_argument("left_out", "").split():
        if name not in known:
            raise HTTPError(400)
        steps.append(Step(name, LATER, value=True))
    handler.room.store.agenda.take(steps, by)
    return handler.say("room.shortened")


def _change(handler: PageHandler, session: Session, by_minutes: int, by: Viewer) -> str:
    state = _state(handler, session)
    minutes = min(MOST_MINUTES, max(STEP, minutes_of(session, state) + by_minutes))
    handler.room.store.agenda.take(_steps(session, state, minutes), by)
    return handler.say("room.minutes_set", title=session.title.to(handler.language), minutes=minutes)


def _steps(session: Session, state: SessionState, minutes: int) -> list[Step]:
    """New minutes; the timer that runs for them goes with them, and never into the past."""
    if minutes < 1:
        raise HTTPError(400)
    steps = [Step(session.id, MINUTES, value=None if minutes == session.minutes else minutes)]
    now, ends_at = datetime.now(UTC), state.timer_ends_at
    if state.state == "open" and ends_at is not None and ends_at > now:
        moved = ends_at + timedelta(minutes=minutes - minutes_of(session, state))
        steps.append(Step(session.id, "timer", max(now, moved)))
    return steps


def _state(handler: PageHandler, session: Session) -> SessionState:
    return handler.room.store.agenda.states()[session.id]


RUN_ACTIONS = {
    "opentimed": open_timed,
    "shorter": shorter,
    "longer": longer,
    "leaveout": leave_out,
    "takein": take_in,
    "shorten": shorten,
}
