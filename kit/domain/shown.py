"""Totals that are shown again and again, as on a wall that is refreshed while answers come in.

Two looks at a total tell what was answered between them. So what is shown stays until at least `minimum` people have
changed it, and what moves then is held to the rule for small numbers itself (`kit.domain.suppress`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.domain.suppress import MINIMUM, Suppressed, suppress, suppress_again


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of counts as it was last shown, and what has to be remembered for the next time."""

    row: Suppressed
    counts: Mapping[str, int]
    """What it was made from; for nobody's eyes."""
    known: Mapping[str, int] = field(default_factory=dict)
    """Answer to the count that was last told of it."""

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"cells": dict(self.row.cells), "total": self.row.total} | {
            "counts": dict(self.counts),
            "known": dict(self.known),
        }


def shown_from(data: Mapping[str, Any]) -> Shown:
    """What `Shown.to_json` gave."""
    return Shown(Suppressed(data["cells"], data["total"]), data["counts"], data["known"])


def show(counts: Mapping[str, int], before: Shown | None = None, *, minimum: int = MINIMUM) -> Shown:
    """What may be shown now of `counts` (people by answer) beside what was shown before; often just that."""
    if before is None or before.row.total is None:
        return _told(suppress(counts, minimum=minimum), counts, {})
    if changed(before.counts, counts) < minimum:
        return before
    row = suppress_again(counts, before.known, minimum=minimum)
    return before if row is None else _told(row, counts, before.known)


def changed(before: Mapping[str, int], now: Mapping[str, int]) -> int:
    """How many people at least have changed, added or taken back an answer between two rows of counts."""
    moves = [now.get(name, 0) - before.get(name, 0) for name in before.keys() | now.keys()]
    return max(sum(move for move in moves if move > 0), -sum(move for move in moves if move < 0))


def _told(row: Suppressed, counts: Mapping[str, int], known: Mapping[str, int]) -> Shown:
    told = {name: count for name, count in row.cells.items() if count is not None and row.total is not None}
    return Shown(row, dict(counts), {**known, **told})
