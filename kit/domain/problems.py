"""What is kept but not yet right: an entry may be saved half done, and says what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from kit.domain.digits import canonical_decimal
from kit.domain.entry import Problem
from kit.domain.form import Form, Question, QuestionType

MONEY = ("cost_estimate", "amount")
"""Questions that hold an amount of money, whose currency stands in the question `currency`."""

_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL)


def problems(form: Form, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What an entry lacks, in the order of its questions; at most one problem for each question or cell of a repeat.

    `values` are clean values (see `kit.domain.answers.clean`); one that an older definition left behind is passed over.
    A cell of a repeat is named "milestones[0].due", the first row being 0. Questions that are not asked (see
    `Question.is_relevant`) are not looked at.
    """
    found = (
        *_without_currency(form, values),
        *_of_questions(form.questions, values),
        *_milestones(form, values),
        *_gap_without_need(form, values),
        *_colour_without_reason(form, values),
    )
    first: dict[str, Problem] = {}
    for problem in found:
        first.setdefault(problem.question, problem)
    return tuple(sorted(first.values(), key=lambda problem: _place(form, problem.question)))


def _place(form: Form, question: str) -> int:
    names = [q.name for q in form.questions]
    return names.index(question.partition("[")[0])


def _of_questions(questions: Iterable[Question], values: Mapping[str, Any]) -> Iterator[Problem]:
    for question in questions:
        if question.is_relevant(values):
            look = _missing if _is_empty(question, values.get(question.name)) else _wrong
            yield from look(question, values)


def _is_empty(question: Question, value: Any) -> bool:
    return value in (None, "", []) or (question.type is QuestionType.ACKNOWLEDGE and value is False)


def _missing(question: Question, values: Mapping[str, Any]) -> Iterator[Problem]:
    if question.type is not QuestionType.NOTE and question.is_required(values):
        yield Problem(question.name, "answers.required")


def _wrong(question: Question, values: Mapping[str, Any]) -> Iterator[Problem]:
    value = values[question.name]
    if question.type in _NUMBERS and (number := canonical_decimal(str(value))) is not None:
        yield from _number_out_of_bounds(question, Decimal(number))
    elif question.type is QuestionType.DATE and isinstance(value, str):
        yield from _date_out_of_bounds(question, value)
        yield from _before_another(question, value, values)
    elif question.type is QuestionType.REPEAT and isinstance(value, list):
        yield from _in_rows(question, value)


def _number_out_of_bounds(question: Question, number: Decimal) -> Iterator[Problem]:
    if question.minimum is not None and number < Decimal(question.minimum):
        yield Problem(question.name, "answers.too_small", {"given": str(number), "limit": question.minimum})
    elif question.maximum is not None and number > Decimal(question.maximum):
        yield Problem(question.name, "answers.too_big", {"given": str(number), "limit": question.maximum})


def _date_out_of_bounds(question: Question, day: str) -> Iterator[Problem]:
    if question.minimum is not None and day < question.minimum:
        yield Problem(question.name, "answers.too_early", {"given": day, "limit": question.minimum})
    elif question.maximum is not None and day > question.maximum:
        yield Problem(question.name, "answers.too_late", {"given": day, "limit": question.maximum})


def _before_another(question: Question, day: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    earliest = values.get(question.not_before) if question.not_before else None
    if isinstance(earliest, str) and day < earliest:
        yield Problem(question.name, "answers.before", {"given": day, "earliest": earliest})


def _in_rows(question: Question, rows: list[Mapping[str, Any]]) -> Iterator[Problem]:
    for index, row in enumerate(rows):
        for problem in _of_questions(question.questions, row):
            yield Problem(f"{question.name}[{index}].{problem.question}", problem.code, problem.details)


def _without_currency(form: Form, values: Mapping[str, Any]) -> Iterator[Problem]:
    if form.question("currency") is None or values.get("currency"):
        return
    if any(form.question(name) and values.get(name) not in (None, "", "unknown") for name in MONEY):
        yield Problem("currency", "answers.cost_without_currency")


def _gap_without_need(form: Form, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Who wants more than there is, rated 0 to 4, says what is needed to get there (forms with these questions)."""
    rated = [str(values.get(name) or "") for name in ("current", "wanted_12m")]
    if form.question("need_statement") is None or values.get("need_statement") or not all(map(str.isdigit, rated)):
        return
    if int(rated[1]) > int(rated[0]):
        yield Problem("need_statement", "answers.gap_without_need")


def _colour_without_reason(form: Form, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Amber and red are given with a reason (forms with a question `reason` and such colours)."""
    colours = {values.get(q.name) for q in form if {"red", "amber", "green"} <= {c.name for c in q.choices}}
    if form.question("reason") and not values.get("reason") and colours & {"red", "amber"}:
        yield Problem("reason", "answers.colour_without_reason")


def _milestones(form: Form, values: Mapping[str, Any]) -> Iterator[Problem]:
    if form.question("milestones") is None:
        return
    start, end = values.get("start"), values.get("end")
    for index, row in enumerate(values.get("milestones") or []):
        due = row.get("due") if isinstance(row, Mapping) else None
        if due and not str(start or "") <= due <= str(end or "9999"):
            details = {"given": due, "start": start or "…", "end": end or "…"}
            yield Problem(f"milestones[{index}].due", "answers.milestone_outside", details)
