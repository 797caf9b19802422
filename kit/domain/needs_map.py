"""Who can help whom: the matches between delegations, gathered for a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kit.domain.entry import Entry
from kit.domain.matching import Match


@dataclass(frozen=True, slots=True)
class Tie:
    """What two delegations have for each other in one direction, or what both look for."""

    kind: str
    """`support`: `a` can help `b`; `joint`: both have the same need, and `a` comes first in the alphabet."""
    a: str
    b: str
    matches: int
    themes: Mapping[str, int] = field(default_factory=dict)
    """Theme of the need to its number of matches, the most frequent first."""


@dataclass(frozen=True, slots=True)
class NeedsMap:
    """Delegations with the ties between them."""

    ties: tuple[Tie, ...]
    """The strongest first, in an order that is always the same."""
    offers: Mapping[str, int]
    needs: Mapping[str, int]
    """Delegation to how many it has named, met or not."""

    def of(self, delegation: str) -> tuple[Tie, ...]:
        """The ties of one delegation."""
        return tuple(tie for tie in self.ties if delegation in (tie.a, tie.b))


def needs_map(entries: Sequence[Entry], matches: Sequence[Match]) -> NeedsMap:
    """The map of `matches` among `entries` (form `offer_need`); those of unknown origin are on no map."""
    known = {entry.id: entry for entry in entries if entry.delegation and not entry.deleted}
    found: dict[tuple[str, str, str], list[str]] = {}
    for match in matches:
        if match.a in known and match.b in known:
            found.setdefault(_ends(match, known), []).append(str(known[match.b].values.get("theme") or ""))
    ties = [Tie(kind, a, b, len(themes), _counted(themes)) for (kind, a, b), themes in found.items()]
    ordered = sorted(ties, key=lambda tie: (-tie.matches, tie.kind != "support", tie.a, tie.b))
    return NeedsMap(tuple(ordered), _named(known, "offer"), _named(known, "need"))


def _ends(match: Match, known: Mapping[str, Entry]) -> tuple[str, str, str]:
    a, b = str(known[match.a].delegation), str(known[match.b].delegation)
    return (match.kind, *sorted((a, b))) if match.kind == "joint" else (match.kind, a, b)  # type: ignore[return-value]


def _counted(themes: Sequence[str]) -> dict[str, int]:
    numbers = {theme: themes.count(theme) for theme in sorted(set(themes)) if theme}
    return dict(sorted(numbers.items(), key=lambda item: -item[1]))


def _named(known: Mapping[str, Entry], kind: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in known.values():
        if entry.values.get("kind") == kind:
            counts[str(entry.delegation)] = counts.get(str(entry.delegation), 0) + 1
    return counts
