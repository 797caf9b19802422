"""What cells may refer to: entries that are there, and those that the file itself brings."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.domain.cleaning import clean_line
from kit.domain.form import Form, QuestionType
from kit.domain.workshop import Workshop
from kit.exchange.converting import WITHOUT_CAPITALS, Known, as_text, look_up
from kit.exchange.rows import NAMESPACE, Draft
from kit.exchange.sheets import is_blank
from kit.storage import View

PRIORITY = "priority"

Names = dict[tuple[str | None, str], dict[str, str]]
"""Delegation and form to what entries are called, as written and in lower case, to their ids."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a file's cells may refer to, by delegation."""

    workshop: Workshop
    names: Names

    def for_draft(self, draft: Draft) -> Known:
        """What the cells of one row may refer to."""
        currencies = frozenset(c.name for q in draft.form if q.name == "currency" for c in q.choices)
        own = next((d for d in self.workshop.delegations if d.code == draft.delegation), None)
        entries = {form: names for (delegation, form), names in self.names.items() if delegation == draft.delegation}
        return Known(self.workshop.languages, own.currency if own else None, currencies, entries)

    def section(self, draft: Draft, answers: Mapping[str, Any]) -> dict[str, str]:
        """The priority that a heading line above the row names."""
        if not draft.section or answers.get(PRIORITY) or not _asks_priority(draft.form):
            return {}
        found = look_up(self.names.get((draft.delegation, PRIORITY), {}), draft.section)
        return {PRIORITY: found} if found else {}

    def with_new_priorities(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Before the drafts, one more for each priority that they name and that is not there yet."""
        for draft in drafts:
            words = _priority_words(draft)
            known = self.names[draft.delegation, PRIORITY]
            if words and PRIORITY in self.workshop.forms and look_up(known, words) is None:
                made = _new_priority(self.workshop, draft, words)
                _call(known, (words,), made.entry)
                yield made
        yield from drafts


def gather(view: View, workshop: Workshop, drafts: Sequence[Draft]) -> Gathered:
    """What the store holds for this viewer, and what the drafts will be called."""
    names: Names = defaultdict(dict)
    for entry in view.entries():
        form = workshop.forms.get(entry.form)
        title = form.title_question if form else None
        called = (entry.values.get("ref"), entry.values.get(title or ""), entry.id)
        _call(names[entry.delegation, entry.form], called, entry.id)
    for draft in drafts:
        ref = None if is_blank(draft.cell("ref")) else clean_line(as_text(draft.cell("ref")))
        _call(names[draft.delegation, draft.form.name], (ref, draft.title), draft.entry)
    return Gathered(workshop, names)


def _call(names: dict[str, str], called: Sequence[object], entry: str) -> None:
    """Notes what an entry is called, as written and in a form of it that knows no capitals; the first keeps a name."""
    for word in (str(word).strip() for word in called if word):
        names.setdefault(word, entry)
        names.setdefault(WITHOUT_CAPITALS + word.casefold(), entry)


def _asks_priority(form: Form) -> bool:
    question = form.question(PRIORITY)
    one = question is not None and question.type is QuestionType.SELECT_ONE_FROM_ENTRIES
    return one and question is not None and question.entries_of == PRIORITY


def _priority_words(draft: Draft) -> str | None:
    """The priority that a row of somebody else's names, in its own cell or by the heading line above it."""
    if draft.header.own or not _asks_priority(draft.form):
        return None
    cell = draft.cell(PRIORITY)
    return clean_line(as_text(cell)) if isinstance(cell, str) and not is_blank(cell) else draft.section


def _new_priority(workshop: Workshop, draft: Draft, words: str) -> Draft:
    form = workshop.forms[PRIORITY]
    title = form.title_question or "title"
    question = form.question(title)
    words = words[: question.max_length if question else None]
    parts = "\0".join((workshop.id, draft.delegation or "", PRIORITY, words.casefold()))
    header = replace(draft.header, form=form, columns={})
    return replace(
        draft,
        header=header,
        entry=str(uuid.uuid5(NAMESPACE, parts)),
        title=words,
        existing=None,
        base=0,
        answers={title: words},
    )
