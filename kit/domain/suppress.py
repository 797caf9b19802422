"""Small numbers are not shown, and cannot be worked out from those that are.

Cells of 1 to `minimum` - 1 people are hidden, zeros are shown. If hiding those alone would let a reader subtract, the
smallest cells that still show are hidden too, all equal ones together. Hidden cells are in the end at least two, not
all equal, and hold at least `minimum` people together; where that cannot be had, nothing is shown, not even the total.

Why this holds against a reader who knows the rule: it treats all cells alike, so the hidden numbers may be exchanged
among the hidden cells and give the same table; as they are not all equal, each hidden cell could hold another number.
(Complementary suppression: Hundepool et al., Statistical Disclosure Control, 2012, section 4.4.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MINIMUM = 5
"""People below which a group is not shown."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A row of counts that may be shown."""

    cells: Mapping[str, int | None]
    """None is hidden."""
    total: int | None

    @property
    def hidden(self) -> tuple[str, ...]:
        """The cells that are not shown."""
        return tuple(name for name, count in self.cells.items() if count is None)


def suppress(counts: Mapping[str, int], *, minimum: int = MINIMUM) -> Suppressed:
    """The counts of one question, small ones hidden. `counts` are people by answer, none counted twice.

    Rows that share people must not be added up beside it: show each row's own total only.
    """
    total = sum(counts.values())
    hidden = _hidden(counts, minimum) if total >= minimum else None
    if hidden is None:
        return Suppressed(dict.fromkeys(counts), None)
    return Suppressed({name: None if name in hidden else count for name, count in counts.items()}, total)


def _hidden(counts: Mapping[str, int], minimum: int) -> frozenset[str] | None:
    """The cells to hide; None where no choice of them would be safe."""
    hidden = {name for name, count in counts.items() if 0 < count < minimum}
    while hidden and not _safe([counts[name] for name in hidden], minimum):
        left = [count for name, count in counts.items() if count and name not in hidden]
        if not left:
            return None
        hidden |= {name for name, count in counts.items() if count == min(left)}
    return frozenset(hidden)


def _safe(numbers: list[int], minimum: int) -> bool:
    return len(set(numbers)) > 1 and sum(numbers) >= minimum


def suppress_beside(
    counts: Mapping[str, int], earlier: Sequence[Suppressed], *, minimum: int = MINIMUM
) -> Suppressed | None:
    """A row of counts that may be shown beside earlier ones; None where it would tell of a few, or nothing.

    What has changed since each is itself a row of people, and is held to the same rule: cells that moved by 1 to
    `minimum` - 1 are hidden, and whatever would give them away. Of what a reader gets by subtraction, the total and
    what is left for the hidden cells, neither may have moved by so few.
    """
    now = suppress(counts, minimum=minimum)
    if now.total is None:
        return None
    hidden = set(now.hidden)
    for before in earlier:
        moves = {name: abs(count - (before.cells.get(name) or 0)) for name, count in counts.items()}
        moved = suppress(moves, minimum=minimum)
        if moved.total is None and any(moves.values()):
            return None
        hidden |= set(moved.hidden) if moved.total is not None else set()
    if earlier and hidden >= {name for name, count in counts.items() if count}:
        return None  # what stands says more
    row = Suppressed({name: None if name in hidden else count for name, count in counts.items()}, now.total)
    return row if all(_apart(before, row, minimum) for before in earlier) else None


def _apart(before: Suppressed, now: Suppressed, minimum: int) -> bool:
    """Whether neither the total nor what is left for cells that one of two rows hides has moved by a few."""
    told = [name for name in now.cells if now.cells[name] is not None and before.cells.get(name) is not None]
    totals = (before.total or 0, now.total or 0)
    left = [
        total - sum(row.cells[name] or 0 for name in told) for total, row in zip(totals, (before, now), strict=True)
    ]
    return not any(0 < abs(one - other) < minimum for one, other in (totals, left))
