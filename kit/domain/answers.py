"""Answers as they are stored: every value is checked again here, whatever the browser has checked before."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kit.domain.cleaning import clean_line, clean_lines
from kit.domain.digits import canonical_decimal, latin_digits, without_invisible
from kit.domain.entry import Refused
from kit.domain.form import Question, QuestionType
from kit.domain.problems import problems

__all__ = ["UNKNOWN", "EntryExists", "clean", "problems"]

EntryExists = Callable[[str, str], bool]
"""Whether a form (first argument) has an entry with an id (second argument) that this writer may see."""

UNKNOWN = "unknown"
"""The answer to a number question that is honestly not known, where the question allows it."""

_ISO_DAY = re.compile("((?:19|20|21)[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})")

_SHOWN = 60
"""Characters of a refused answer that its message repeats."""


def clean(question: Question, value: Any, workshop_entries_exist: EntryExists | None = None) -> Any:
    """The canonical JSON value of an answer; None, empty text and empty lists all mean "no answer" and give None.

    Values by type stand beside `QuestionType`. Numbers are taken in any script's digits, grouped or not; texts are
    normalised (see `kit.domain.cleaning`); `select_multiple` follows the order of the choices, so that the same picks
    are the same value. References to entries are looked up only where `workshop_entries_exist` is given.

    Raises Refused where the answer cannot be kept. For a repeat, `Refused.question` names row and question, the first
    row being 0: "milestones[0].due". Cleaning a clean value changes nothing.
    """
    if value is None or value in ("", []):
        return None
    return _CLEANERS[question.type](question, value, workshop_entries_exist)


def _text(question: Question, value: Any, _: EntryExists | None) -> str | None:
    words = _string(question, value, "answers.not_text")
    words = clean_lines(words) if question.multiline else clean_line(words)
    if len(words) > question.max_length:
        raise Refused("answers.too_long", question.name, limit=str(question.max_length), length=str(len(words)))
    return words or None


def _decimal(question: Question, value: Any, _: EntryExists | None) -> str | None:
    written = _number_as_text(question, value)
    if not written.strip():
        return None
    if question.or_unknown and written.strip().casefold() == UNKNOWN:
        return UNKNOWN
    number = canonical_decimal(written)
    if number is None:
        raise Refused("answers.not_a_number", question.name, given=_short(written))
    return number


def _integer(question: Question, value: Any, exists: EntryExists | None) -> int | str | None:
    number = _decimal(question, value, exists)
    if number is None or number == UNKNOWN:
        return number
    whole, _, part = number.partition(".")
    if part.strip("0"):
        raise Refused("answers.not_whole", question.name, given=_short(str(value)))
    return int(whole)


def _number_as_text(question: Question, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**40 else _refuse_number(question, "1e40")
    if isinstance(value, float):
        return f"{value:f}".rstrip("0").rstrip(".") if math.isfinite(value) else _refuse_number(question, str(value))
    return value if isinstance(value, str) else _refuse_number(question, str(value))


def _refuse_number(question: Question, given: str) -> str:
    raise Refused("answers.not_a_number", question.name, given=_short(given))


def _date(question: Question, value: Any, _: EntryExists | None) -> str | None:
    written = clean_line(without_invisible(latin_digits(_string(question, value, "answers.bad_date"))))
    if not written:
        return None
    parts = _ISO_DAY.fullmatch(written)
    try:
        return date(*map(int, parts.groups())).isoformat() if parts else _refuse_date(question, written)
    except ValueError:
        return _refuse_date(question, written)


def _refuse_date(question: Question, given: str) -> str:
    raise Refused("answers.bad_date", question.name, given=_short(given))


def _select_one(question: Question, value: Any, _: EntryExists | None) -> str:
    picked = _string(question, value, "answers.unknown_choice")
    if all(choice.name != picked for choice in question.choices):
        raise Refused("answers.unknown_choice", question.name, given=_short(picked))
    return picked


def _select_multiple(question: Question, value: Any, exists: EntryExists | None) -> list[str]:
    picked = {_select_one(question, item, exists) for item in _list(question, value)}
    return [choice.name for choice in question.choices if choice.name in picked]


def _rank(question: Question, value: Any, exists: EntryExists | None) -> list[str]:
    ranked = [_select_one(question, item, exists) for item in _list(question, value)]
    twice = next((name for name in ranked if ranked.count(name) > 1), None)
    if twice is not None:
        raise Refused("answers.ranked_twice", question.name, given=_short(twice))
    return ranked


def _one_entry(question: Question, value: Any, exists: EntryExists | None) -> str:
    picked = _string(question, value, "answers.unknown_entry")
    if clean_line(picked) != picked or len(picked) > 80:
        raise Refused("answers.unknown_entry", question.name)
    if exists is not None and not exists(question.entries_of or "", picked):
        raise Refused("answers.unknown_entry", question.name)
    return picked


def _entries(question: Question, value: Any, exists: EntryExists | None) -> list[str]:
    return sorted({_one_entry(question, item, exists) for item in _list(question, value)})


def _acknowledge(question: Question, value: Any, _: EntryExists | None) -> bool:
    if not isinstance(value, bool):
        raise Refused("answers.not_yes_or_no", question.name)
    return value


def _repeat(question: Question, value: Any, exists: EntryExists | None) -> list[dict[str, Any]] | None:
    rows = [_row(question, index, row, exists) for index, row in enumerate(_list(question, value))]
    return [row for row in rows if row] or None


def _row(question: Question, index: int, row: Any, exists: EntryExists | None) -> dict[str, Any]:
    inner = {q.name: q for q in question.questions}
    if not isinstance(row, Mapping):
        raise Refused("answers.not_a_list", question.name)
    cleaned: dict[str, Any] = {}
    for name, value in row.items():
        if name not in inner:
            raise Refused("answers.unknown_question", question.name, name=_short(str(name)))
        try:
            cleaned[name] = clean(inner[name], value, exists)
        except Refused as refusal:
            raise Refused(refusal.code, f"{question.name}[{index}].{refusal.question}", **refusal.details) from None
    return {q.name: cleaned[q.name] for q in question.questions if cleaned.get(q.name) is not None}


def _note(question: Question, value: Any, _: EntryExists | None) -> None:
    raise Refused("answers.no_answer_expected", question.name)


def _string(question: Question, value: Any, code: str) -> str:
    if not isinstance(value, str):
        raise Refused(code, question.name, given=_short(str(value)))
    return value


def _list(question: Question, value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise Refused("answers.not_a_list", question.name)
    if len(value) > question.max_items:
        raise Refused("answers.too_many", question.name, given=str(len(value)), limit=str(question.max_items))
    return list(value)


def _short(given: str) -> str:
    line = clean_line(given[: _SHOWN * 4])
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


_CLEANERS: dict[QuestionType, Callable[[Question, Any, EntryExists | None], Any]] = {
    QuestionType.TEXT: _text,
    QuestionType.INTEGER: _integer,
    QuestionType.DECIMAL: _decimal,
    QuestionType.DATE: _date,
    QuestionType.SELECT_ONE: _select_one,
    QuestionType.SELECT_MULTIPLE: _select_multiple,
    QuestionType.RANK: _rank,
    QuestionType.SELECT_ONE_FROM_ENTRIES: _one_entry,
    QuestionType.SELECT_MULTIPLE_FROM_ENTRIES: _entries,
    QuestionType.ACKNOWLEDGE: _acknowledge,
    QuestionType.REPEAT: _repeat,
    QuestionType.NOTE: _note,
}
