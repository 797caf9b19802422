"""The page on which facilitators sort what was written, before the wall shows any of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tornado.web import HTTPError, authenticated

from kit.domain.alike import groups_of_alike
from kit.domain.entry import Refused
from kit.domain.form import Form, Question
from kit.domain.moderation import questions_to_sort
from kit.domain.viewer import STAFF, Viewer
from kit.domain.workshop import Session
from kit.live.pages import PageHandler
from kit.live.sorting_desk import desk_json
from kit.storage import Sheet
from kit.words import sentences

_MOST_BYTES = 20_000
"""Of what one step names."""


class _SortingPage(PageHandler):
    def session_of(self, session_id: str) -> Session:
        """The session that the address names."""
        try:
            return self.room.workshop.session(session_id)
        except KeyError:
            raise HTTPError(404) from None

    def asked(self, session: Session) -> list[tuple[Form, Question]]:
        """Everything that can be sorted in a session."""
        forms = (self.room.workshop.forms[name] for name in session.forms)
        return [(form, question) for form in forms for question in questions_to_sort(form)]

    def sheet(self, session: Session) -> Sheet:
        """The question that the page names, as `form.question`."""
        form, _, question = self.get_argument("sheet", "").partition(".")
        return Sheet(session.id, form[:64], question[:64])

    def refuse(self, refusal: Refused) -> None:
        """Say in words why not."""
        self.set_status(409)
        self.finish({"message": self.why(refusal)})


class SortingHandler(_SortingPage):
    """The page."""

    @authenticated
    def get(self, session_id: str) -> None:
        """Show it to those who run the workshop."""
        self.need(*STAFF)
        session = self.session_of(session_id)
        offered = [
            (f"{form.name}.{question.name}", f"{form.title.to(self.language)}: {question.label.to(self.language)}")
            for form, question in self.asked(session)
        ]
        title = session.title.to(self.language)
        strings = sentences("sorting", self.language) | {"list_separator": self.say("form.list_separator")}
        self.page("sorting", session=session, title=title, offered=offered, strings=strings)


class SortingDataHandler(_SortingPage):
    """The answers to one question, with what was done to them, as JSON."""

    @authenticated
    async def get(self, session_id: str) -> None:
        """Everything on the desk; with `?suggest` the groups that shared words suggest, and nothing else."""
        viewer = self.need(*STAFF)
        sheet = self.sheet(self.session_of(session_id))
        try:
            desk = self.room.store.view(viewer).desk(sheet)
        except Refused as refusal:
            self.refuse(refusal)
            return
        if not self.get_arguments("suggest"):
            self.finish(desk_json(desk, self.room, self.language))
            return
        taken = {entry for group in desk.sorted.groups for entry in group.entries} | desk.sorted.hidden
        texts = {answer.entry.id: answer.text for answer in desk.answers if answer.entry.id not in taken}
        # With hundreds of answers this takes longer than everybody else's pages should wait.
        found = await asyncio.to_thread(groups_of_alike, texts)
        self.finish({"suggested": [{"entries": alike.texts, "words": alike.words} for alike in found]})


class SortingStepHandler(_SortingPage):
    """One step in sorting."""

    @authenticated
    def post(self, session_id: str, action: str) -> None:
        """Take it, or with `undo` take the last one back."""
        viewer = self.need(*STAFF)
        sheet = self.sheet(self.session_of(session_id))
        try:
            said = self._undo(viewer, sheet) if action == "undo" else self._step(viewer, sheet, action)
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.finish({"message": said})

    def _undo(self, viewer: Viewer, sheet: Sheet) -> str:
        done = self.room.store.view(viewer).unsort(sheet)
        return self.say("sorting.undone" if done else "live.nothing_to_undo")

    def _step(self, viewer: Viewer, sheet: Sheet, action: str) -> str:
        words = self.get_body_argument("words", None)
        group = self.get_body_argument("group", None)
        self.room.store.view(viewer).sort(sheet, action, self._entries(), group, words)
        return self.say("sorting.done")

    def _entries(self) -> dict[str, int]:
        """Entry's id to the version that the page showed."""
        sent = self.get_body_argument("entries", "{}")
        try:
            read: Any = json.loads(sent) if len(sent) <= _MOST_BYTES else None
        except (ValueError, RecursionError):
            read = None
        whole = isinstance(read, dict) and all(type(version) is int for version in read.values())
        if not whole:
            raise HTTPError(400)
        return {str(entry): version for entry, version in read.items()}
