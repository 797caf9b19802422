"""What may be shown again of what people said, beside what was shown of it before: the one rule for all totals.

Two looks tell what was said between them. So whatever is shown differs from everything that was shown of the same
before by nobody at all or by at least `minimum` people, and every number in it from the number that it was by none or
by at least as many. Until then what was shown stands still. Anonymous forms, the wall, documents and exports count
answers by it; votes (`kit.storage.counted`) and remarks hold whole ballots and texts to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.domain.suppress import MINIMUM, Suppressed, suppress_beside

Said = Mapping[str, int]
"""What people said, each as a whole, to how many said it; several choices of one person have spaces between them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of counts that was shown."""

    row: Suppressed
    said: Said
    """What it was made from; for nobody's eyes."""

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"cells": dict(self.row.cells), "total": self.row.total, "said": dict(self.said)}


def told_from(data: Mapping[str, Any]) -> Told:
    """What `Told.to_json` gave."""
    return Told(Suppressed(data["cells"], data["total"]), data["said"])


def show(said: Said, cells: Sequence[str], told: Sequence[Told] = (), *, minimum: int = MINIMUM) -> tuple[Told, ...]:
    """All that has been told once somebody has looked: `told`, and what `said` may add to it, the newest last.

    `cells` are the answers that are counted. Nothing is told of fewer than `minimum` people.
    """
    if people(said) < minimum or not may_follow(said, (each.said for each in told), minimum=minimum):
        return tuple(told)
    counts = {name: sum(n for words, n in said.items() if name in words.split()) for name in cells}
    row = suppress_beside(counts, [each.row for each in told], minimum=minimum)
    if row is None or (told and row == told[-1].row):
        return tuple(told)
    return (*told, Told(row, dict(said)))


def shown(cells: Sequence[str], told: Sequence[Told]) -> Suppressed:
    """The row that stands; one without any number where nothing was told."""
    if not told:
        return Suppressed(dict.fromkeys(cells), None)
    return Suppressed({name: told[-1].row.cells.get(name) for name in cells}, told[-1].row.total)


def standing(looks: Iterable[Said], *, minimum: int = MINIMUM) -> Said:
    """Of things that are shown whole, as texts are: those of the last look that may be shown beside all before it."""
    told: list[Said] = []
    for said in looks:
        if people(said) >= minimum and may_follow(said, told, minimum=minimum):
            told.append(said)
    return told[-1] if told else {}


def may_follow(said: Said, before: Iterable[Said], *, minimum: int = MINIMUM) -> bool:
    """Whether it differs from each of those by nobody, or by at least `minimum` people."""
    return all(not 0 < changed(each, said) < minimum for each in before)


def changed(before: Said, now: Said) -> int:
    """How many people at least have said something else, something new, or nothing any more."""
    moves = [now.get(name, 0) - before.get(name, 0) for name in before.keys() | now.keys()]
    return max(sum(move for move in moves if move > 0), -sum(move for move in moves if move < 0))


def people(said: Said) -> int:
    """How many said something."""
    return sum(said.values())
