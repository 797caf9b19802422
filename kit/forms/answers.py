"""An answer as people read it."""

from __future__ import annotations

from typing import Any

from kit.domain.form import Question, QuestionType
from kit.words import listed, rows_listed, say


def in_words(question: Question, value: Any, language: str) -> str:
    """The words for a stored value: choices' labels, yes and no, rows of a repeat one after another."""
    if value in (None, "", []):
        return ""
    if question.type is QuestionType.ACKNOWLEDGE:
        return say("form.yes" if value else "form.no", language)
    if question.type is QuestionType.REPEAT:
        return rows_listed((_row(question, row, language) for row in value), language)
    if isinstance(value, list):
        return listed([_choice(question, item, language) for item in value], language)
    if value == "unknown" and question.or_unknown:
        return say("form.unknown", language)
    return _choice(question, value, language)


def _row(question: Question, row: dict[str, Any], language: str) -> str:
    told = (in_words(part, row.get(part.name), language) for part in question.questions)
    return " – ".join(words for words in told if words)


def _choice(question: Question, value: Any, language: str) -> str:
    return next((choice.label.to(language) for choice in question.choices if choice.name == value), str(value))
