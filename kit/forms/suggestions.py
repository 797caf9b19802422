"""What a plan can begin with: named needs become priorities, priorities get a first activity, each by one press."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from kit.domain.entry import Change, Entry
from kit.forms.actions import Action
from kit.storage import View
from kit.words import say


class Suggestions:
    """Offers entries of one form, made from entries of another that have none yet."""

    source: str
    form: str
    link: str
    """The question of `form` that holds the source entry's id."""
    words: str
    """The message codes: `session.from_WORDS` and so on."""

    def __init__(self, view: View, session: str, language: str) -> None:
        self.view, self.session, self.language = view, session, language

    def offered(self) -> Sequence[Action]:
        """One action for each source entry that nothing has been made of."""
        own = self.view.viewer.delegation
        taken = {entry.values.get(self.link) for entry in self.view.entries(self.form, delegation=own)}
        entries = self.view.entries(self.source, delegation=own)
        return [self._action(entry) for entry in entries if entry.id not in taken and self.title(entry)]

    def do(self, entry_id: str, _: Mapping[str, str]) -> str:
        """Make the entry. Raises Refused."""
        source = self.view.entry(entry_id)
        values = {**self.values(source), self.link: source.id}
        change = Change(str(uuid.uuid4()), str(uuid.uuid4()), self.form, 0, values, session=self.session)
        self.view.save(change)
        return say(f"session.{self.words}_made", self.language, title=self.title(source))

    def title(self, source: Entry) -> str:
        """What the suggestion is called."""
        raise NotImplementedError

    def values(self, source: Entry) -> dict[str, Any]:
        """The answers that the new entry begins with."""
        raise NotImplementedError

    def _action(self, entry: Entry) -> Action:
        return Action(entry.id, self.title(entry), say(f"session.{self.words}_button", self.language))


class PrioritiesFromNeeds(Suggestions):
    """Needs that the delegation has named, as priorities of its plan."""

    source, form, link, words = "capacity", "priority", "need", "priority"

    def title(self, source: Entry) -> str:
        """The need's own words."""
        return str(source.values.get("need_statement") or "")

    def values(self, source: Entry) -> dict[str, Any]:
        """The need as the priority's title, short enough to be one; the whole of it as what should be different."""
        return {"title": _short(self.title(source)), "objective": self.title(source)[:300]}


class ActivitiesFromPriorities(Suggestions):
    """Priorities without an activity."""

    source, form, link, words = "priority", "activity", "priority", "activity"

    def title(self, source: Entry) -> str:
        """The priority's title."""
        return str(source.values.get("title") or "")

    def values(self, source: Entry) -> dict[str, Any]:
        """The priority's objective, and the kind of help that its need asked for."""
        objective = source.values.get("objective")
        return {"objective": objective} if objective else {}


def _short(words: str, limit: int = 120) -> str:
    """The first words, at most `limit` characters, cut between words."""
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"
