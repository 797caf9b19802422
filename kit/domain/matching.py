"""Offers and needs that fit, each with its reasons; two needs that are alike are joint learning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kit.domain.entry import Entry

WEIGHTS: Mapping[str, int] = {
    "match.theme": 4,
    "match.support_type": 4,
    "match.language": 2,
    "match.dates": 2,
    "match.urgent": 2,
    "match.soon": 1,
    "match.mode": 1,
}
"""What each reason adds to a score; a score only orders matches and is never shown as a mark."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two entries fit, or what stands between them; `code` and `details` find the words (`kit.words.match`).

    A detail named like a question of the form (theme, support_type, language, mode) holds choices' names, for the
    reader of labels; several are joined by a comma and a space.
    """

    code: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """An offer and a need (`support`), or two needs (`joint`), of two different delegations."""

    kind: str
    a: str
    """Entry id: the offer in a support match."""
    b: str
    score: int
    reasons: tuple[Reason, ...]
    obstacles: tuple[Reason, ...] = ()
    """What the two would have to settle: no common language, no common time."""

    @property
    def subject(self) -> str:
        """What answers to this match are about: the two ids joined by "+", the smaller first."""
        return "+".join(sorted((self.a, self.b)))


def match(entries: Sequence[Entry]) -> list[Match]:
    """Every match among offers and needs (form `offer_need`), the best first, in an order that is always the same.

    An offer fits a need when theme or kind of support is the same; two needs are joint learning when the theme is.
    "Other" is never the same as "other". No delegation is matched with itself, nor an entry of unknown origin.
    """
    known = sorted((entry for entry in entries if entry.delegation and not entry.deleted), key=lambda entry: entry.id)
    found = (_match(one, other) for one, other in combinations(known, 2) if one.delegation != other.delegation)
    return sorted((m for m in found if m), key=lambda m: (-m.score, m.kind != "support", m.a, m.b))


def one_sided(entries: Sequence[Entry], matches: Iterable[Match]) -> tuple[Entry, ...]:
    """Needs that no offer fits, and offers that no need asks for, in the order given."""
    served = {entry for m in matches if m.kind == "support" for entry in (m.a, m.b)}
    return tuple(entry for entry in entries if entry.id not in served and not entry.deleted)


def _match(one: Entry, other: Entry) -> Match | None:
    kinds = (one.values.get("kind"), other.values.get("kind"))
    if kinds == ("need", "offer"):
        one, other = other, one
    elif kinds not in (("offer", "need"), ("need", "need")):
        return None
    kind = "joint" if kinds == ("need", "need") else "support"
    same = tuple(_same(one.values, other.values))
    ground = {"match.theme"} if kind == "joint" else {"match.theme", "match.support_type"}
    if ground.isdisjoint(reason.code for reason in same):
        return None
    reasons = (*same, *_common_time(one.values, other.values), *_urgency(other.values))
    score = sum(WEIGHTS[reason.code] for reason in reasons)
    return Match(kind, one.id, other.id, score, reasons, tuple(_obstacles(one.values, other.values)))


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Reason]:
    for question in ("theme", "support_type", "language", "mode"):
        if common := _picked(one, question) & _picked(other, question) - {"other"}:
            yield Reason(f"match.{question}", {question: ", ".join(sorted(common))})


def _picked(values: Mapping[str, Any], question: str) -> set[str]:
    answer = values.get(question) or ()
    return {answer} if isinstance(answer, str) else set(answer)


def _period(values: Mapping[str, Any]) -> tuple[str, str]:
    return values.get("available_from") or "", values.get("available_to") or "9999-12-31"


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, str]:
    (from_one, to_one), (from_other, to_other) = _period(one), _period(other)
    return max(from_one, from_other), min(to_one, to_other)


def _common_time(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Reason]:
    first, last = _overlap(one, other)
    if first and last != "9999-12-31" and first <= last:
        yield Reason("match.dates", {"first": first, "last": last})


def _urgency(need: Mapping[str, Any]) -> Iterator[Reason]:
    code = {"under_3m": "match.urgent", "3_to_12m": "match.soon"}.get(str(need.get("urgency")))
    if code:
        yield Reason(code, {"urgency": str(need["urgency"])})


def _obstacles(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Reason]:
    languages = _picked(one, "language"), _picked(other, "language")
    if all(languages) and languages[0].isdisjoint(languages[1]):
        yield Reason("match.no_common_language", {})
    first, last = _overlap(one, other)
    if first > last:
        yield Reason("match.no_common_time", {"first": first, "last": last})
