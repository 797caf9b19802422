"""Limits that some answer can keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import all_questions, flaw_at
from kit.domain.form import Question, QuestionType

LONGEST = 20_000
"""Characters of one answer."""
MOST_ITEMS = 1000
"""Rows of a repeat, or picks of one question."""


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags a minimum above its maximum, and lengths and counts of nothing or of far too much."""
    for written in draft.forms.values():
        for question, _ in all_questions(written):
            if _crossed(question):
                details = {"question": question.name, "minimum": question.minimum, "maximum": question.maximum}
                yield flaw_at(draft, question, "minimum", "bounds_crossed", **details)
            for key, value, most in _limits(question):
                if not 1 <= value <= most:
                    yield flaw_at(draft, question, key, "limit_not_possible", key=key, value=value, most=most)


def _limits(question: Question) -> tuple[tuple[str, int, int], ...]:
    """Key, what stands there, and the most that it may be."""
    return ("max_length", question.max_length, LONGEST), ("max_items", question.max_items, MOST_ITEMS)


def _crossed(question: Question) -> bool:
    if question.minimum is None or question.maximum is None:
        return False
    if question.type is QuestionType.DATE:
        return date.fromisoformat(question.minimum) > date.fromisoformat(question.maximum)
    return Decimal(question.minimum) > Decimal(question.maximum)
