"""What delegations answered to the mapping's findings, side by side: a spread stays a spread, no average is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kit.domain.entry import Entry
from kit.domain.workshop import Workshop

FAR_APART = 2
"""Steps of relevance (1 to 5) between two delegations from which they are said to differ."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One delegation's answer to one finding."""

    relevance: str | None = None
    accuracy: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One finding with everybody's answers."""

    finding: str
    text: str
    cells: Mapping[str, Cell]
    """Delegation to its answer; only those who answered, and whose name the viewer may know."""
    answered: int
    of: int
    relevance: Mapping[str, int] = field(default_factory=dict)
    """Answer ("1" to "5", "dont_know") to how many gave it."""
    accuracy: Mapping[str, int] = field(default_factory=dict)
    lowest: int | None = None
    highest: int | None = None
    differ: bool = False
    """Relevance is two steps or more apart, or some find right what others find wrong."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Findings by delegations."""

    delegations: tuple[str, ...]
    rows: tuple[GridRow, ...]
    coverage: Mapping[str, int]
    """Delegation to the number of findings that it has answered."""

    def to_json(self) -> dict[str, Any]:
        """The grid as plain JSON values."""
        return asdict(self)


def agreement_grid(workshop: Workshop, responses: Sequence[Entry], language: str = "en") -> Grid:
    """The grid of `mapping_response` entries, all of them answers to a finding (`Entry.subject`).

    A response whose delegation the viewer may not know counts in `relevance`, `accuracy` and `answered`, and has no
    cell. Where a delegation somehow has two entries on one finding, the later one is its answer.
    """
    delegations = tuple(delegation.code for delegation in workshop.delegations)
    by_finding: dict[str, list[Entry]] = {finding.id: [] for finding in workshop.findings}
    for response in _latest(responses):
        if response.subject in by_finding and response.values.get("relevance"):
            by_finding[response.subject].append(response)
    rows = tuple(
        _row(finding.id, finding.text.to(language), by_finding[finding.id], len(delegations))
        for finding in workshop.findings
    )
    return Grid(delegations, rows, {code: sum(code in row.cells for row in rows) for code in delegations})


def _latest(responses: Sequence[Entry]) -> list[Entry]:
    kept = {(r.delegation or r.id, r.subject): r for r in responses}
    return list(kept.values())


def _row(finding: str, text: str, responses: Sequence[Entry], of: int) -> GridRow:
    relevance = Counter(str(r.values["relevance"]) for r in responses)
    accuracy = Counter(str(r.values["accuracy"]) for r in responses if r.values.get("accuracy"))
    steps = sorted(int(answer) for answer in relevance if answer.isdigit())
    apart = bool(steps) and steps[-1] - steps[0] >= FAR_APART
    return GridRow(
        finding,
        text,
        {r.delegation: _cell(r.values) for r in responses if r.delegation},
        len(responses),
        of,
        dict(sorted(relevance.items())),
        dict(sorted(accuracy.items())),
        steps[0] if steps else None,
        steps[-1] if steps else None,
        apart or {"right", "wrong"} <= accuracy.keys(),
    )


def _cell(values: Mapping[str, Any]) -> Cell:
    return Cell(str(values["relevance"]), values.get("accuracy"), values.get("reply_basis"))
