"""Entries as the page's script reads them, with their conflicts and problems in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kit.domain.answers import problems
from kit.domain.entry import Conflict, Entry, Problem, Refused
from kit.domain.form import Form, Protection, Question, QuestionType
from kit.domain.sensitive import warnings_for
from kit.words import say

Names = Callable[[str], str | None]
"""A person's id to the name that their delegation sees."""
REQUIRED = "answers.required"
"""Said by the page itself, once the person has passed the question."""


def entry_json(
    entry: Entry, form: Form, language: str, *, names: Names, sender: str | None = None, remarks: Iterable[str] = ()
) -> dict[str, Any]:
    """One entry; `sender` is the name of the delegation that it comes from, where that is not the viewer's own."""
    return {
        "id": entry.id,
        "version": entry.version,
        "subject": entry.subject,
        "values": dict(entry.values),
        "visibility": entry.visibility,
        "attribution": entry.attribution,
        "language": entry.language,
        "deleted": entry.deleted,
        "for_whom": entry.for_whom or "",
        "remarks": list(remarks),
        "from": sender,
        "conflicts": [_conflict(conflict, names) for conflict in entry.conflicts],
        "problems": [*_problems(form, entry.values, language), *_sensitive(form, entry.values, language)],
    }


def entry_title(entry: Entry, form: Form, language: str) -> str:
    """What an entry is called in lists: its reference number, if it has one, and the answer that names it."""
    question = form.question(form.title_question) if form.title_question else None
    words = _label(question, entry.values.get(question.name), language) if question else ""
    return " · ".join(part for part in (str(entry.values.get("ref") or ""), words) if part) or say(
        "form.untitled", language
    )


def refusal_json(refused: Refused, form: Form, language: str) -> dict[str, str | None]:
    """Why something was not saved, and at which question's answer it lies."""
    words = say(refused.code, language, **refused.details)
    name = refused.question
    if name is None:
        return {"question": None, "message": words}
    return {"question": name.partition("[")[0], "message": _in_row(form, name, words, language)}


def _conflict(conflict: Conflict, names: Names) -> dict[str, Any]:
    name = names(conflict.by) if conflict.by else None
    return {"question": conflict.question, "kept": conflict.kept, "other": conflict.other, "name": name}


def _problems(form: Form, values: Mapping[str, Any], language: str) -> Iterator[dict[str, str]]:
    for problem in problems(form, values):
        if problem.code != REQUIRED:
            yield _worded(form, problem, language)


def _worded(form: Form, problem: Problem, language: str) -> dict[str, str]:
    words = _in_row(form, problem.question, say(problem.code, language, **problem.details), language)
    return {"question": problem.question.partition("[")[0], "kind": "error", "message": words}


def _in_row(form: Form, name: str, words: str, language: str) -> str:
    """The words with the place of a repeat's cell before them: "milestones[0].due" is line 1, "Due"."""
    question, _, place = name.partition("[")
    row, _, part = place.partition("].")
    repeat = form.question(question)
    if not place or repeat is None:
        return words
    label = next((q.label.to(language) for q in repeat.questions if q.name == part), part)
    return say("form.in_row", language, row=int(row) + 1, label=label, message=words)


def _sensitive(form: Form, values: Mapping[str, Any], language: str) -> Iterator[dict[str, str]]:
    """A second look at what would tell who somebody is, in notes that others may read."""
    if form.protection is not Protection.NOTE:
        return
    for question in form:
        words = values.get(question.name)
        if not isinstance(words, str) or question.type is not QuestionType.TEXT:
            continue
        if question.contact or question.organisers_only or question.names_someone:
            continue
        for warning in warnings_for(words):
            message = say(warning.code, language, **warning.details)
            yield {"question": question.name, "kind": "warning", "message": message}


def _label(question: Question | None, value: Any, language: str) -> str:
    if question is None or not isinstance(value, str):
        return ""
    return next((choice.label.to(language) for choice in question.choices if choice.name == value), value)
