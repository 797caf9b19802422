"""Ballots, and what counting them gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kit.domain.marks import Marks
from kit.domain.placing import Placing
from kit.domain.workshop import Vote

TOP = 3
"""How many places count as the top."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's vote; empty marks are an abstention."""

    delegation: str | None
    values: Marks
    code: str = ""
    """Chance, by which the voter finds the ballot in the vote's record; nobody else knows whose it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One option's score and place; options with equal scores share a place, and the next place is left out."""

    option: str
    score: Fraction
    place: int
    tied: bool
    breaker: Fraction | None = None
    """What puts options of equal score in order, where the rule has such a thing."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule makes of the ballots, best first."""

    rule: str
    rows: tuple[Row, ...]

    @property
    def top(self) -> frozenset[str]:
        """The options on the first three places that have any score; more than three where the last place is shared."""
        return frozenset(row.option for row in self._leading)

    @property
    def shared(self) -> dict[int, tuple[str, ...]]:
        """The first three places that several options share, with these options; without any score they share none."""
        tied = [row for row in self._leading if row.tied]
        return {at: tuple(row.option for row in tied if row.place == at) for at in sorted({row.place for row in tied})}

    @property
    def _leading(self) -> list[Row]:
        return [row for row in self.rows if row.place <= TOP and row.score > 0]


@dataclass(frozen=True, slots=True)
class Tally:
    """A counted vote."""

    vote: Vote
    ballots: int
    """Ballots cast, abstentions among them."""
    abstentions: int
    turnout: Mapping[str, int]
    """Delegation to ballots cast."""
    eligible: Mapping[str, int] | None = None
    """Delegation to people who might have voted, where that is known."""
    hidden: bool = False
    """Fewer ballots than `vote.min_ballots` say something: no scores are given."""
    by_person: tuple[Result, ...] = ()
    by_delegation: tuple[Result, ...] = ()
    """Each delegation weighs the same; empty also where it would show how a single person voted."""
    winner_of_all_duels: str | None = None
    """The option that beats each other one (Condorcet, 1785); None where there is none, as happens in a circle."""
    circle: tuple[str, ...] = ()
    """Options of which each beats the next and the last the first, where that is why no option beats all others."""
    placed_by_person: tuple[Placing, ...] = ()
    placed_by_delegation: tuple[Placing, ...] = ()
    """Where options lie by impact and effort; for a vote of that method."""
    seal: str = ""
    """Of all ballots, short (`kit.domain.records`): the record of the vote must show the same."""
    stands: bool = False
    """Ballots were cast or changed since it was shown, too few to show what they changed: it is as it was shown."""
    changes_by_rule: bool = False
    """Whether the top three differ from rule to rule, or between persons and delegations."""
    changes_without: tuple[str, ...] = ()
    """Delegations without whose ballots the top three would be others."""

    @property
    def main(self) -> Result | None:
        """The result that the vote goes by: its first rule, in its own unit, by person where that is both.

        None where no scores are given.
        """
        by_delegation = self.vote.unit == "delegation" and self.by_delegation
        return next(iter(self.by_delegation if by_delegation else self.by_person), None)

    @property
    def shared(self) -> dict[int, tuple[str, ...]]:
        """The first places on which several options stand, by the result that the vote goes by."""
        return self.main.shared if self.main else {}

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The tally as plain JSON values, options with their labels in `language`, scores rounded to 3 decimals."""
        labels = {option.name: option.label.to(language) for option in self.vote.options}
        return {
            "question": self.vote.question.to(language),
            "method": self.vote.method,
            "unit": self.vote.unit,
            "min_ballots": self.vote.min_ballots,
            "hidden": self.hidden,
            "ballots": self.ballots,
            "abstentions": self.abstentions,
            "turnout": dict(self.turnout),
            "eligible": dict(self.eligible) if self.eligible is not None else None,
            "options": [{"option": name, "label": label} for name, label in labels.items()],
            "by_person": [_result_json(result, labels) for result in self.by_person],
            "by_delegation": [_result_json(result, labels) for result in self.by_delegation],
            "winner_of_all_duels": self.winner_of_all_duels,
            "circle": list(self.circle),
            "shared_places": [{"place": at, "options": list(tied)} for at, tied in self.shared.items()],
            **_placed_json(self),
            "seal": self.seal,
            "stands": self.stands,
            "changes_by_rule": self.changes_by_rule,
            "changes_without": list(self.changes_without),
        }


def _placed_json(tally: Tally) -> dict[str, Any]:
    if tally.vote.method != "impact_effort":
        return {}
    units = {"placed_by_person": tally.placed_by_person, "placed_by_delegation": tally.placed_by_delegation}
    return {name: [_placing_json(each) for each in placed] for name, placed in units.items()}


def _placing_json(placing: Placing) -> dict[str, Any]:
    place = {"impact": float(placing.impact), "effort": float(placing.effort), "field": placing.field}
    return {"option": placing.option, **place, "people": placing.people, "spread": placing.spread}


def _result_json(result: Result, labels: Mapping[str, str]) -> dict[str, Any]:
    rows = [
        {
            "option": row.option,
            "label": labels[row.option],
            "score": round(float(row.score), 3),
            "place": row.place,
            "tied": row.tied,
        }
        | ({} if row.breaker is None else {"breaker": round(float(row.breaker), 3)})
        for row in result.rows
    ]
    return {"rule": result.rule, "rows": rows, "top": [row.option for row in result.rows if row.option in result.top]}
