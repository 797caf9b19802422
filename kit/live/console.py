"""The facilitator's console: the agenda's buttons, timers, and who has answered."""

from __future__ import annotations

from datetime import UTC, datetime

from tornado.web import HTTPError, authenticated

from kit.domain.entry import Refused
from kit.domain.viewer import Role
from kit.domain.workshop import Session
from kit.live.agenda import days, items
from kit.live.agenda_actions import ACTIONS
from kit.live.pages import PageHandler
from kit.live.parking import parked
from kit.live.progress import progress
from kit.live.sorting_desk import sortable
from kit.live.wall_turn import wall_now
from kit.words import say, sentences

STAFF = (Role.FACILITATOR, Role.ORGANISER)


class ConsoleHandler(PageHandler):
    """The console's page."""

    @authenticated
    def get(self) -> None:
        """Show it to those who run the workshop."""
        self.need(*STAFF)
        self.page(
            "console",
            days=days(self.room, self.language, self.say),
            strings=sentences("live", self.language),
            codes=self.room.store.codes.ensure(),
        )


class ConsoleDataHandler(PageHandler):
    """What the console shows, as JSON: numbers, never what delegations wrote."""

    @authenticated
    def get(self) -> None:
        """States, timers and counts."""
        viewer = self.need(*STAFF)
        lines = items(self.room, self.language, self.say)
        counts = self.room.store.view(viewer).counts()
        self.finish(
            {
                "now": datetime.now(UTC).isoformat(),
                "sessions": {i.id: {"state": i.state, "timer_ends_at": i.timer_ends_at, "note": i.note} for i in lines},
                "progress": {s.id: progress(self.room, s, counts, self.language) for s in self.room.workshop.sessions},
                "people": self._people(),
                "wall": wall_now(self.room, self.language, self.say),
                "parking": parked(self.room, viewer),
                "sorting": sortable(self.room.workshop),
            }
        )

    def _people(self) -> dict[str, int]:
        people = self.room.store.people
        return {d.code: len(people.of(d.code)) for d in self.room.workshop.delegations}


class UndoHandler(PageHandler):
    """Takes back the last step of the agenda, whoever made it."""

    @authenticated
    def post(self) -> None:
        """Undo, and say which session it was."""
        session_id = self.room.store.agenda.undo(self.need(*STAFF))
        if session_id is None:
            self.finish({"message": self.say("live.nothing_to_undo")})
            return
        title = self.room.workshop.session(session_id).title.to(self.language)
        self.finish({"message": self.say("live.undone", title=title)})


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
            message = say(refusal.code, self.language, **refusal.details)
        self.finish({"message": message})

    def _session(self, session_id: str) -> Session:
        try:
            return self.room.workshop.session(session_id)
        except KeyError:
            raise HTTPError(404) from None
