"""The parking lot on the console: one line to add to it, and what becomes of each."""

from __future__ import annotations

import uuid
from typing import Any

from tornado.web import HTTPError, authenticated

from kit.domain.entry import Change, Refused
from kit.domain.parking import DONE, FORM, ITEM, UNTIL, WHO, in_turn
from kit.domain.sensitive import warnings_for
from kit.domain.viewer import STAFF, Viewer
from kit.live.pages import PageHandler
from kit.live.room import Room
from kit.words import say


def parked(room: Room, viewer: Viewer) -> list[dict[str, Any]]:
    """Every item for those who run the workshop; those that were removed last, as they can be put back."""
    view = room.store.view(viewer)
    return [
        {
            "id": entry.id,
            "version": entry.version,
            "removed": removed,
            **{name: entry.values.get(name) or "" for name in (ITEM, WHO, UNTIL)},
            DONE: entry.values.get(DONE) is True,
        }
        for removed in (False, True)
        for entry in in_turn(view.entries(FORM, deleted=removed))
    ]


class ParkingHandler(PageHandler):
    """Adds an item, or changes one."""

    @authenticated
    def post(self) -> None:
        """Save what was sent, and say what became of it."""
        viewer = self.need(*STAFF)
        try:
            self.room.store.view(viewer).save(self._change())
        except Refused as refusal:
            self.set_status(409)
            self.finish({"message": self.why(refusal)})
            return
        self.finish({"message": self._said()})

    def _change(self) -> Change:
        entry, session = self.get_body_argument("id", ""), self.get_body_argument("session", "")
        removed = self.get_body_argument("removed", "")
        return Change(
            id=str(uuid.uuid4()),
            entry=entry or str(uuid.uuid4()),
            form=FORM,
            base=self._version() if entry else 0,
            values=self._values(),
            session=session or None,
            visibility="participants" if not entry else None,
            language=self.language,
            deleted=removed == "yes" if removed else None,
        )

    def _version(self) -> int:
        sent = self.get_body_argument("version", "")
        if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
            raise HTTPError(400)
        return int(sent)

    def _values(self) -> dict[str, Any]:
        sent = {
            name: self.get_body_argument(name) for name in (ITEM, WHO, UNTIL) if name in self.request.body_arguments
        }
        values: dict[str, Any] = {name: words.strip() or None for name, words in sent.items()}
        if DONE in self.request.body_arguments:
            values[DONE] = self.get_body_argument(DONE) == "yes"
        if values.get(ITEM, "") is None:
            raise Refused("live.parking_wordless")
        return values

    def _said(self) -> str:
        """What was done, with a word of warning where the text may name or reach somebody."""
        item = self.get_body_argument(ITEM, "").strip()
        done = self.say("live.parked", item=item) if item else self.say("live.parking_changed")
        return " ".join([done, *(say(w.code, self.language, **w.details) for w in warnings_for(item))])
