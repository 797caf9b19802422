"""The result of a vote, by every rule, by person and by delegation. A vote advises; a named person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kit.domain.ballots import TOP, Ballot, Result, Row, Tally
from kit.domain.form import Choice
from kit.domain.voting import RULES, Grades, Scores, Weighted, beats_all
from kit.domain.workshop import Vote

__all__ = ["TOP", "Ballot", "Result", "Row", "Tally", "tally"]


def tally(vote: Vote, ballots: Sequence[Ballot], *, eligible: Mapping[str, int] | None = None) -> Tally:
    """Counts a vote by every rule that its ballots allow (see `kit.domain.voting`).

    By person every ballot weighs 1; by delegation the ballots of one delegation that say something share a weight of 1,
    whatever their number. `ballots` are taken as checked when they were cast.
    """
    speaking = [ballot for ballot in ballots if _grades(vote, ballot)]
    turnout = Counter(ballot.delegation for ballot in ballots if ballot.delegation is not None)
    counted = Tally(vote, len(ballots), len(ballots) - len(speaking), dict(sorted(turnout.items())), eligible)
    hidden = len(speaking) < max(vote.min_ballots, 1)
    return replace(counted, hidden=True) if hidden else _count(counted, speaking)


def _count(counted: Tally, speaking: Sequence[Ballot]) -> Tally:
    vote = counted.vote
    persons = _results(vote, _per_person(vote, speaking))
    delegations = () if _shows_one_ballot(speaking) else _results(vote, _per_delegation(vote, speaking))
    return replace(
        counted,
        by_person=persons,
        by_delegation=delegations,
        winner_of_all_duels=beats_all([o.name for o in vote.options], _per_person(vote, speaking)),
        changes_by_rule=len({result.top for result in (*persons, *delegations)}) > 1,
        changes_without=tuple(_decisive(vote, speaking)) if delegations else (),
    )


def _shows_one_ballot(speaking: Iterable[Ballot]) -> bool:
    """With two delegations, the two results are two equations with two unknowns: a lone voter's ballot falls out."""
    sizes = Counter(ballot.delegation for ballot in speaking if ballot.delegation is not None)
    return len(sizes) == 2 and min(sizes.values()) == 1


def _grades(vote: Vote, ballot: Ballot) -> Grades:
    options = {option.name for option in vote.options}
    if isinstance(ballot.values, Mapping):
        return {option: dots for option, dots in ballot.values.items() if option in options and dots > 0}
    places = [option for option in ballot.values if option in options][: vote.budget]
    return {option: vote.budget - place if vote.method == "rank" else 1 for place, option in enumerate(places)}


def _per_person(vote: Vote, ballots: Iterable[Ballot]) -> Weighted:
    return [(Fraction(1), _grades(vote, ballot)) for ballot in ballots]


def _per_delegation(vote: Vote, ballots: Sequence[Ballot]) -> Weighted:
    sizes = Counter(ballot.delegation for ballot in ballots)
    known = (ballot for ballot in ballots if ballot.delegation is not None)
    return [(Fraction(1, sizes[ballot.delegation]), _grades(vote, ballot)) for ballot in known]


def _results(vote: Vote, ballots: Weighted) -> tuple[Result, ...]:
    options = [option.name for option in vote.options]
    return tuple(
        Result(rule, _placed(vote.options, count(options, ballots))) for rule, count in RULES[vote.method].items()
    )


def _placed(options: Sequence[Choice], scores: Scores) -> tuple[Row, ...]:
    order = sorted((option.name for option in options), key=lambda name: -scores[name])
    alike = Counter(scores.values())
    better = {score: sum(other > score for other in scores.values()) for score in alike}
    return tuple(Row(name, scores[name], better[scores[name]] + 1, alike[scores[name]] > 1) for name in order)


def _decisive(vote: Vote, speaking: Sequence[Ballot]) -> Iterable[str]:
    """Delegations whose leaving out changes the top three by the first rule, in the unit that the vote goes by."""
    everybody = _tops(vote, speaking)
    for delegation in sorted({ballot.delegation for ballot in speaking if ballot.delegation is not None}):
        rest = [ballot for ballot in speaking if ballot.delegation != delegation]
        if rest and _tops(vote, rest) != everybody:
            yield delegation


def _tops(vote: Vote, ballots: Sequence[Ballot]) -> list[frozenset[str]]:
    weighted = [_per_person(vote, ballots)] if vote.unit != "delegation" else []
    weighted += [_per_delegation(vote, ballots)] if vote.unit != "person" else []
    return [_results(vote, each)[0].top for each in weighted]
