"""A name stands for one thing: no two questions, choices, sessions, delegations or findings share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import all_questions, flaw_at

Named = Sequence[tuple[str, object]]


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags the second of two things with one name."""
    for kind, key, named in _groups(draft):
        seen: dict[str, object] = {}
        for name, thing in named:
            folded = name.casefold()
            if name and folded in seen:
                first = draft.spots.of(seen[folded]).line
                yield flaw_at(draft, thing, key, "duplicate_name", kind=kind, name=name, first=first)
            seen.setdefault(folded, thing)


def _groups(draft: Draft) -> Iterator[tuple[str, str, Named]]:
    yield "delegation", "code", [(item.code, item) for item in draft.delegations]
    yield "session", "id", [(item.id, item) for item in draft.sessions]
    yield "finding", "id", [(item.id, item) for item in draft.findings]
    yield "city", "name", [(city.name, city) for item in draft.delegations for city in item.cities]
    lists = [draft.themes, draft.modalities, *draft.library_lists.values(), *draft.lists.values()]
    lists += [session.vote.options for session in draft.sessions if session.vote]
    for form in draft.forms.values():
        lists += form.lists.values()
        yield "question", "name", [(question.name, question) for question in form.form.questions]
        for question, _ in all_questions(form):
            lists.append(question.choices)
            yield "question", "name", [(row.name, row) for row in question.questions]
    for choices in lists:
        yield "choice", "name", [(choice.name, choice) for choice in choices]
