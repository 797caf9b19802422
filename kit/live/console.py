"""The facilitator's console: the agenda's buttons, timers, and who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from tornado.web import HTTPError, authenticated

from kit.domain.entry import Refused
from kit.domain.viewer import STAFF, Viewer
from kit.domain.workshop import Session
from kit.live.agenda import Item, days, items
from kit.live.agenda_actions import ACTIONS
from kit.live.console_groups import groups_data, offered_groups
from kit.live.console_rounds import sent_back
from kit.live.console_run import run_data
from kit.live.pages import PageHandler
from kit.live.parking import parked
from kit.live.progress import progress
from kit.live.run_sheet import run_sheet
from kit.live.safe import safe_data
from kit.live.sorting_desk import sortable
from kit.live.vote_steps import steps_data
from kit.live.wall_turn import wall_now
from kit.words import catalogue, sentences
from kit.words.formats import digits


class ConsoleHandler(PageHandler):
    """The console's page."""

    @authenticated
    def get(self) -> None:
        """Show it to those who run the workshop."""
        viewer = self.need(*STAFF)
        self.page(
            "console",
            days=days(self.room, self.language, self.say),
            strings=sentences("live", self.language)
            | sentences("room", self.language)
            | {"list_separator": self.say("form.list_separator")},
            sent_back=sent_back(self.room, viewer, self.language, self.say),
            codes=self.room.store.codes.ensure(),
            offered_groups=offered_groups(self.room, self.language, self.say),
            digits=lambda number: digits(str(number), self.language),
        )


class ConsoleDataHandler(PageHandler):
    """What the console shows, as JSON: numbers, never what delegations wrote."""

    @authenticated
    def get(self) -> None:
        """States, timers and counts."""
        viewer = self.need(*STAFF)
        lines = items(self.room, self.language, self.say)
        counts = self.room.store.view(viewer).counts()
        now = datetime.now(UTC)
        states = self.room.store.agenda.states()
        run = run_sheet(self.room.workshop, states, now)
        self.finish(
            {
                "now": now.isoformat(),
                "sessions": {i.id: {"state": i.state, "timer_ends_at": i.timer_ends_at, "note": i.note} for i in lines},
                "reopening": self._reopening(viewer, lines),
                "progress": {s.id: progress(self.room, s, counts, self.language) for s in self.room.workshop.sessions},
                "people": self._people(),
                "run": run_data(self.room, run, self.language, self.say),
                "safe": safe_data(self.room, viewer, self.language, self.say),
                "groups": groups_data(self.room, states, self.language, self.say),
                "wall": wall_now(self.room, self.language, self.say),
                "parking": parked(self.room, viewer),
                "steps": steps_data(self.room, viewer, self.say),
                "sorting": sortable(self.room.workshop),
            }
        )

    def _reopening(self, viewer: Viewer, lines: Sequence[Item]) -> dict[str, str]:
        """What to know before a vote is opened again whose result was shown."""
        view, closed = self.room.store.view(viewer), {line.id for line in lines if line.state == "closed"}
        votes = [each.id for each in self.room.workshop.sessions if each.vote and each.id in closed]
        held_back = {id: count for id in votes if (count := view.held_back(id))}
        return {id: self.say("live.reopening", count=count) for id, count in held_back.items()}

    def _people(self) -> dict[str, int]:
        people = self.room.store.people
        return {d.code: len(people.of(d.code)) for d in self.room.workshop.delegations}


class UndoHandler(PageHandler):
    """Takes back the last step of the agenda, whoever made it."""

    @authenticated
    def post(self) -> None:
        """Undo, and say what it was: in the words of `room.undone_…` where there are any for the step."""
        undone = self.room.store.agenda.undo(self.need(*STAFF))
        if undone is None:
            self.finish({"message": self.say("live.nothing_to_undo")})
            return
        titles = {session.id: session.title.to(self.language) for session in self.room.workshop.sessions}
        own = f"room.undone_{undone.action}"
        code = own if own in catalogue() else "live.undone"
        self.finish({"message": self.say(code, title=titles.get(undone.session, undone.session))})


class AgendaActionHandler(PageHandler):
    """The console's buttons."""

    @authenticated
    async def post(self, session_id: str, action: str) -> None:
        """Do what the address names (see `kit.live.agenda_actions`), and say what was done."""
        viewer = self.need(*STAFF)
        session, act = self._session(session_id), ACTIONS.get(action)
        if act is None:
            raise HTTPError(404)
        try:
            message = await act(self, session, viewer)
        except Refused as refusal:
            self.set_status(409)
            message = self.why(refusal)
        self.finish({"message": message})

    def _session(self, session_id: str) -> Session:
        try:
            return self.room.workshop.session(session_id)
        except KeyError:
            raise HTTPError(404) from None
