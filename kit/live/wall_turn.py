"""What the wall is turned to now, and turning it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tornado.web import HTTPError

from kit.domain.entry import Refused
from kit.domain.viewer import Viewer
from kit.domain.wall import MARK, MOST_PAGES, VIEWS, Turn, is_clock, turn_from
from kit.domain.workshop import Session
from kit.forms.result import Planned
from kit.forms.results import IN_THE_ROOM, planned_results
from kit.live.agenda import Say
from kit.live.asked import whole_number
from kit.live.pages import PageHandler
from kit.live.room import Room
from kit.storage import Sheet

Now = tuple[Session | None, Turn]
"""The session that the wall is about, and what of it is shown."""


def turned_to(room: Room, session: Session | None = None) -> Now:
    """What was said last: that a session opens or closes, which shows its question, or where a facilitator turned it.

    With `session`, what was said last of that one.
    """
    step = room.store.agenda.last("open", "close", MARK, session=session.id if session else None)
    if step is None:
        return session, Turn()
    return room.workshop.session(step.session), turn_from(step.value) if step.action == MARK else Turn()


def results_of(room: Room, session: Session, language: str, begun: Sequence[Sheet] | None = None) -> list[Planned]:
    """The results that the wall can show of a session: totals, small ones suppressed, and nobody's words or names."""
    view = room.store.view(IN_THE_ROOM)
    return list(planned_results(room.workshop, view, session, language, public=True, begun=begun))


def may_be_shown(planned: Planned, state: str) -> bool:
    """Whether the wall shows a result of a session in that state."""
    return state == "closed" or (state == "open" and planned.while_open)


def wall_now(room: Room, language: str, words: Say) -> dict[str, Any]:
    """For the console: what the wall shows, in words too, and the results that every session has."""
    session, turn = turned_to(room)
    begun = room.store.view(IN_THE_ROOM).sheets()
    results = {each.id: results_of(room, each, language, begun) for each in room.workshop.sessions}
    said = words(f"live.view_{turn.view}")
    if turn.view == "result" and session:
        said = next((each.title for each in results[session.id] if each.name == turn.result), said)
    if turn.view in ("question", "result") and session:
        said = f"{session.title.to(language)}: {said}"
    return {
        "view": turn.view,
        "result": turn.result,
        "session": session.id if session else None,
        "page": turn.page,
        "alone": turn.alone,
        "words": said,
        "results": {id: [_for_console(each) for each in found] for id, found in results.items()},
    }


def _for_console(planned: Planned) -> dict[str, Any]:
    return {"name": planned.name, "title": planned.title, "while_open": planned.while_open}


async def turn_wall(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Turn the wall to something of this session, or to what concerns no session."""
    view, until = handler.get_body_argument("view", ""), handler.get_body_argument("until", "")
    if view not in VIEWS or (until and not is_clock(until)):
        raise HTTPError(400)
    words, result = handler.say(f"live.view_{view}"), ""
    if view == "result":
        planned = _asked_for(handler, session)
        words, result = planned.title, planned.name
    _turn(handler, session, Turn(view, result, until=until if view == "break" else ""), by)
    return handler.say("live.wall_turned", what=words)


def _asked_for(handler: PageHandler, session: Session) -> Planned:
    """The result that the page names. Raises Refused while people still write what it is made of."""
    name = handler.get_body_argument("result", "")
    found = next((each for each in results_of(handler.room, session, handler.language) if each.name == name), None)
    if found is None:
        raise HTTPError(404)
    if not may_be_shown(found, handler.room.store.agenda.states()[session.id].state):
        raise Refused("live.wall_too_early")
    return found


async def turn_page(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Turn to another page of the result that is shown, or let its pages turn by themselves."""
    shown, turn = turned_to(handler.room)
    if shown is None or shown.id != session.id:
        raise HTTPError(404)
    alone = handler.get_body_argument("alone", "") == "yes"
    page = whole_number(handler, "page", most=MOST_PAGES)
    _turn(handler, session, replace(turn, page=page, alone=alone), by, replacing=True)
    return ""


def _turn(handler: PageHandler, session: Session, wanted: Turn, by: Viewer, *, replacing: bool = False) -> None:
    shown, turn = turned_to(handler.room)
    numbered = replace(wanted, number=turn.number + 1)
    if shown is None or shown.id != session.id or replace(turn, number=numbered.number) != numbered:
        handler.room.store.agenda.mark(session.id, MARK, numbered.to_json(), by, replacing=replacing)
