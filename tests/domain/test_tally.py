"""A vote is counted fairly: nobody's name, place in the pile, or delegation's size tips it unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.domain.form import Choice
from kit.domain.tally import Ballot, Result, Tally, tally
from kit.domain.texts import text
from kit.domain.workshop import Vote

QUICK = settings(max_examples=60, deadline=None)
NAMES = ("training", "data", "youth", "funds", "trust")


def vote(method: str, **more: Any) -> Vote:
    """A vote on five options; three places or five dots."""
    options = tuple(Choice(name, text(name.title())) for name in NAMES)
    return Vote(text("What first?"), options, method, **{"budget": 3, "min_ballots": 1} | more)


def scores(results: tuple[Result, ...], rule: str) -> dict[str, Fraction]:
    """Option to score by one rule."""
    return {row.option: row.score for result in results if result.rule == rule for row in result.rows}


def places(results: tuple[Result, ...], rule: str) -> dict[str, int]:
    """Option to place by one rule."""
    return {row.option: row.place for result in results if result.rule == rule for row in result.rows}


def cast(*rankings: str, delegation: str = "BD") -> list[Ballot]:
    """Rankings written with the options' first letters: "tdy"."""
    by_letter = {"t": "training", "d": "data", "y": "youth", "f": "funds", "r": "trust"}
    return [Ballot(delegation, [by_letter[letter] for letter in ranking]) for ranking in rankings]


def test_ranking_counted_by_borda_first_choices_and_duels() -> None:
    counted = tally(vote("rank"), cast("tdy", "tdf", "dyt", "dty", "dft"))
    assert places(counted.by_person, "borda") == {"data": 1, "training": 2, "youth": 3, "funds": 4, "trust": 5}
    assert scores(counted.by_person, "borda")["data"] == 13
    assert scores(counted.by_person, "first") == {"training": 2, "data": 3, "youth": 0, "funds": 0, "trust": 0}
    assert counted.winner_of_all_duels == "data"


def test_condorcet_circle_has_no_winner_and_equal_places() -> None:
    counted = tally(vote("rank"), cast("tdy", "dyt", "ytd"))
    assert counted.winner_of_all_duels is None
    assert [places(counted.by_person, "pairwise")[name] for name in ("training", "data", "youth")] == [1, 1, 1]
    assert all(row.tied for row in counted.by_person[0].rows)


def test_tie_names_the_places_and_those_that_share_them_but_not_options_without_score() -> None:
    counted = tally(vote("dots"), [Ballot("BD", {"training": 2, "data": 1}), Ballot("IN", {"training": 1, "data": 2})])
    assert counted.shared == {1: ("training", "data")}
    assert counted.to_json()["shared_places"] == [{"place": 1, "options": ["training", "data"]}]
    assert tally(vote("dots"), [Ballot("BD", {"training": 2, "data": 1})]).shared == {}


def test_dots_counted_as_dots_and_as_voters() -> None:
    ballots = [Ballot("BD", {"training": 3}), Ballot("BD", {"data": 1, "training": 1}), Ballot("IN", {"data": 2})]
    counted = tally(vote("dots"), ballots)
    assert scores(counted.by_person, "dots")["training"] == 4
    assert scores(counted.by_person, "voters")["training"] == scores(counted.by_person, "voters")["data"] == 2
    assert scores(counted.by_person, "first")["training"] == Fraction(3, 2)


def test_large_delegation_decides_by_person_but_not_by_delegation() -> None:
    ballots = [*cast(*["tdy"] * 9), *cast("ydf", delegation="LK"), *cast("ydf", delegation="MV")]
    counted = tally(vote("rank"), ballots)
    assert places(counted.by_person, "first")["training"] == 1
    assert places(counted.by_delegation, "first")["youth"] == 1
    assert counted.changes_by_rule
    assert "BD" in counted.changes_without


def test_empty_ballot_is_an_abstention_and_weighs_nothing() -> None:
    with_empty = [*cast("tdy"), *cast("ydf", delegation="LK"), Ballot("LK", []), *cast("dty", delegation="IN")]
    counted = tally(vote("rank"), with_empty)
    without = tally(vote("rank"), [ballot for ballot in with_empty if ballot.values])
    assert (counted.ballots, counted.abstentions, counted.turnout) == (4, 1, {"BD": 1, "IN": 1, "LK": 2})
    assert counted.by_delegation == without.by_delegation


def test_too_few_ballots_that_say_something_hide_every_score() -> None:
    ballots = [*cast("tdy", "dty", "tyd", "ytd"), Ballot("BD", [])]
    counted = tally(vote("rank", min_ballots=5), ballots)
    assert counted.hidden
    assert counted.turnout == {"BD": 5}
    assert "score" not in json.dumps(counted.to_json())


def test_no_ballot_at_all_is_hidden_not_an_error() -> None:
    assert tally(vote("dots", min_ballots=0), []).hidden


def test_lone_voter_among_two_delegations_is_not_given_away_by_the_two_results() -> None:
    alone = tally(vote("rank"), [*cast("tdy", "dty", "tyd", "ytd"), *cast("frd", delegation="MV")])
    assert alone.by_person
    assert not alone.by_delegation
    assert not alone.changes_without


def test_json_of_a_tally_is_plain_and_labelled() -> None:
    told = json.loads(json.dumps(tally(vote("approve"), cast("td", "t")).to_json("bn")))
    assert told["by_person"][0]["rule"] == "voters"
    assert told["by_person"][0]["rows"][0] == {
        "option": "training", "label": "Training", "score": 2.0, "place": 1, "tied": False,
    }  # fmt: skip


RANKING = st.lists(st.sampled_from(NAMES), unique=True, max_size=3)
DOTS = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3), max_size=3)
DELEGATIONS = st.sampled_from(["BD", "IN", "LK", "MV"])


PLACES = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=3)
PAIRS = st.lists(st.permutations(NAMES).map(lambda names: names[:2]), unique_by=frozenset, max_size=10)
MARKS: dict[str, st.SearchStrategy[Any]] = {
    "dots": DOTS,
    "rank": RANKING,
    "approve": RANKING,
    "impact_effort": PLACES,
    "pairwise": PAIRS,
}


@st.composite
def votes(draw: st.DrawFn) -> tuple[Vote, list[Ballot]]:
    """A vote of any method and up to twelve ballots."""
    method = draw(st.sampled_from(sorted(MARKS)))
    return vote(method), draw(st.lists(st.builds(Ballot, DELEGATIONS, MARKS[method]), min_size=1, max_size=12))


def numbers(counted: Tally) -> Any:
    """Everything that a tally says."""
    return counted.to_json()


@QUICK
@given(votes(), st.randoms())
def test_order_of_ballots_changes_nothing(case: tuple[Vote, list[Ballot]], random: Any) -> None:
    asked, ballots = case
    shuffled = random.sample(ballots, len(ballots))
    assert numbers(tally(asked, shuffled)) == numbers(tally(asked, ballots))


@QUICK
@given(votes(), st.permutations(NAMES))
def test_renaming_options_renames_the_result_and_nothing_else(case: tuple[Vote, list[Ballot]], new: list[str]) -> None:
    asked, ballots = case
    renamed = dict(zip(NAMES, new, strict=True))
    others = [replace(ballot, values=_renamed(ballot.values, renamed)) for ballot in ballots]
    before, after = tally(asked, ballots), tally(asked, others)
    for one, other in zip(before.by_person + before.by_delegation, after.by_person + after.by_delegation, strict=True):
        assert {(renamed[row.option], row.score, row.place, row.tied) for row in one.rows} == {
            (row.option, row.score, row.place, row.tied) for row in other.rows
        }
    assert before.changes_without == after.changes_without


def _renamed(values: Any, names: dict[str, str]) -> Any:
    if isinstance(values, dict):
        return {names[option]: dots for option, dots in values.items()}
    return [names[each] if isinstance(each, str) else [names[option] for option in each] for each in values]


@QUICK
@given(votes(), DELEGATIONS, st.integers(2, 4))
def test_copies_of_a_delegation_do_not_change_the_result_by_delegation(
    case: tuple[Vote, list[Ballot]], delegation: str, copies: int
) -> None:
    asked, ballots = case
    more = [ballot for ballot in ballots for _ in range(copies if ballot.delegation == delegation else 1)]
    before, after = tally(asked, ballots), tally(asked, more)
    if before.by_delegation and after.by_delegation:
        assert before.by_delegation == after.by_delegation


@QUICK
@given(votes())
def test_equal_scores_share_a_place_and_better_scores_stand_before(case: tuple[Vote, list[Ballot]]) -> None:
    counted = tally(*case)
    for result in counted.by_person + counted.by_delegation:
        for row in result.rows:
            worth = (row.score, row.breaker or 0)
            assert row.place == 1 + sum((other.score, other.breaker or 0) > worth for other in result.rows)
            assert row.tied == (sum((other.score, other.breaker or 0) == worth for other in result.rows) > 1)
        assert all(len(options) > 1 for options in result.shared.values())
        named = {option for options in result.shared.values() for option in options}
        assert named == {row.option for row in result.rows if row.tied} & result.top


@pytest.mark.parametrize("method", ["dots", "rank", "approve"])
def test_options_that_nobody_told_apart_are_tied_by_every_rule(method: str) -> None:
    values: Any = dict.fromkeys(NAMES, 1) if method == "dots" else list(NAMES)
    mirrored: Any = values if method == "dots" else list(reversed(NAMES))
    counted = tally(vote(method, budget=5), [Ballot("BD", values), Ballot("IN", mirrored)])
    tied = [row.tied for result in counted.by_person if result.rule != "first" for row in result.rows]
    assert all(tied)
