"""What a delegate writes on a page, as the messages of the page's own widgets."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kit.live.rehearsal.inventing import invented, marks
from kit.live.rehearsal.pages import SessionPage

SAVES = 5
"""Changes that one delegate saves, shared among the page's forms; each form gets one at least."""


class Step(Protocol):
    """One change: `model` is the widget that it belongs to."""

    model: str

    def message(self) -> tuple[dict[str, Any], str]:
        """What to send, and the id of the change in it."""

    def acknowledged(self, answer: Mapping[str, Any]) -> None:
        """The kernel has taken it."""


@dataclass(slots=True)
class Sheet:
    """One entry of a form, as the page keeps it while it is written."""

    form: str
    entry: str
    version: int
    subject: str | None

    @classmethod
    def begun(cls, state: Mapping[str, Any]) -> Sheet:
        """The form's one entry, the one about its first subject, or a new one in a list."""
        slots, subject = state["definition"]["slots"], next((s["id"] for s in state["subjects"]), None)
        entry = slots.get(subject or "") or str(uuid.uuid4())
        version = next((known["version"] for known in state["entries"] if known["id"] == entry), 0)
        return cls(state["definition"]["name"], entry, version, subject)


@dataclass(slots=True)
class Save:
    """Some answers of an entry."""

    model: str
    sheet: Sheet
    values: Mapping[str, Any]

    def message(self) -> tuple[dict[str, Any], str]:
        """With the entry's version that was acknowledged last."""
        sheet, change = self.sheet, str(uuid.uuid4())
        about = {"id": change, "entry": sheet.entry, "form": sheet.form, "base": sheet.version}
        values = {"values": self.values, "subject": sheet.subject, "language": "en"}
        return {"type": "save", "change": about | values}, change

    def acknowledged(self, answer: Mapping[str, Any]) -> None:
        """The next change of this entry builds on it."""
        self.sheet.version = answer["version"]


@dataclass(slots=True)
class Cast:
    """A ballot."""

    model: str
    marks: dict[str, Any] | list[Any]

    def message(self) -> tuple[dict[str, Any], str]:
        """As the ballot's page casts it."""
        change = str(uuid.uuid4())
        return {"type": "cast", "change": change, "values": self.marks}, change

    def acknowledged(self, answer: Mapping[str, Any]) -> None:
        """Nothing follows."""


def steps_for(page: SessionPage, chance: random.Random) -> list[Step]:
    """The page's ballot, then an entry of each form, its answers in several changes."""
    ballots: list[Step] = [Cast(model, marks(state["vote"], chance)) for model, state in page.ballots().items()]
    forms = page.forms()
    parts = max(1, SAVES // max(1, len(forms)))
    return ballots + [step for model, state in forms.items() for step in _saves(model, state, parts, chance)]


def _saves(model: str, state: Mapping[str, Any], parts: int, chance: random.Random) -> Iterator[Save]:
    answers = invented(state["definition"]["questions"], state["entry_choices"], chance)
    sheet, names = Sheet.begun(state), list(answers)
    parts = min(parts, len(names))
    for part in range(parts):
        yield Save(model, sheet, {name: answers[name] for name in names[part::parts]})
