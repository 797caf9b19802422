"""What every rule needs: all questions with the forms that they belong to, and flaws at the place of a thing."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.forms import WrittenForm
from kit.domain.form import Condition, Question


def flaw_at(draft: Draft, thing: object, key: str | None, code: str, /, **details: object) -> Flaw:
    """A flaw at the place where `thing`, or one key of it, was written."""
    spot = draft.spots.of(thing, key)
    return make_flaw(spot.file, spot.line, code, **details)


def flaw_in_file(draft: Draft, key: str, code: str, /, **details: object) -> Flaw:
    """A flaw at a key of `workshop.yaml`."""
    spot = draft.spot(key)
    return make_flaw(spot.file, spot.line, code, **details)


def all_questions(form: WrittenForm) -> Iterator[tuple[Question, tuple[Question, ...]]]:
    """Every question with those that stand beside it: the form's, or those of the same row."""
    pending = [form.form.questions]
    while pending:
        siblings = pending.pop()
        for question in siblings:
            yield question, siblings
            if question.questions:
                pending.append(question.questions)


def conditions(question: Question) -> Iterator[tuple[str, Condition]]:
    """The conditions of a question, with the keys under which they stand."""
    if question.relevant:
        yield "relevant", question.relevant
    if isinstance(question.required, Condition):
        yield "required", question.required
