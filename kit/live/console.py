"""The facilitator's console: the agenda's buttons, timers, and who has answered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from tornado.web import HTTPError, authenticated

from kit.domain.entry import Refused
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Session
from kit.kernels.run import NotebookFailed
from kit.live.agenda import days, items
from kit.live.pages import PageHandler, log
from kit.live.progress import progress
from kit.live.records import write_record
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
    """What the console shows, as JSON: numbers, never texts."""

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
        """Open, close, open again, or set a timer."""
        viewer = self.need(*STAFF)
        session = self._session(session_id)
        try:
            message = await self._act(session, action, viewer)
        except Refused as refusal:
            self.set_status(409)
            message = say(refusal.code, self.language, **refusal.details)
        self.finish({"message": message})

    async def _act(self, session: Session, action: str, viewer: Viewer) -> str:
        agenda, title = self.room.store.agenda, session.title.to(self.language)
        match action:
            case "open":
                agenda.open(session.id, viewer)
                return self.say("live.opened", title=title)
            case "reopen":
                agenda.reopen(session.id, viewer)
                return self.say("live.opened", title=title)
            case "close":
                agenda.close(session.id, viewer)
                return await self._record(session)
            case "timer":
                agenda.set_timer(session.id, self._timer_end(session), viewer)
                return ""
        raise HTTPError(404)

    async def _record(self, session: Session) -> str:
        title = session.title.to(self.language)
        try:
            path = await asyncio.to_thread(write_record, self.room.workshop, session, self.settings["kit_database"])
        except (NotebookFailed, OSError) as failure:
            log.error("The record of %s could not be written: %s", session.id, failure)
            return self.say("live.record_failed", title=title, reason=failure)
        return self.say("live.record_done", title=title, file=f"records/{path.name}")

    def _timer_end(self, session: Session) -> datetime | None:
        minutes = int(self.get_body_argument("minutes", "0"))
        if not 0 <= minutes <= 24 * 60:
            raise HTTPError(400)
        if minutes == 0:
            return None
        running = self.room.store.agenda.states()[session.id].timer_ends_at
        now = datetime.now(UTC)
        return (running if running and running > now else now) + timedelta(minutes=minutes)

    def _session(self, session_id: str) -> Session:
        try:
            return self.room.workshop.session(session_id)
        except KeyError:
            raise HTTPError(404) from None
