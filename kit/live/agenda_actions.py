"""What the console's buttons do to a session: one function each, by the name in its address."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

from kit.domain.viewer import Viewer
from kit.domain.workshop import Session
from kit.kernels.run import NotebookFailed
from kit.live.asked import whole_number
from kit.live.group_actions import GROUP_ACTIONS
from kit.live.pages import PageHandler, log
from kit.live.records import write_record
from kit.live.run_actions import RUN_ACTIONS
from kit.live.vote_steps import to_step
from kit.live.wall_turn import turn_page, turn_wall
from kit.words.formats import digits

Act = Callable[[PageHandler, Session, Viewer], Awaitable[str]]
"""Does it for the one who pressed; what is then said. May raise Refused."""
_LONGEST_TIMER_MINUTES = 24 * 60


async def open_session(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Let people write, for the first time or again."""
    handler.room.store.agenda.open(session.id, by)
    return handler.say("live.opened", title=session.title.to(handler.language))


async def close_session(handler: PageHandler, session: Session, by: Viewer) -> str:
    """End it and write its record."""
    handler.room.store.agenda.close(session.id, by)
    title = session.title.to(handler.language)
    try:
        path = await asyncio.to_thread(write_record, handler.room.workshop, session, handler.settings["kit_database"])
    except (NotebookFailed, OSError) as failure:
        log.error("The record of %s could not be written: %s", session.id, failure)
        return handler.say("live.record_failed", title=title, reason=failure)
    return handler.say("live.record_done", title=title, file=f"records/{path.name}")


async def set_timer(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Add minutes to the timer, or stop it with 0."""
    ends_at, title = _timer_end(handler, session), session.title.to(handler.language)
    handler.room.store.agenda.set_timer(session.id, ends_at, by)
    if ends_at is None:
        return handler.say("room.timer_stopped", title=title)
    there = ends_at.astimezone(handler.room.workshop.time_zone)
    return handler.say("room.timer_set", title=title, time=digits(f"{there:%H:%M}", handler.language))


def _timer_end(handler: PageHandler, session: Session) -> datetime | None:
    minutes = whole_number(handler, "minutes", most=_LONGEST_TIMER_MINUTES)
    if minutes == 0:
        return None
    running = handler.room.store.agenda.states()[session.id].timer_ends_at
    now = datetime.now(UTC)
    return (running if running and running > now else now) + timedelta(minutes=minutes)


ACTIONS: Mapping[str, Act] = {
    "open": open_session,
    "reopen": open_session,
    "close": close_session,
    "timer": set_timer,
    **RUN_ACTIONS,
    **GROUP_ACTIONS,
    "step": to_step,
    "wall": turn_wall,
    "wall_page": turn_page,
}
