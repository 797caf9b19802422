"""The projector's wall: what is asked, how to join, counts, and what a facilitator turns it to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tornado.web import HTTPError

from kit.domain.viewer import PUBLIC
from kit.domain.wall import Turn
from kit.domain.workshop import Session
from kit.forms.parking_board import parking_lot
from kit.forms.results import IN_THE_ROOM
from kit.live.agenda import Item, items
from kit.live.pages import PageHandler
from kit.live.qr import svg
from kit.live.wall_question import question
from kit.live.wall_room import wall_room
from kit.live.wall_turn import Now, may_be_shown, results_of, turned_to
from kit.words import sentences
from kit.words.formats import digits

FOR_STAFF = ("result", "parking")
"""Views of what people wrote: sent only to a browser in which a facilitator or organiser is signed in."""


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
        """The view with what it needs and nothing else."""
        session, turn = self._now()
        lines = {item.id: item for item in items(self.room, self.language, self.say)}
        line = lines[session.id] if session else None
        answer: dict[str, Any] = {
            "now": datetime.now(UTC).isoformat(),
            "zone": self.room.workshop.time_zone.key,
            "view": turn.view,
            "page": turn.page,
            "alone": turn.alone,
            "session": None,
            "next": next(({"title": i.title, "time": i.time} for i in lines.values() if i.state == "planned"), None),
        }
        if line and session:
            answer |= {"session": self._line(line), "counts": self._counts(session)}
            if line.state == "open":
                answer["room"] = wall_room(self.room, session, self.language, self.say)
        self.finish(answer | self._content(session, turn, line.state if line else ""))

    def _line(self, line: Item) -> dict[str, Any]:
        return {
            "id": line.id,
            "title": line.title,
            "lang": line.lang or self.language,
            "state": line.state,
            "timer_ends_at": line.timer_ends_at,
        }

    def _now(self) -> Now:
        """What the wall is turned to; for the session that the address names, what was last shown of it."""
        asked = self.get_argument("session", "")
        try:
            return turned_to(self.room, self.room.workshop.session(asked) if asked else None)
        except KeyError:
            raise HTTPError(404) from None

    def _content(self, session: Session | None, turn: Turn, state: str) -> dict[str, Any]:
        if turn.view in FOR_STAFF and not (self.visitor and self.visitor.staff):
            return {"view": "signed_out"}
        if turn.view == "result" and session:
            return self._result(session, turn, state)
        if turn.view == "parking":
            listed = parking_lot(self.room.workshop, self.room.store.view(IN_THE_ROOM), self.language)
            return {"result": listed.to_json(self.language)}
        if turn.view == "break":
            return {"until": self.say("live.wall_until", time=digits(turn.until, self.language)) if turn.until else ""}
        return self._question(session) if session else {}

    def _question(self, session: Session) -> dict[str, Any]:
        poll = self.room.store.view(PUBLIC).poll(session.id) if session.vote else None
        return {"question": question(session, self.room.workshop, poll, self.language)}

    def _result(self, session: Session, turn: Turn, state: str) -> dict[str, Any]:
        planned = next(
            (each for each in results_of(self.room, session, self.language) if each.name == turn.result), None
        )
        if planned is None or not may_be_shown(planned, state):
            return {"view": "question", **self._question(session)}
        return {"result": planned.make().to_json(self.language)}

    def _counts(self, session: Session) -> list[dict[str, Any]]:
        counts = [c for c in self.room.store.view(PUBLIC).counts() if c.session == session.id]
        totals = {d.code: 0 for d in self.room.workshop.delegations}
        for count in counts:
            if count.delegation in totals:
                totals[count.delegation] += count.entries
        name = {d.code: d.name.to(self.language) for d in self.room.workshop.delegations}
        return [{"delegation": code, "name": name[code], "count": total} for code, total in totals.items()]


class QrHandler(PageHandler):
    """The QR code of the join page."""

    def get(self) -> None:
        """An SVG picture."""
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(svg(self.room.join_url()))
