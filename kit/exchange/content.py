"""Everything that a viewer may see, gathered for writing: forms with their entries, votes, suppressed totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kit.domain.entry import Entry, Refused
from kit.domain.form import Form, Question, QuestionType
from kit.domain.suppress import Suppressed
from kit.domain.tally import Tally
from kit.domain.workshop import Workshop
from kit.exchange.cells import clear_titles
from kit.storage import View

_COUNTED = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)


@dataclass(frozen=True, slots=True)
class Content:
    """What is exported; entries by form in the definition's order, titles by entry id."""

    workshop: Workshop
    entries: Mapping[str, tuple[Entry, ...]]
    titles: Mapping[str, str]
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """Session to its vote's result, once it may be seen."""
    totals: Mapping[str, Mapping[str, Suppressed]] = field(default_factory=dict)
    """Anonymous form to question to its suppressed totals."""

    def questions(self, form: Form) -> tuple[Question, ...]:
        """The questions of a form that take an answer."""
        return tuple(question for question in form if question.type is not QuestionType.NOTE)


def gather(view: View, workshop: Workshop) -> Content:
    """Reads what this viewer may see, once, so that all formats say the same."""
    by_form: dict[str, list[Entry]] = defaultdict(list)
    for entry in view.entries():
        if entry.form in workshop.forms:
            by_form[entry.form].append(entry)
    entries = {name: tuple(by_form[name]) for name in workshop.forms if by_form[name]}
    tallies = {s.id: counted for s in workshop.sessions if s.vote and (counted := view.tally(s.id))}
    return Content(workshop, entries, _titles(workshop, entries), tallies, _totals(view, workshop))


def _titles(workshop: Workshop, entries: Mapping[str, tuple[Entry, ...]]) -> dict[str, str]:
    """Entry id to ref or title, where that is clear within its form and delegation."""
    titles: dict[str, str] = {}
    for name, found in entries.items():
        question = workshop.forms[name].title_question or ""
        for delegation in {entry.delegation for entry in found}:
            own = [entry for entry in found if entry.delegation == delegation]
            called = {e.id: str(e.values.get("ref") or e.values.get(question) or "") for e in own}
            titles |= clear_titles(called)
    return titles


def _totals(view: View, workshop: Workshop) -> dict[str, dict[str, Suppressed]]:
    found: dict[str, dict[str, Suppressed]] = {}
    for name, form in workshop.forms.items():
        if not form.anonymous:
            continue
        for question in (question for question in form if question.type in _COUNTED):
            try:
                totals = view.totals(name, question.name)
            except Refused:
                break  # this viewer may not see them
            if totals is not None:
                found.setdefault(name, {})[question.name] = totals
    return found


def iso(moment: datetime | None) -> str | None:
    """A moment as ISO 8601, seconds and offset included."""
    return moment.isoformat(timespec="seconds") if moment else None
