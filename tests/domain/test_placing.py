"""Votes by impact and effort, and by pairs: placed where people put it, and nothing made up where they disagree."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from statistics import median as plain_median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tally import DELEGATIONS, NAMES, PAIRS, PLACES, RANKING, places, scores, vote

from kit.domain.entry import Refused
from kit.domain.marks import check_marks
from kit.domain.placing import field_of, median
from kit.domain.tally import Ballot, tally

QUICK = settings(max_examples=50, deadline=None)
MARK = st.integers(1, 5)


def pairs(*chosen: str) -> list[list[str]]:
    """Pairs written with the options' first letters, the preferred one first: "td"."""
    by_letter = {"t": "training", "d": "data", "y": "youth", "f": "funds", "r": "trust"}
    return [[by_letter[letter] for letter in pair] for pair in chosen]


def test_option_lies_at_its_medians_and_much_impact_with_little_effort_comes_first() -> None:
    ballots = [
        Ballot("BD", {"training": [5, 1], "data": [4, 5]}),
        Ballot("BD", {"training": [4, 2], "data": [5, 4]}),
        Ballot("IN", {"training": [1, 5], "data": [4, 4], "funds": [1, 1]}),
    ]
    counted = tally(vote("impact_effort"), ballots)
    placed = {each.option: each for each in counted.placed_by_person}
    assert (placed["training"].impact, placed["training"].effort, placed["training"].people) == (4, 2, 3)
    assert [placed[name].field for name in ("training", "data", "funds")] == ["quick_wins", "big_projects", "fill_ins"]
    assert "trust" not in placed
    assert scores(counted.by_person, "median") == {"training": 8, "data": 6, "funds": 6, "youth": 0, "trust": 0}
    assert scores(counted.by_person, "quick_wins")["training"] == 2
    assert not counted.placed_by_delegation  # two delegations, one voter in one of them: it would tell that ballot


def test_large_delegation_does_not_move_the_place_by_delegation() -> None:
    many = [Ballot("BD", {"data": [5, 1]}) for _ in range(9)]
    others = [Ballot(code, {"data": [1, 5]}) for code in ("IN", "LK", "MV")]
    counted = tally(vote("impact_effort"), many + others)
    assert [each.field for each in (*counted.placed_by_person, *counted.placed_by_delegation)] == [
        "quick_wins",
        "think_twice",
    ]
    assert counted.to_json()["placed_by_delegation"][0]["impact"] == 1.0


@QUICK
@given(st.lists(MARK, min_size=1, max_size=9), st.integers(1, 5))
def test_median_of_equal_weights_is_the_usual_one(numbers: list[int], share: int) -> None:
    assert median([(Fraction(1, share), number) for number in numbers]) == Fraction(plain_median(numbers))


@QUICK
@given(MARK, MARK)
def test_every_place_is_in_one_field_and_its_mirror_in_the_other(impact: int, effort: int) -> None:
    less = field_of(impact, effort) in ("quick_wins", "fill_ins")
    assert less == (effort <= 3)
    assert (field_of(impact, effort) in ("quick_wins", "big_projects")) == (impact >= 3)


@QUICK
@given(st.lists(st.tuples(DELEGATIONS, PLACES), min_size=1, max_size=8))
def test_more_impact_or_less_effort_never_lowers_an_option(cast: list[tuple[str, Any]]) -> None:
    def improved(marks: Any) -> Any:
        return {name: (min(impact + 1, 5), max(effort - 1, 1)) for name, (impact, effort) in marks.items()}

    better = [(code, improved(marks)) for code, marks in cast]
    before, after = (tally(vote("impact_effort"), [Ballot(*each) for each in some]) for some in (cast, better))
    for one, other in zip(before.by_person, after.by_person, strict=True):
        raised = {row.option: row.score for row in other.rows}
        assert all(raised[row.option] >= row.score for row in one.rows)


def test_winner_of_all_pairs_is_named_and_equal_duels_are_put_in_order() -> None:
    ballots = [Ballot("BD", pairs("td", "ty", "dy")), Ballot("IN", pairs("td", "yt", "dy")), Ballot("LK", pairs("ty"))]
    counted = tally(vote("pairwise"), ballots)
    assert counted.winner_of_all_duels is None  # trust and funds were compared by nobody: drawn, not won
    wanted = Ballot("LK", pairs("tf", "tr"))
    counted = tally(vote("pairwise"), [*ballots, wanted])
    assert counted.winner_of_all_duels == "training"
    assert not counted.circle
    assert places(counted.by_person, "pairwise")["training"] == 1


def test_circle_is_said_and_single_comparisons_order_it() -> None:
    rest = [f"{one}{other}" for one in "tdy" for other in "fr"]
    ballots = [Ballot("BD", pairs("td", "dy", *rest)), Ballot("IN", pairs("dy", "yt", *rest))]
    ballots += [Ballot("LK", pairs("td", "yt")), Ballot("MV", pairs("yt"))]
    counted = tally(vote("pairwise"), ballots)
    assert counted.winner_of_all_duels is None
    assert set(counted.circle) == {"training", "data", "youth"}
    beats = dict(zip(counted.circle, (*counted.circle[1:], counted.circle[0]), strict=True))
    assert beats == {"training": "data", "data": "youth", "youth": "training"}
    assert len({score for name, score in scores(counted.by_person, "pairwise").items() if name in counted.circle}) == 1
    assert places(counted.by_person, "pairwise")["youth"] == 1


@QUICK
@given(st.lists(st.tuples(DELEGATIONS, RANKING.filter(lambda order: len(order) > 1)), min_size=1, max_size=8))
def test_pairs_of_complete_rankings_give_the_duels_of_the_rankings(cast: list[tuple[str, list[str]]]) -> None:
    full = [(code, [*order, *(name for name in NAMES if name not in order)]) for code, order in cast]
    as_pairs = [Ballot(code, [list(pair) for pair in combinations(order, 2)]) for code, order in full]
    ranked = tally(vote("rank", budget=5), [Ballot(code, order) for code, order in full])
    paired = tally(vote("pairwise"), as_pairs)
    assert scores(ranked.by_person, "pairwise") == scores(paired.by_person, "pairwise")
    assert places(ranked.by_person, "borda") == places(paired.by_person, "comparisons")
    assert ranked.winner_of_all_duels == paired.winner_of_all_duels


@pytest.mark.parametrize(
    ("method", "marks", "code"),
    [
        ("impact_effort", {"data": [4, None]}, "store.ballot_half"),
        ("impact_effort", {"data": [4, 6]}, "store.malformed"),
        ("impact_effort", {"data": [True, 2]}, "store.malformed"),
        ("impact_effort", {"data": 4}, "store.malformed"),
        ("impact_effort", {"nobody": [1, 1]}, "store.ballot_option"),
        ("impact_effort", [["data", "youth"]], "store.malformed"),
        ("pairwise", [["data", "data"]], "store.malformed"),
        ("pairwise", [["data", "youth"], ["youth", "data"]], "store.malformed"),
        ("pairwise", [["data", "nobody"]], "store.ballot_option"),
        ("pairwise", ["data"], "store.malformed"),
        ("pairwise", {"data": 1}, "store.malformed"),
    ],
)
def test_marks_that_the_vote_does_not_allow_are_refused(method: str, marks: Any, code: str) -> None:
    with pytest.raises(Refused) as caught:
        check_marks(vote(method), marks)
    assert caught.value.code == code


@QUICK
@given(PLACES, PAIRS)
def test_marks_that_a_ballot_can_hold_are_kept_as_they_are(places_: Any, pairs_: Any) -> None:
    placed = {name: list(at) for name, at in places_.items()}
    assert check_marks(vote("impact_effort"), {**placed, "trust": placed.get("trust", [None, None])}) == placed
    assert check_marks(vote("pairwise"), pairs_) == [list(pair) for pair in pairs_]
