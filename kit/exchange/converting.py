"""One cell of somebody's table as an answer to a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from kit.domain.answers import UNKNOWN, clean
from kit.domain.cleaning import clean_line, clean_lines
from kit.domain.entry import Refused
from kit.domain.form import Question, QuestionType
from kit.domain.problems import MONEY
from kit.exchange.aliases import CHOICES, NO, NOT_KNOWN, NOTHING, YES
from kit.exchange.cells import list_items, repeat_rows
from kit.exchange.days import read_day
from kit.exchange.money import read_money
from kit.exchange.sheets import Cell, Formula, is_blank

WITHOUT_CAPITALS = "~"
"""Before names that are noted in lower case."""

_LAST = frozenset({"end", "due", "next_by", "available_to", "period_end"})
"""Dates of which a month or quarter means its last day."""


@dataclass(frozen=True, slots=True)
class Known:
    """What cells may refer to."""

    languages: tuple[str, ...] = ("en",)
    currency: str | None = None
    """The delegation's own, ISO 4217."""
    currencies: frozenset[str] = frozenset()
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Form to what entries are called there (id, ref or title; see `look_up`) to their ids."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell says; `doubts` are codes and details of how it was read."""

    value: Any
    doubts: tuple[tuple[str, Mapping[str, str]], ...] = ()
    currency: str | None = None
    """The currency that a sum was written in."""


def to_answer(question: Question, cell: Cell, known: Known) -> Answer:
    """The answer that a cell holds; a blank one is None. Raises Refused, with a code and details, for all others."""
    if isinstance(cell, Formula):
        raise Refused("exchange.formula", question.name)
    if is_blank(cell):
        return Answer(None)
    answer = _READERS.get(question.type, _plain)(question, cell, known)
    return Answer(clean(question, answer.value), answer.doubts, answer.currency)


def _plain(question: Question, cell: Cell, known: Known) -> Answer:
    return Answer(as_text(cell))


def as_text(cell: Cell) -> str:
    """A cell's words; whole numbers without a decimal point, days without a time of day."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < 1e15:
        return str(int(cell))
    return cell.text if isinstance(cell, Formula) else str(cell)


def _number(question: Question, cell: Cell, known: Known) -> Answer:
    words = clean_line(as_text(cell))
    if question.or_unknown and words.casefold() in NOT_KNOWN:
        return Answer(UNKNOWN)
    if words.casefold() in NOTHING:
        return Answer(None)
    if question.name in MONEY and isinstance(cell, str):
        money = read_money(words, known.currency, known.currencies)
        return Answer(money.amount, currency=money.currency) if money else Answer(words)
    return Answer(cell if isinstance(cell, int | float) and not isinstance(cell, bool) else words)


def _day(question: Question, cell: Cell, known: Known) -> Answer:
    if isinstance(cell, str) and cell.strip().casefold() in NOTHING | NOT_KNOWN:
        return Answer(None)
    day = read_day(cell, last=question.name in _LAST, languages=known.languages)
    if day is None:
        raise Refused("exchange.bad_date", question.name, given=as_text(cell)[:60])
    details = {"given": as_text(cell)[:60], "day": day.iso, "other": day.otherwise or ""}
    code = "exchange.ambiguous_date" if day.otherwise else "exchange.rough_date"
    return Answer(day.iso, ((code, details),) if day.otherwise or day.guessed else ())


def _choice(question: Question, cell: Cell, known: Known) -> Answer:
    words = clean_line(as_text(cell))
    return Answer(None) if words.casefold() in NOTHING and not _pick(question, words) else _picked(question, words)


def _picked(question: Question, words: str) -> Answer:
    name = _pick(question, words)
    if name is not None:
        return Answer(name)
    near = get_close_matches(words.casefold(), labels := _labels(question), n=1, cutoff=0.85)
    if not near:
        offered = ", ".join(choice.label.to("en") or choice.name for choice in question.choices[:8])
        raise Refused("exchange.unknown_choice", question.name, given=words[:60], offered=offered)
    return Answer(labels[near[0]], (("exchange.near_choice", {"given": words[:60], "read": near[0]}),))


def _pick(question: Question, words: str) -> str | None:
    names = {choice.name for choice in question.choices}
    if words in names:
        return words
    found = _labels(question).get(words.casefold()) or CHOICES.get(words.casefold())
    return found if found in names else None


def _labels(question: Question) -> dict[str, str]:
    labels = {choice.name.casefold(): choice.name for choice in question.choices}
    for choice in question.choices:
        labels |= {label.strip().casefold(): choice.name for label in choice.label.by_language.values()}
        labels.setdefault(choice.name.replace("_", " ").casefold(), choice.name)
    return labels


def _choices(question: Question, cell: Cell, known: Known) -> Answer:
    words = as_text(cell)
    items = list_items(words)
    if len(items) == 1 and "," in items[0] and _pick(question, items[0]) is None:
        items = [item.strip() for item in items[0].split(",") if item.strip()]
    answers = [_picked(question, clean_line(item)) for item in items]
    return Answer([a.value for a in answers], tuple(doubt for a in answers for doubt in a.doubts))


def _entry(question: Question, cell: Cell, known: Known) -> Answer:
    return Answer(_entry_id(question, clean_line(as_text(cell)), known))


def _entries(question: Question, cell: Cell, known: Known) -> Answer:
    items = list_items(as_text(cell))
    if len(items) == 1 and look_up(known.entries.get(question.entries_of or "", {}), items[0]) is None:
        items = [item.strip() for item in re.split(r",|\band\b", items[0]) if item.strip()]
    return Answer([_entry_id(question, item, known) for item in items if item.casefold() not in NOTHING])


def _entry_id(question: Question, words: str, known: Known) -> str:
    found = look_up(known.entries.get(question.entries_of or "", {}), words)
    if found is None:
        raise Refused("exchange.unknown_entry", question.name, given=words[:60])
    return found


def look_up(names: Mapping[str, str], words: str) -> str | None:
    """The entry that is called so, else one that is called so but for capitals."""
    return names.get(words) or names.get(WITHOUT_CAPITALS + words.casefold())


def _tick(question: Question, cell: Cell, known: Known) -> Answer:
    if isinstance(cell, bool):
        return Answer(cell)
    words = clean_line(as_text(cell)).casefold()
    if words not in YES | NO:
        raise Refused("exchange.not_yes_or_no", question.name, given=words[:60])
    return Answer(words in YES)


def _repeat(question: Question, cell: Cell, known: Known) -> Answer:
    rows, doubts = [], []
    for parts in repeat_rows(clean_lines(as_text(cell))):
        row = dict(zip((inner.name for inner in question.questions), _fitted(question.questions, parts), strict=False))
        answers = {inner.name: to_answer(inner, row.get(inner.name), known) for inner in question.questions}
        rows.append({name: answer.value for name, answer in answers.items() if answer.value is not None})
        doubts += [doubt for answer in answers.values() for doubt in answer.doubts]
    return Answer(rows, tuple(doubts))


def _fitted(questions: Sequence[Question], parts: list[str]) -> list[str]:
    """A line of somebody else's ("Launch (March 2024)") as parts, where its last brackets hold the date asked for."""
    dated = len(questions) == 2 and questions[1].type is QuestionType.DATE
    found = (
        re.fullmatch(r"(?:[-•*]\s*|\d+[.)]\s+)?(.+?)\s*[(\[]([^()\[\]]+)[)\]]", parts[0]) if len(parts) == 1 else None
    )
    return [found[1], found[2]] if dated and found and read_day(found[2], last=True) else parts


_READERS = {
    QuestionType.INTEGER: _number,
    QuestionType.DECIMAL: _number,
    QuestionType.DATE: _day,
    QuestionType.SELECT_ONE: _choice,
    QuestionType.SELECT_MULTIPLE: _choices,
    QuestionType.RANK: _choices,
    QuestionType.SELECT_ONE_FROM_ENTRIES: _entry,
    QuestionType.SELECT_MULTIPLE_FROM_ENTRIES: _entries,
    QuestionType.ACKNOWLEDGE: _tick,
    QuestionType.REPEAT: _repeat,
}
