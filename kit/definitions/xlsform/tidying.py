"""Conditions after the reading: renamed questions and answers, and questions that are no longer there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kit.domain.form import Condition, Question, QuestionType

Report = Callable[[Question, str], None]
"""Told the question whose condition was lost, and the name that it spoke of."""


def tidy(
    questions: tuple[Question, ...],
    renamed_questions: Mapping[str, str],
    renamed_choices: Mapping[tuple[str, str], str],
    report: Report,
) -> tuple[Question, ...]:
    """The questions with conditions that speak of the names that they have here, and of neighbours alone."""
    neighbours = {question.name: question for question in questions}

    def condition(question: Question, old: Condition | None) -> Condition | None:
        accepted: dict[str, frozenset[str]] = {}
        for name, words in old.accepted.items() if old else ():
            other = neighbours.get(renamed_questions.get(name, name))
            if other is None or other is question:
                report(question, name)
            else:
                accepted[other.name] = frozenset(_answer(other, word, renamed_choices) for word in words)
        return Condition(accepted) if accepted else None

    def tidied(question: Question) -> Question:
        rows = tidy(question.questions, renamed_questions, renamed_choices, report)
        required = question.required
        if isinstance(required, Condition):
            required = condition(question, required) or False
        return replace(question, questions=rows, required=required, relevant=condition(question, question.relevant))

    return tuple(tidied(question) for question in questions)


def _answer(question: Question, word: str, renamed: Mapping[tuple[str, str], str]) -> str:
    if question.type is QuestionType.ACKNOWLEDGE:
        return "yes" if word == "OK" else word
    return renamed.get((question.choice_list or "", word), word)
