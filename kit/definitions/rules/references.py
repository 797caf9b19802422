"""Questions, forms and themes that are referred to by name are there."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, suggest
from kit.definitions.forms import WrittenForm
from kit.definitions.rules.looking import all_questions, flaw_at
from kit.domain.form import QuestionType
from kit.domain.workshop import Finding, Session


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags `entry_title`, `not_before`, entries' forms and themes that nothing answers to."""
    for written in draft.forms.values():
        yield from _of_form(draft, written)
    themes = [choice.name for choice in draft.themes]
    things: tuple[Session | Finding, ...] = (*draft.sessions, *draft.findings)
    for thing in things:
        if thing.theme is not None and thing.theme not in themes:
            suggestion = suggest(thing.theme, themes)
            yield flaw_at(draft, thing, "theme", "theme_unknown", name=thing.theme, suggestion=suggestion)


def _of_form(draft: Draft, written: WrittenForm) -> Iterator[Flaw]:
    form, names = written.form, [question.name for question in written.form.questions]
    if form.entry_title is not None and form.entry_title not in names:
        details = {"key": "entry_title", "name": form.entry_title, "suggestion": suggest(form.entry_title, names)}
        yield flaw_at(draft, form, "entry_title", "question_unknown", **details)
    for question, siblings in all_questions(written):
        dates = [other.name for other in siblings if other.type is QuestionType.DATE and other is not question]
        if question.not_before is not None and question.not_before not in dates:
            details = {"name": question.not_before, "suggestion": suggest(question.not_before, dates)}
            yield flaw_at(draft, question, "not_before", "date_question_unknown", **details)
        forms = {*draft.forms, *draft.elsewhere}
        if question.entries_of is not None and question.entries_of not in forms:
            details = {"name": question.entries_of, "suggestion": suggest(question.entries_of, forms)}
            yield flaw_at(draft, question, "type", "entries_form_unknown", **details)
