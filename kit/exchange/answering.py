"""What a row answers, cell by cell; a cell that cannot be read is reported and the others are taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kit.domain.entry import Refused
from kit.domain.form import Question, QuestionType
from kit.domain.problems import MONEY
from kit.exchange.aliases import NO, NOTHING
from kit.exchange.converting import Answer, Known, as_text, to_answer
from kit.exchange.days import span_end
from kit.exchange.result import CellProblem
from kit.exchange.rows import REFERENCE, Draft
from kit.exchange.sheets import Cell, is_blank


def read_answers(draft: Draft, known: Known, year: int) -> tuple[dict[str, Any], list[CellProblem]]:
    """What a row answers (question to value, None where the cell is blank), and the cells refused or doubtful."""
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    asked = [q for q in draft.form if q.name in draft.header.columns and _is_written(q)]
    for question in sorted(asked, key=lambda q: draft.header.columns[q.name]):
        try:
            answer = to_answer(question, draft.cell(question.name), known)
        except Refused as refusal:
            problems.append(draft.problem(refusal.code, question.name, refusal.details))
            continue
        values[question.name] = answer.value
        problems += [draft.problem(code, question.name, d, refused=False) for code, d in answer.doubts]
        values |= _currency(draft, question, answer, known)
    return values | _from_quarters(draft, values, year, problems), problems


def _is_written(question: Question) -> bool:
    """Whether people write the answer; numbers of reference and states are the kit's."""
    return not question.read_only and question.name != REFERENCE and question.type is not QuestionType.NOTE


def _currency(draft: Draft, question: Question, answer: Answer, known: Known) -> dict[str, str]:
    """The currency that stands with the sum or in its heading, where it has no column of its own."""
    if question.name not in MONEY or answer.value in (None, "unknown") or not is_blank(draft.cell("currency")):
        return {}
    heading = as_text(draft.sheet.rows[draft.header.row][draft.header.columns[question.name]])
    named = {word.strip("().,:;").upper() for word in heading.split()} & known.currencies
    currency = answer.currency or (named.pop() if len(named) == 1 else None)
    return {"currency": currency} if currency and not draft.header.own else {}


def _from_quarters(draft: Draft, values: Mapping[str, Any], year: int, problems: list[CellProblem]) -> dict[str, str]:
    row = draft.sheet.rows[draft.place]
    marked = [q for place, q in sorted(draft.header.quarters.items()) if _is_mark(row[place])]
    if not marked or draft.form.question("start") is None or draft.form.question("end") is None:
        return {}
    if any(quarter.year is None for quarter in marked):
        problems.append(draft.problem("exchange.year_assumed", None, {"year": str(year)}, refused=False))
    months = sorted(((q.year or year), 3 * q.number - 2) for q in marked)
    start, end = date(*months[0], 1).isoformat(), span_end(*months[-1], 3).isoformat()
    return {name: day for name, day in (("start", start), ("end", end)) if not values.get(name)}


def _is_mark(cell: Cell) -> bool:
    return not is_blank(cell) and as_text(cell).strip().casefold() not in NO | NOTHING
