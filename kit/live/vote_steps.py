"""A vote in steps on the console: where it is, and moving it on; the console's Undo takes a step back."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from kit.domain.entry import Refused
from kit.domain.form import Choice
from kit.domain.moderation import questions_to_sort
from kit.domain.nominal import MARK, NOMINAL, PHASES, WITH_OPTIONS, Phase, option_of, phase_from
from kit.domain.viewer import Viewer
from kit.domain.workshop import FEWEST_OPTIONS, MOST_OPTIONS, Session, Vote
from kit.live.agenda import Say
from kit.live.pages import PageHandler
from kit.live.room import Room
from kit.storage import Sheet


def steps_data(room: Room, by: Viewer, say: Say) -> dict[str, Any]:
    """For each session whose vote goes in steps: the steps in words, the present one, and how many options it has."""
    found = {}
    for session in room.workshop.sessions:
        if session.vote is None or session.vote.sequence != NOMINAL:
            continue
        poll = room.store.view(by).poll(session.id)
        name = poll.phase.name if poll.phase else PHASES[0]
        options = len(poll.vote.options) if poll.has_options else len(_sorted(room, session, session.vote, by, ""))
        found[session.id] = {
            "now": name,
            "steps": [{"name": each, "words": say(f"steps.{each}")} for each in PHASES],
            "doing": say(f"steps.do_{name}"),
            "options": say("steps.options", count=options),
            "note": "" if poll.has_options or options >= FEWEST_OPTIONS else say("steps.sort_first"),
        }
    return found


async def to_step(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Move the vote to the step that is named; what the ideas were sorted into becomes its options."""
    name, vote = handler.get_body_argument("step", ""), session.vote
    if name not in PHASES or vote is None or vote.sequence != NOMINAL:
        raise HTTPError(400)
    state = handler.room.store.agenda.states()[session.id]
    now = phase_from(state.marks.get(MARK))
    if state.state == "open" and now.name != name:
        phase = Phase(name, _options(handler, session, vote, by, now) if name in WITH_OPTIONS else ())
        handler.room.store.agenda.mark(session.id, MARK, phase.to_json(), by)
    elif state.state != "open":
        raise Refused("store.session_closed", session=session.title.to(handler.language))
    return handler.say("steps.moved", title=session.title.to(handler.language), step=handler.say(f"steps.{name}"))


def _options(handler: PageHandler, session: Session, vote: Vote, by: Viewer, now: Phase) -> tuple[Choice, ...]:
    """Those that are ranked already, else what the ideas come to. Raises Refused where they are too few or too many."""
    if now.name in WITH_OPTIONS:
        return now.options
    options = _sorted(handler.room, session, vote, by, handler.language)
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        numbers = {"count": len(options), "fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS}
        raise Refused("store.few_options", **{name: str(number) for name, number in numbers.items()})
    return options[len(vote.options) :]


def _sorted(room: Room, session: Session, vote: Vote, by: Viewer, language: str) -> tuple[Choice, ...]:
    """The vote's own options, then a group of ideas each; ideas that are out of sight make none."""
    question = questions_to_sort(room.workshop.forms[vote.ideas])[0].name
    found = room.store.view(by).desk(Sheet(session.id, vote.ideas, question)).sorted
    groups = [group for group in found.groups if not found.hidden.issuperset(group.entries)]
    return (*vote.options, *(option_of(group.id, group.words, language) for group in groups))
