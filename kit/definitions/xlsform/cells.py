"""The cells of a survey row that hold expressions: required, relevant, constraint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kit.definitions.expressions import parse_expression
from kit.definitions.scalars import NO, YES
from kit.definitions.xlsform.constraints import read_constraint
from kit.definitions.xlsform.workbook import Row
from kit.domain.form import Condition, QuestionType

Lost = Callable[[str, str], None]
"""Told the column and its words where they say what a form here cannot."""
TRUE = YES | {"true()", "1"}
FALSE = NO | {"false()", "0"}


def read_required(row: Row, lost: Lost) -> bool | Condition:
    """Whether, or when, an answer is needed."""
    words = row.cells.get("required", "no").strip()
    if words.lower() in TRUE | FALSE:
        return words.lower() in TRUE
    condition = parse_expression(words)
    if condition is None:
        lost("required", words)
    return condition or False


def read_relevant(row: Row, outer: Iterable[Condition], lost: Lost) -> Condition | None:
    """When the question is asked: its own condition together with those of the groups around it."""
    words = row.cells.get("relevant", row.cells.get("relevance", ""))
    own = parse_expression(words) if words else None
    if words and own is None:
        lost("relevant", words)
    accepted = dict(own.accepted) if own else {}
    for condition in outer:
        for name, answers in condition.accepted.items():
            if accepted.setdefault(name, answers) != answers:
                lost("relevant", f"${{{name}}}")
    return Condition(accepted) if accepted else None


def read_bounds(row: Row, kind: QuestionType, lost: Lost) -> dict[str, Any]:
    """The fields of a question that its constraint amounts to."""
    words = row.cells.get("constraint", "")
    found = read_constraint(words, kind) if words else {}
    if found is None:
        lost("constraint", words)
    return found or {}
