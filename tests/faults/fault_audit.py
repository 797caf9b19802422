"""What became of accepted changes: how many are lost, doubled or half-written in a database."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Query = Callable[[str], Any]
"""Runs a statement and gives its rows; the same on SQLite and PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change that its writer was told to be saved. Each test writes words that nobody else writes."""

    change: str
    entry: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Damage:
    """Zero everywhere, or something is wrong."""

    lost: int = 0
    """Accepted, and in no history."""
    doubled: int = 0
    """Twice in a history."""
    half: int = 0
    """A revision without its receipt, its event or its place in the entry, or the other way round."""

    def __add__(self, other: Damage) -> Damage:
        return Damage(self.lost + other.lost, self.doubled + other.doubled, self.half + other.half)

    def __bool__(self) -> bool:
        return bool(self.lost or self.doubled or self.half)


def audit(query: Query, accepted: Iterable[Accepted]) -> Damage:
    """Counts what went wrong with entries of which every change sets answers."""
    revisions = [(*row[:3], json.loads(row[3])) for row in query(_REVISIONS)]
    by_change = {change: (entry, answers) for change, entry, _, answers in revisions}
    lost = sum(by_change.get(one.change) != (one.entry, dict(one.answers)) for one in accepted)
    said = Counter((entry, json.dumps(answers, sort_keys=True)) for _, entry, _, answers in revisions)
    doubled = sum(count - 1 for count in said.values()) + len(revisions) - len(by_change)
    return Damage(lost, doubled, _half(query, revisions))


_REVISIONS = "SELECT change, entry, version, answers FROM revision ORDER BY entry, version"


def _half(query: Query, revisions: list[tuple[str, str, int, Any]]) -> int:
    receipts = {tuple(row) for row in query("SELECT change, target, version FROM receipt WHERE kind = 'entry'")}
    (told,) = next(iter(query("SELECT count(*) FROM event WHERE kind = 'entry'")))
    written = {(change, entry, version) for change, entry, version, _ in revisions}
    histories: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for _, entry, version, answers in revisions:
        histories[entry].append((version, answers))
    stand = {row[0]: (row[1], json.loads(row[2])) for row in query("SELECT id, version, answers FROM entry")}
    torn = sum(stand.get(entry) != _whole(history) for entry, history in histories.items())
    return len(receipts ^ written) + abs(told - len(revisions)) + torn + len(stand.keys() - histories.keys())


def _whole(history: list[tuple[int, Any]]) -> Any:
    """An entry's version and answers as its history says; None where a version is missing."""
    answers: dict[str, Any] = {}
    for expected, (version, values) in enumerate(history, 1):
        if version != expected:
            return None
        answers |= values
    return len(history), {name: value for name, value in answers.items() if value is not None}
