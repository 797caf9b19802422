"""Answers that a delegate might give: valid ones, made up from what the page says about each question."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

PROSE = (
    "The district office and the youth councils meet each month with schools, health workers, women's groups and the "
    "police to find out early what worries people, and who can help before it becomes a quarrel. "
)
TEXT_LENGTH, LINE_LENGTH = 240, 60
"""Characters of a long and of a short text, as people write them on a phone."""
ROWS = 2
"""Rows of a repeated question."""
_FIRST_DAY, _DAYS = date(2023, 2, 1), 365
_LARGEST = 100_000
Question = Mapping[str, Any]
Offered = Mapping[str, Sequence[Mapping[str, str]]]


def invented(questions: Sequence[Question], offered: Offered, chance: random.Random) -> dict[str, Any]:
    """An answer to each question that this page lets be written; those with nothing to choose from are left out.

    `questions` are those of the form widget's `definition`, `offered` its `entry_choices`.
    """
    answers: dict[str, Any] = {}
    for question in questions:
        if question["writable"] and (answer := _answer(question, offered, chance)) not in (None, []):
            answers[question["name"]] = answer
    return answers


def _answer(question: Question, offered: Offered, chance: random.Random) -> Any:
    match question["type"]:
        case "text":
            return _text(question, chance)
        case "integer" | "decimal":
            return _number(question, chance)
        case "date":
            return _date(question, chance).isoformat()
        case "select_one":
            return _one(_names(question["choices"]), chance)
        case "select_multiple" | "rank":
            return _several(_names(question["choices"]), question["max_items"], chance)
        case "select_one_from_entries":
            return _one(_names(offered.get(question["entries_of"], ())), chance)
        case "select_multiple_from_entries":
            return _several(_names(offered.get(question["entries_of"], ())), question["max_items"], chance)
        case "acknowledge":
            return True
        case "begin_repeat":
            rows = range(min(ROWS, question["max_items"]))
            return [row for _ in rows if (row := invented(question["questions"], offered, chance))]
    return None


def _text(question: Question, chance: random.Random) -> str:
    length = min(question["max_length"], TEXT_LENGTH if question["multiline"] else LINE_LENGTH)
    start = chance.randrange(len(PROSE))
    return (PROSE * 3)[start : start + length].strip()


def _number(question: Question, chance: random.Random) -> str:
    lowest, highest = question["minimum"], question["maximum"]
    low = float(lowest) if lowest is not None else min(0.0, float(highest or 0))
    high = float(highest) if highest is not None else max(low, 0.0) + _LARGEST
    # Whole numbers fit both types; where the bounds hold none, the lower bound itself does.
    number = chance.randint(-int(-low // 1), int(high // 1)) if -(-low // 1) <= high // 1 else low
    return f"{number}"


def _date(question: Question, chance: random.Random) -> date:
    first = date.fromisoformat(question["minimum"]) if question["minimum"] else None
    last = date.fromisoformat(question["maximum"]) if question["maximum"] else None
    if first is None:
        first = min(_FIRST_DAY, last) if last else _FIRST_DAY
    if last is None:
        last = first + timedelta(days=_DAYS)
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))


def _names(choices: Sequence[Mapping[str, str]]) -> list[str]:
    return [choice["name"] for choice in choices]


def _one(names: Sequence[str], chance: random.Random) -> str | None:
    return chance.choice(names) if names else None


def _several(names: Sequence[str], most: int, chance: random.Random) -> list[str]:
    return chance.sample(names, min(len(names), most, 3))


def marks(vote: Mapping[str, Any], chance: random.Random) -> dict[str, Any] | list[Any]:
    """A valid ballot of the vote's method. `vote` is the ballot widget's."""
    names = _names(vote["options"])
    if vote["method"] == "impact_effort":
        return {name: [chance.randint(1, 5), chance.randint(1, 5)] for name in names}
    if vote["method"] == "pairwise":
        return [chance.sample(pair, 2) for pair in combinations(names, 2)]
    if vote["method"] != "dots":
        return chance.sample(names, min(len(names), vote["budget"]))
    left, dots = vote["budget"], {}
    for name in chance.sample(names, len(names)):
        if left and (given := min(left, vote["cap"], chance.randint(1, vote["cap"]))):
            dots[name] = given
            left -= given
    return dots
