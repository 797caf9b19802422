"""Stored names hold only what files, web addresses, spreadsheets and XLSForm can all carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.rules.looking import all_questions, flaw_at
from kit.domain.form import Choice

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}")
"""Up to 60 letters, digits, underscores, hyphens and dots, without spaces."""
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
"""What may name a question: also a column, and a variable of a notebook."""
CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What may name a delegation, a session or a finding: part of file names and web addresses."""
TAKEN = frozenset({"region", "hub"})
"""Folders that reports use beside those of the delegations."""


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags names that could not be stored everywhere."""
    for thing, key, name, pattern in _names(draft):
        if name and not pattern.fullmatch(name):
            yield flaw_at(draft, thing, key, "name_not_allowed", name=name, better=_better(name))
    for item in draft.delegations:
        if item.code.lower() in TAKEN:
            yield flaw_at(draft, item, "code", "code_taken", name=item.code)
    for written in draft.forms.values():
        if not WORD.fullmatch(written.form.name):
            name = written.form.name
            yield make_flaw(written.file, 0, "form_name_not_allowed", name=name, better=_better(name))


def _names(draft: Draft) -> Iterator[tuple[object, str, str, re.Pattern[str]]]:
    for delegation in draft.delegations:
        yield delegation, "code", delegation.code, CODE
        yield from _of_choices(delegation.cities)
    for session in draft.sessions:
        yield session, "id", session.id, CODE
        yield session, "notebook", session.notebook, NAME
        yield from _of_choices(session.vote.options if session.vote else ())
    for finding in draft.findings:
        yield finding, "id", finding.id, CODE
    lists = [draft.themes, draft.modalities, *draft.lists.values(), *draft.library_lists.values()]
    for written in draft.forms.values():
        lists += written.lists.values()
        for question, _ in all_questions(written):
            lists.append(question.choices)
            yield question, "name", question.name, WORD
    for choices in lists:
        yield from _of_choices(choices)


def _of_choices(choices: tuple[Choice, ...]) -> Iterator[tuple[object, str, str, re.Pattern[str]]]:
    return ((choice, "name", choice.name, NAME) for choice in choices)


def _better(name: str) -> str:
    """The nearest name that is allowed."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "a_name"
