"""Options by impact and effort: where people put each, and which are to be done first.

Every ballot puts an option on two scales from 1, little, to 5, much. Quick wins, much impact with little effort, are to
be done first: their score is the impact and how far the effort is from the greatest, so the best has 10, the worst 2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import hypot

LOWEST, HIGHEST = 1, 5
"""Ends of both scales."""
MIDDLE = Fraction(LOWEST + HIGHEST, 2)

Places = Mapping[str, Sequence[int]]
"""Option to impact and effort; what is left out has not been placed."""
Weighed = Sequence[tuple[Fraction, int]]
"""Numbers, each with its weight."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where people have put one option."""

    option: str
    impact: Fraction
    effort: Fraction
    """Medians, from 1 to 5."""
    people: int
    """How many placed it."""
    spread: float
    """The distance from there within which half of them lie, in steps of the scale."""

    @property
    def field(self) -> str:
        """Which of the four fields it lies in."""
        return field_of(self.impact, self.effort)


def field_of(impact: float | Fraction, effort: float | Fraction, middle: float | Fraction = MIDDLE) -> str:
    """Which of the four fields a place lies in; on a line it counts as more impact and less effort."""
    if impact >= middle:
        return "quick_wins" if effort <= middle else "big_projects"
    return "fill_ins" if effort <= middle else "think_twice"


def median(weighed: Weighed) -> Fraction:
    """The least number with half of the weight at or below it; half way to the next where it is exactly half.

    Raises ValueError where there is no number.
    """
    if not weighed:
        raise ValueError("no numbers")
    half = sum((weight for weight, _ in weighed), Fraction(0)) / 2
    below = Fraction(0)
    ordered = sorted(weighed, key=lambda pair: pair[1])
    for place, (weight, number) in enumerate(ordered):
        below += weight
        if below > half or place == len(ordered) - 1:
            return Fraction(number)
        if below == half:
            return Fraction(number + ordered[place + 1][1], 2)
    raise AssertionError  # the last number has all of the weight at or below it


def mean(weighed: Weighed) -> Fraction:
    """The weighted mean."""
    whole = sum((weight for weight, _ in weighed), Fraction(0))
    return sum((weight * number for weight, number in weighed), Fraction(0)) / whole


def by_median(options: Sequence[str], ballots: Sequence[tuple[Fraction, Places]]) -> dict[str, Fraction]:
    """Impact and little effort, by their medians; 0 for an option that nobody placed."""
    return _scores(options, ballots, median)


def by_mean(options: Sequence[str], ballots: Sequence[tuple[Fraction, Places]]) -> dict[str, Fraction]:
    """Impact and little effort, by their means."""
    return _scores(options, ballots, mean)


def quick_wins(options: Sequence[str], ballots: Sequence[tuple[Fraction, Places]]) -> dict[str, Fraction]:
    """How many put the option among the quick wins."""
    return {
        option: sum((w for w, at in ballots if option in at and field_of(*at[option]) == "quick_wins"), Fraction(0))
        for option in options
    }


def placings(options: Sequence[str], ballots: Sequence[tuple[Fraction, Places]]) -> tuple[Placing, ...]:
    """Where each option lies, in the vote's order; options that nobody placed are left out."""
    return tuple(_placing(option, found) for option in options if (found := _of(option, ballots)))


def _placing(option: str, found: Sequence[tuple[Fraction, Sequence[int]]]) -> Placing:
    impact, effort = (median([(weight, place[axis]) for weight, place in found]) for axis in (0, 1))
    away = sorted((hypot(place[0] - impact, place[1] - effort), weight) for weight, place in found)
    half, within = sum((weight for _, weight in away), Fraction(0)) / 2, Fraction(0)
    for distance, weight in away:
        within += weight
        if within >= half:
            return Placing(option, impact, effort, len(found), round(distance, 2))
    raise AssertionError  # all of the weight lies within the greatest distance


def _of(option: str, ballots: Sequence[tuple[Fraction, Places]]) -> list[tuple[Fraction, Sequence[int]]]:
    return [(weight, places[option]) for weight, places in ballots if option in places]


def _scores(
    options: Sequence[str], ballots: Sequence[tuple[Fraction, Places]], middle: Callable[[Weighed], Fraction]
) -> dict[str, Fraction]:
    scores = dict.fromkeys(options, Fraction(0))
    for option in options:
        if found := _of(option, ballots):
            impact, effort = (middle([(weight, place[axis]) for weight, place in found]) for axis in (0, 1))
            scores[option] = impact + LOWEST + HIGHEST - effort
    return scores
