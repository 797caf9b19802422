"""Entries as tables for records and for those who only read."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.domain.entry import Entry
from kit.domain.form import Form, Question, QuestionType
from kit.domain.workshop import Workshop
from kit.forms.answers import in_words
from kit.forms.board_tables import html_table
from kit.words import say

LONGEST = 400
"""Characters of one cell; records keep the whole text in the store."""


def entries_table(entries: Sequence[Entry], form: Form, workshop: Workshop, language: str) -> Markup:
    """An HTML table: one row for each entry, one column for each question that anybody answered."""
    title = Markup("<h2>{}</h2>").format(form.title.to(language))
    if not entries:
        return title + Markup("<p>{}</p>").format(say("session.nothing_yet", language))
    questions = [q for q in form if q.type is not QuestionType.NOTE and any(_has(e, q) for e in entries)]
    with_country = any(entry.delegation for entry in entries)
    heads = ([say("session.delegation", language)] if with_country else []) + [q.label.to(language) for q in questions]
    rows = [_row(entry, questions, with_country, workshop, language) for entry in entries]
    return title + html_table(heads, rows)


def _has(entry: Entry, question: Question) -> bool:
    return entry.values.get(question.name) not in (None, "", [])


def _row(entry: Entry, questions: Sequence[Question], country: bool, workshop: Workshop, language: str) -> list[str]:
    name = workshop.delegation(entry.delegation).name.to(language) if entry.delegation else ""
    words = [in_words(q, entry.values.get(q.name), language)[:LONGEST] for q in questions]
    return [name, *words] if country else words
