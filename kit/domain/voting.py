"""The rules by which ballots are counted, one function each; all treat options and ballots alike.

A ballot becomes *grades*, option to a whole number of 0 or more, higher being better: dots given; for a ranking of at
most k places, k for the first down to 1 for the last place; 1 for an approved option. An option left out has grade 0,
below all others and equal to everything else left out. Scores are exact fractions, so that a tie is a tie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

Grades = Mapping[str, int]
Weighted = Sequence[tuple[Fraction, Grades]]
"""Ballots, each with its weight."""
Scores = dict[str, Fraction]
Rule = Callable[[Sequence[str], Weighted], Scores]

HALF = Fraction(1, 2)


def total(options: Sequence[str], ballots: Weighted) -> Scores:
    """The sum of grades: all dots given; for rankings the Borda count (Borda, Mémoire sur les élections, 1781)."""
    return {option: _sum(weight * grades.get(option, 0) for weight, grades in ballots) for option in options}


def voters(options: Sequence[str], ballots: Weighted) -> Scores:
    """How many gave the option anything at all: approval voting (Brams and Fishburn, 1978)."""
    return {option: _sum(weight for weight, grades in ballots if grades.get(option, 0)) for option in options}


def first(options: Sequence[str], ballots: Weighted) -> Scores:
    """First choices (plurality); a ballot with several best options divides its one vote equally among them."""
    scores = dict.fromkeys(options, Fraction(0))
    for weight, grades in ballots:
        best = max((grades.get(option, 0) for option in options), default=0)
        leading = [option for option in options if grades.get(option, 0) == best]
        for option in leading if best else ():
            scores[option] += weight / len(leading)
    return scores


def pairwise(options: Sequence[str], ballots: Weighted) -> Scores:
    """Duels won against each other option, a drawn duel counting half (Copeland 1951; Llull 1299 counted it so)."""
    scores = dict.fromkeys(options, Fraction(0))
    for one, other in combinations(options, 2):
        margin = _sum(weight * _prefers(grades, one, other) for weight, grades in ballots)
        scores[one] += HALF if margin == 0 else Fraction(margin > 0)
        scores[other] += HALF if margin == 0 else Fraction(margin < 0)
    return scores


def beats_all(options: Sequence[str], ballots: Weighted) -> str | None:
    """The option that wins every duel (Condorcet, 1785), or None where there is none, as happens in a circle."""
    won = pairwise(options, ballots)
    return next((option for option in options if len(options) > 1 and won[option] == len(options) - 1), None)


def _prefers(grades: Grades, one: str, other: str) -> int:
    difference = grades.get(one, 0) - grades.get(other, 0)
    return (difference > 0) - (difference < 0)


def _sum(fractions: object) -> Fraction:
    return sum(fractions, Fraction(0))  # type: ignore[call-overload,no-any-return]


RULES: Mapping[str, Mapping[str, Rule]] = {
    "dots": {"dots": total, "voters": voters, "first": first, "pairwise": pairwise},
    "rank": {"borda": total, "voters": voters, "first": first, "pairwise": pairwise},
    "approve": {"voters": voters},
}
"""Voting method to the rules that its ballots can be counted by; the first is the one that people were told of."""
