"""Keys of a question that have no meaning for its type, and rows within rows."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.question_types import FROM_LIST
from kit.definitions.rules.looking import all_questions, flaw_at
from kit.domain.form import Question, QuestionType

NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL})
TEXTS = frozenset({QuestionType.TEXT})
DATES = frozenset({QuestionType.DATE})
FITS = {
    "choices": FROM_LIST,
    "questions": frozenset({QuestionType.REPEAT}),
    "or_unknown": NUMBERS,
    "minimum": NUMBERS | DATES,
    "maximum": NUMBERS | DATES,
    "not_before": DATES,
    "multiline": TEXTS,
    "max_length": TEXTS,
}
"""Key to the types for which it means something."""


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags keys that a question's type has no use for, repeats without questions, and repeats in repeats."""
    for written in draft.forms.values():
        for question, siblings in all_questions(written):
            for key in draft.spots.keys_of(question):
                if key in FITS and question.type not in FITS[key]:
                    types = ", ".join(sorted(FITS[key]))
                    details = {"key": key, "value": question.type, "types": types}
                    yield flaw_at(draft, question, key, "key_not_for_type", **details)
            if question.type is QuestionType.REPEAT:
                yield from _of_repeat(draft, question, siblings is written.form.questions)


def _of_repeat(draft: Draft, question: Question, outermost: bool) -> Iterator[Flaw]:
    if not question.questions:
        yield flaw_at(draft, question, None, "repeat_empty", question=question.name)
    if not outermost:
        yield flaw_at(draft, question, "type", "repeat_in_repeat", question=question.name)
