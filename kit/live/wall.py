"""The projector's wall: the session, the way to join, counts, and results once the session is closed."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from kit.domain.viewer import PUBLIC
from kit.domain.workshop import Session
from kit.forms.results import wall_results
from kit.live.agenda import items
from kit.live.pages import PageHandler
from kit.live.qr import svg
from kit.live.wall_room import wall_room
from kit.words import sentences


class WallHandler(PageHandler):
    """The wall's page; it holds nothing that a passer-by may not see."""

    def get(self) -> None:
        """Show it, in the workshop's language or that of `?language=`."""
        self.page("wall", address=self.room.join_url(), strings=sentences("live", self.language))

    @property
    def language(self) -> str:
        """The projector's language is in its address, since it has no one who chose."""
        asked = self.get_argument("language", "")
        return asked if asked in self.room.workshop.languages else self.room.workshop.language


class WallDataHandler(WallHandler):
    """What the wall shows now, as JSON."""

    def get(self) -> None:
        """The open session with its counts, or the session that closed last with its results."""
        session = self._session()
        lines = {item.id: item for item in items(self.room, self.language, self.say)}
        answer: dict[str, Any] = {"session": None, "next": self._next(lines), "zone": self.room.workshop.time_zone.key}
        if session:
            line = lines[session.id]
            answer["session"] = {
                "id": line.id,
                "title": line.title,
                "lang": line.lang or self.language,
                "state": line.state,
                "timer_ends_at": line.timer_ends_at,
            }
            answer["counts"] = self._counts(session)
            answer["room"] = wall_room(self.room, session, self.language, self.say)
            shown = line.state == "closed" and self.visitor is not None and self.visitor.staff
            answer["results"] = self._results(session) if shown else []
        self.finish(answer)

    def _session(self) -> Session | None:
        """The session that the address names, else the one that is open, else the one that closed last."""
        if asked := self.get_argument("session", ""):
            try:
                return self.room.workshop.session(asked)
            except KeyError:
                raise HTTPError(404) from None
        if opened := self.room.open_sessions():
            return opened[-1]
        states = self.room.store.agenda.states()
        closed = [s for s in self.room.workshop.sessions if states[s.id].state == "closed" and states[s.id].closed_at]
        return max(closed, key=lambda session: str(states[session.id].closed_at), default=None)

    def _counts(self, session: Session) -> list[dict[str, Any]]:
        counts = [c for c in self.room.store.view(PUBLIC).counts() if c.session == session.id]
        totals = {d.code: 0 for d in self.room.workshop.delegations}
        for count in counts:
            if count.delegation in totals:
                totals[count.delegation] += count.entries
        name = {d.code: d.name.to(self.language) for d in self.room.workshop.delegations}
        return [{"delegation": code, "name": name[code], "count": total} for code, total in totals.items()]

    def _results(self, session: Session) -> list[dict[str, Any]]:
        return wall_results(self.room.workshop, self.room.store, session, self.language)

    def _next(self, lines: dict[str, Any]) -> dict[str, str] | None:
        planned = (line for line in lines.values() if line.state == "planned")
        line = next(planned, None)
        return {"title": line.title, "time": line.time} if line else None


class QrHandler(PageHandler):
    """The QR code of the join page."""

    def get(self) -> None:
        """An SVG picture."""
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(svg(self.room.join_url()))
