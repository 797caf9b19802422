"""A vote as a widget: marks stay on the device until they are cast, and can be changed until voting closes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from kit.domain.entry import Refused
from kit.domain.nominal import Poll
from kit.domain.texts import direction
from kit.domain.workshop import Session, Workshop
from kit.forms.base import KitWidget
from kit.forms.definition import choices_json, langs
from kit.forms.strings import ballot_strings
from kit.storage import View
from kit.words import say

STATIC = Path(__file__).with_name("static")
log = logging.getLogger(__name__)


class BallotWidget(KitWidget):
    """The ballot of one session, for one person.

    The page sends "cast" and "hello"; it is answered with "cast" (the marks that count now) or "refused".
    Raises ValueError for a session without a vote.
    """

    _esm = STATIC / "ballot.js"  # type: ignore[assignment]
    _css = STATIC / "form.css"  # type: ignore[assignment]
    vote = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    cast = traitlets.Any().tag(sync=True, to_json=lambda _, widget: widget.own_marks())

    def __init__(
        self, view: View, session: Session | str, *, workshop: Workshop, language: str, is_open: bool = True
    ) -> None:
        found = workshop.session(session) if isinstance(session, str) else session
        if found.vote is None:
            raise ValueError(f"there is no vote in the session {found.id}")
        self.view, self.session, self.language, self._is_open = view, found.id, language, is_open
        self._place = ":".join(("kit", workshop.id, view.viewer.person or view.viewer.role, "ballot", found.id))
        self._poll = view.poll(found.id)
        super().__init__(vote=self._vote(), strings=ballot_strings(language), options=self._options())
        self._told = self.own_marks()
        self.on_msg(self._heard)

    def _vote(self) -> dict[str, Any]:
        return _vote_json(self._poll, self.language)

    def _options(self) -> dict[str, Any]:
        # Marks of one round of a vote in steps are not those of another.
        key = self._place if self._poll.phase is None else f"{self._place}:{self._poll.round}"
        return {
            "key": key,
            "language": self.language,
            "direction": direction(self.language),
            "open": self._is_open and self._poll.may_vote,
            "again": self.view.held_back(self.session),
        }

    def own_marks(self) -> dict[str, Any] | list[Any] | None:
        """What the person has cast; None before the first time."""
        ballot = self.view.ballot(self.session)
        if ballot is None:
            return None
        # Options of a vote in steps can have gone since.
        gone = {each for each in ballot.values if isinstance(each, str)} - {o.name for o in self._poll.vote.options}
        if isinstance(ballot.values, Mapping):
            return {option: mark for option, mark in ballot.values.items() if option not in gone}
        return [each for each in ballot.values if not isinstance(each, str) or each not in gone]

    def refresh(self) -> None:
        """Sends what the same person cast on another device."""
        marks = self.own_marks()
        if marks != self._told:
            self._tell(marks)

    def set_open(self, is_open: bool) -> None:
        """Tells the page that voting has opened or closed, or that a vote in steps has moved on."""
        self._is_open, self._poll = is_open, self.view.poll(self.session)
        self.options = self._options()
        moved = self.vote != self._vote()
        if moved:
            self.vote = self._vote()
        self.send({"type": "session", "open": self.options["open"], "again": self.options["again"]})
        if moved:
            self._tell(self.own_marks())

    def _tell(self, marks: Any, change: str | None = None) -> None:
        ballot = self.view.ballot(self.session)
        self._told = marks
        self.send({"type": "cast", "change": change, "values": marks, "code": ballot.code if ballot else ""})

    def _heard(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        try:
            if content.get("type") == "cast":
                self._cast(str(content.get("change")), content.get("values"))
            elif content.get("type") == "hello":
                self._tell(self.own_marks())
        except Exception:
            # Nothing is said to the person: the page shows that it waits, and sends the vote again by itself.
            log.exception("A ballot could not be cast (session %s)", self.session)

    def _cast(self, change: str, values: Any) -> None:
        try:
            self.view.cast(self.session, values, change)
        except Refused as refused:
            message = say(refused.code, self.language, **refused.details)
            closed = refused.code == "store.session_closed"
            self.send({"type": "refused", "change": change, "message": message, "closed": closed})
        else:
            self._tell(self.own_marks(), change)


def _vote_json(poll: Poll, language: str) -> dict[str, Any]:
    vote = poll.vote
    return {
        "question": vote.question.to(language),
        **langs(language, question=vote.question),
        "options": choices_json(vote.options, language) if poll.has_options else [],
        "method": vote.method,
        "budget": vote.budget,
        "cap": vote.cap,
        "min_ballots": vote.min_ballots,
        "round": poll.round if poll.phase else "",
    }
