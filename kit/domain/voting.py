"""The rules by which ballots are counted, one function each; all treat options and ballots alike.

A ballot becomes *grades*, option to a whole number of 0 or more, higher being better: dots given; for a ranking of at
most k places, k for the first down to 1 for the last place; 1 for an approved option. An option left out has grade 0,
below all others and equal to everything else left out. A ballot of pairs becomes *choices*, each pair that was chosen
between, the preferred option first. Scores are exact fractions, so that a tie is a tie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from kit.domain.placing import by_mean, by_median, quick_wins

Said = Mapping[Any, Any]
"""What a ballot says, as its rules read it: grades, choices, or places (`kit.domain.placing`)."""
Weighted = Sequence[tuple[Fraction, Said]]
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
        won = margin(ballots, one, other)
        scores[one] += HALF if won == 0 else Fraction(won > 0)
        scores[other] += HALF if won == 0 else Fraction(won < 0)
    return scores


def comparisons(options: Sequence[str], ballots: Weighted) -> Scores:
    """Comparisons won in all ballots, a pair without an opinion giving half to each: the Borda count of pairs."""
    scores = dict.fromkeys(options, Fraction(0))
    for one, other in combinations(options, 2):
        for weight, said in ballots:
            share = HALF * (1 + prefers(said, one, other))
            scores[one] += weight * share
            scores[other] += weight * (1 - share)
    return scores


def duels(options: Sequence[str], ballots: Weighted) -> dict[str, list[str]]:
    """Option to the options that it beats, one against one."""
    return {one: [other for other in options if other != one and margin(ballots, one, other) > 0] for one in options}


def margin(ballots: Weighted, one: str, other: str) -> Fraction:
    """By how much the ballots prefer the one to the other; below 0 where it is the other way round."""
    return _sum(weight * prefers(said, one, other) for weight, said in ballots)


def prefers(said: Said, one: str, other: str) -> int:
    """1 where a ballot prefers the one option, -1 where it prefers the other, else 0; by its choices or its grades."""
    if (one, other) in said or (other, one) in said:
        return 1 if (one, other) in said else -1
    difference: int = said.get(one, 0) - said.get(other, 0)
    return (difference > 0) - (difference < 0)


def _sum(fractions: object) -> Fraction:
    return sum(fractions, Fraction(0))  # type: ignore[call-overload,no-any-return]


RULES: Mapping[str, Mapping[str, Rule]] = {
    "dots": {"dots": total, "voters": voters, "first": first, "pairwise": pairwise},
    "rank": {"borda": total, "voters": voters, "first": first, "pairwise": pairwise},
    "approve": {"voters": voters},
    "impact_effort": {"median": by_median, "mean": by_mean, "quick_wins": quick_wins},
    "pairwise": {"pairwise": pairwise, "comparisons": comparisons},
}
"""Voting method to the rules that its ballots can be counted by; the first is the one that people were told of."""
BREAKERS: Mapping[tuple[str, str], Rule] = {("pairwise", "pairwise"): comparisons}
"""Method and rule to the rule that puts options of equal score in order."""
