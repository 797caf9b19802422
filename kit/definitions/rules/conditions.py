"""Conditions speak of questions that stand beside them, and of answers that can be given."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.choice_lists import lists_for
from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, suggest
from kit.definitions.forms import WrittenForm
from kit.definitions.question_types import FROM_LIST
from kit.definitions.rules.looking import all_questions, conditions, flaw_at
from kit.domain.form import Condition, Question, QuestionType

ANY = "*"


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags conditions on unknown questions and on answers that no list has."""
    for written in draft.forms.values():
        for question, siblings in all_questions(written):
            others = {other.name: other for other in siblings if other is not question}
            for key, condition in conditions(question):
                yield from _of_condition(draft, written, key, condition, others)


def _of_condition(
    draft: Draft, written: WrittenForm, key: str, condition: Condition, others: dict[str, Question]
) -> Iterator[Flaw]:
    for name, wanted in condition.accepted.items():
        if name not in others:
            details = {"key": key, "name": name, "suggestion": suggest(name, others)}
            yield flaw_at(draft, condition, None, "question_unknown", **details)
            continue
        known = _answers(draft, written, others[name])
        for word in sorted(wanted - {ANY}):
            if known is not None and word not in known:
                details = {"question": name, "value": word, "suggestion": suggest(word, known)}
                yield flaw_at(draft, condition, None, "answer_unknown", **details)


def _answers(draft: Draft, written: WrittenForm, question: Question) -> list[str] | None:
    """What can be answered, or None where anything can."""
    if question.type is QuestionType.ACKNOWLEDGE:
        return ["yes", "no"]
    if question.type not in FROM_LIST:
        return None
    choices = question.choices or lists_for(written, draft).get(question.choice_list or "")
    return [choice.name for choice in choices] if choices else None
