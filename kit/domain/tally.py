"""The result of a vote, by every rule, by person and by delegation. A vote advises; a named person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kit.domain.ballots import TOP, Ballot, Result, Row, Tally
from kit.domain.cycles import cycles
from kit.domain.form import Choice
from kit.domain.placing import placings
from kit.domain.voting import BREAKERS, RULES, Said, Scores, Weighted, duels
from kit.domain.workshop import Vote

__all__ = ["TOP", "Ballot", "Result", "Row", "Tally", "tally"]


def tally(vote: Vote, ballots: Sequence[Ballot], *, eligible: Mapping[str, int] | None = None) -> Tally:
    """Counts a vote by every rule that its ballots allow (see `kit.domain.voting`).

    By person every ballot weighs 1; by delegation the ballots of one delegation that say something share a weight of 1,
    whatever their number. `ballots` are taken as checked when they were cast.
    """
    speaking = [ballot for ballot in ballots if said(vote, ballot)]
    turnout = Counter(ballot.delegation for ballot in ballots if ballot.delegation is not None)
    counted = Tally(vote, len(ballots), len(ballots) - len(speaking), dict(sorted(turnout.items())), eligible)
    return _count(counted, speaking) if _enough(vote, speaking) else replace(counted, hidden=True)


def has_result(vote: Vote, ballots: Iterable[Ballot]) -> bool:
    """Whether enough ballots say something for scores to be given."""
    return _enough(vote, [ballot for ballot in ballots if said(vote, ballot)])


def _enough(vote: Vote, speaking: Sequence[Ballot]) -> bool:
    return len(speaking) >= max(vote.min_ballots, 1)


def _count(counted: Tally, speaking: Sequence[Ballot]) -> Tally:
    vote = counted.vote
    by_person, by_delegation = _per_person(vote, speaking), _per_delegation(vote, speaking)
    persons = _results(vote, by_person)
    delegations = () if _shows_one_ballot(speaking) else _results(vote, by_delegation)
    winner, circle = _duels(vote, by_person)
    places = [option.name for option in vote.options] if vote.method == "impact_effort" else []
    return replace(
        counted,
        by_person=persons,
        by_delegation=delegations,
        winner_of_all_duels=winner,
        circle=circle,
        placed_by_person=placings(places, by_person),
        placed_by_delegation=placings(places, by_delegation) if delegations else (),
        changes_by_rule=len({result.top for result in (*persons, *delegations)}) > 1,
        changes_without=tuple(_decisive(vote, speaking)) if delegations else (),
    )


def _shows_one_ballot(speaking: Iterable[Ballot]) -> bool:
    """With two delegations, the two results are two equations with two unknowns: a lone voter's ballot falls out."""
    sizes = Counter(ballot.delegation for ballot in speaking if ballot.delegation is not None)
    return len(sizes) == 2 and min(sizes.values()) == 1


def _duels(vote: Vote, ballots: Weighted) -> tuple[str | None, tuple[str, ...]]:
    """The option that beats all others, or a circle through one of those that win most duels; neither in a draw."""
    if "pairwise" not in RULES[vote.method]:
        return None, ()
    beaten = duels([option.name for option in vote.options], ballots)
    if winner := next((one for one, others in beaten.items() if 0 < len(others) == len(beaten) - 1), None):
        return winner, ()
    most = max(len(others) for others in beaten.values())
    leading = {one for one, others in beaten.items() if len(others) == most}
    return None, next((circle for circle in cycles(beaten) if leading.intersection(circle)), ())


def said(vote: Vote, ballot: Ballot) -> Said:
    """What a ballot says of the vote's options."""
    options = {option.name for option in vote.options}
    marks = ballot.values
    if vote.method == "pairwise":
        pairs = [tuple(pair) for pair in marks]
        return {pair: 1 for pair in pairs if options.issuperset(pair)}
    if isinstance(marks, Mapping):
        return {option: mark for option, mark in marks.items() if option in options and mark}
    places = [option for option in marks if option in options][: vote.budget]
    return {option: vote.budget - place if vote.method == "rank" else 1 for place, option in enumerate(places)}


def _per_person(vote: Vote, ballots: Iterable[Ballot]) -> Weighted:
    return [(Fraction(1), said(vote, ballot)) for ballot in ballots]


def _per_delegation(vote: Vote, ballots: Sequence[Ballot]) -> Weighted:
    sizes = Counter(ballot.delegation for ballot in ballots)
    known = (ballot for ballot in ballots if ballot.delegation is not None)
    return [(Fraction(1, sizes[ballot.delegation]), said(vote, ballot)) for ballot in known]


def _results(vote: Vote, ballots: Weighted) -> tuple[Result, ...]:
    return tuple(_result(vote, rule, ballots) for rule in RULES[vote.method])


def _result(vote: Vote, rule: str, ballots: Weighted) -> Result:
    options = [option.name for option in vote.options]
    breaker = BREAKERS.get((vote.method, rule))
    scores = RULES[vote.method][rule](options, ballots)
    return Result(rule, _placed(vote.options, scores, breaker(options, ballots) if breaker else None))


def _placed(options: Sequence[Choice], scores: Scores, breakers: Scores | None) -> tuple[Row, ...]:
    worth = {name: (score, breakers[name] if breakers else Fraction(0)) for name, score in scores.items()}
    order = sorted((option.name for option in options), key=worth.__getitem__, reverse=True)
    alike = Counter(worth.values())
    better = {each: sum(other > each for other in worth.values()) for each in alike}
    return tuple(
        Row(name, scores[name], better[worth[name]] + 1, alike[worth[name]] > 1, breakers[name] if breakers else None)
        for name in order
    )


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
    return [_result(vote, next(iter(RULES[vote.method])), each).top for each in weighted]
