"""Every list of choices that a question names is there and has choices."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.choice_lists import PROVIDED, lists_for
from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, suggest
from kit.definitions.forms import WrittenForm
from kit.definitions.question_types import FROM_LIST
from kit.definitions.rules.looking import all_questions, flaw_at, flaw_in_file


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags lists that do not exist or are empty, and lists that the workshop provides itself."""
    for name in draft.lists:
        if name in PROVIDED:
            yield flaw_in_file(draft, "choices", "list_provided", name=name)
    for written in draft.forms.values():
        yield from _of_form(draft, written)


def _of_form(draft: Draft, written: WrittenForm) -> Iterator[Flaw]:
    lists, used = lists_for(written, draft), written.form.name in draft.used_forms
    for question, _ in all_questions(written):
        if question.type not in FROM_LIST or question.choices:
            continue
        name = question.choice_list
        if name is None:
            yield flaw_at(draft, question, "type", "list_not_named", question=question.name, value=question.type)
        elif name not in lists:
            details = {"question": question.name, "name": name, "suggestion": suggest(name, lists)}
            yield flaw_at(draft, question, "type", "list_missing", **details)
        elif used and not lists[name]:
            yield flaw_at(draft, question, "type", "list_empty", question=question.name, name=name)
