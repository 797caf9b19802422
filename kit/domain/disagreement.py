"""Where a ranking disagrees: what a group talks about before it votes again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kit.domain.ballots import Ballot
from kit.domain.tally import said
from kit.domain.workshop import Vote

FEWEST_DELEGATIONS = 3
"""With fewer, the lowest and the highest would each be one delegation's that everybody knows."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How ballots stand to one option."""

    option: str
    mean: Fraction
    """Points for each ballot that says something; for a ranking, as many as there are places for the first."""
    people: int
    """How many gave it anything."""
    lowest: Fraction | None
    highest: Fraction | None
    """The delegations' means, whose is not told; None where too few delegations have voted."""
    apart: bool
    """They lie at least half of the scale apart."""


def stands(vote: Vote, ballots: Sequence[Ballot]) -> tuple[Stand, ...]:
    """Every option, those that delegations disagree on most first, then in the vote's order."""
    grades = [(ballot.delegation, given) for ballot in ballots if (given := said(vote, ballot))]
    if not grades:
        return ()
    names = [option.name for option in vote.options]
    found = [_stand(vote, name, [(code, given.get(name, 0)) for code, given in grades]) for name in names]
    return tuple(sorted(found, key=lambda stand: -_spread(stand)))


def most_points(vote: Vote) -> int:
    """The most that one ballot can give to one option."""
    return {"rank": vote.budget, "dots": vote.cap}.get(vote.method, 1)


def _stand(vote: Vote, option: str, given: Sequence[tuple[str | None, int]]) -> Stand:
    by_delegation: dict[str, list[int]] = defaultdict(list)
    for code, points in given:
        if code is not None:
            by_delegation[code].append(points)
    means = [Fraction(sum(points), len(points)) for points in by_delegation.values()]
    few = len(means) < FEWEST_DELEGATIONS
    low, high = (None, None) if few else (min(means), max(means))
    people = Counter(points > 0 for _, points in given)[True]
    apart = low is not None and high is not None and 2 * (high - low) >= most_points(vote)
    return Stand(option, Fraction(sum(points for _, points in given), len(given)), people, low, high, apart)


def _spread(stand: Stand) -> Fraction:
    return Fraction(0) if stand.lowest is None or stand.highest is None else stand.highest - stand.lowest
