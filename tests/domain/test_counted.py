"""A vote that is opened again: no result beside an earlier one tells what a few ballots say."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.domain.counted import Look, differs, is_news, standing
from kit.domain.form import Choice
from kit.domain.tally import Ballot, tally
from kit.domain.texts import text
from kit.domain.workshop import Vote

OPTIONS = tuple(Choice(name, text(name)) for name in "abc")
VOTERS = st.integers(0, 11)
MARKS = st.sampled_from([(), ("a",), ("b",), ("a", "b"), ("b", "a"), ("c", "a")])
ROOM = st.dictionaries(VOTERS, MARKS, max_size=12)
STEPS = st.lists(st.dictionaries(VOTERS, MARKS, max_size=7), max_size=8)
"""Who casts or changes a ballot before the next look."""

Marked = dict[int, tuple[str, ...]]


def vote(method: str = "approve", min_ballots: int = 5) -> Vote:
    return Vote(text("Which?"), OPTIONS, method, budget=2, min_ballots=min_ballots)


def ballots(room: Marked) -> Look:
    return [Ballot("BD" if who % 2 else "LK", list(marks), f"c{who}") for who, marks in sorted(room.items())]


def looks(asked: Vote, room: Marked, steps: list[Marked]) -> list[Look]:
    """The ballots of each result that was shown, one look after each step."""
    told: list[Look] = []
    for step in [{}, *steps]:
        room = room | step
        if is_news(asked, ballots(room), told):
            told.append(ballots(room))
        assert standing(asked, ballots(room), told) in (told or [ballots(room)])
    return told


SIX = dict.fromkeys(range(6), ("a",))
THERE_AND_BACK = [dict.fromkeys(range(5), ("b",)), dict.fromkeys(range(5), ("a",)) | {5: ("c", "a")}]

OTHERS_HAVE_CHANGED_PLACES = [dict.fromkeys(range(1, 6), ("c", "a")), SIX | {2: ("b",)}]
"""The result is that of the first look, but two of its ballots are not."""


@settings(deadline=None)
@given(ROOM, STEPS, st.sampled_from(["approve", "rank"]), st.integers(1, 9))
@example(SIX, THERE_AND_BACK, "approve", 5)
@example(SIX, [{0: ("a", "b")}], "rank", 5)
@example(SIX | {0: ("b",)}, OTHERS_HAVE_CHANGED_PLACES, "approve", 5)
def test_results_that_were_shown_differ_by_as_many_ballots_as_a_result_needs(
    room: Marked, steps: list[Marked], method: str, fewest: int
) -> None:
    asked = vote(method, fewest)
    for one, other in combinations(looks(asked, room, steps), 2):
        assert not tally(asked, one).hidden
        for numbered in (False, True):
            before, after = (
                Counter(says(ballot, method, numbered=numbered) for ballot in look) for look in (one, other)
            )
            apart = max((before - after).total(), (after - before).total())
            assert apart == 0 or apart >= min(5, fewest)


def says(ballot: Ballot, method: str, *, numbered: bool) -> str:
    """A ballot as a result has it, in which the order of ticks is nothing; or with its number, as a record has it."""
    marks = ballot.values if method == "rank" else sorted(ballot.values)
    return f"{ballot.code if numbered else ''} {ballot.delegation} {marks}"


@pytest.mark.parametrize(("late", "counted"), [(0, 6), (1, 6), (4, 6), (5, 11)])
def test_result_that_was_shown_stands_until_five_ballots_have_come(late: int, counted: int) -> None:
    shown = [ballots(SIX)]
    room = ballots(SIX | {6 + each: ("b",) for each in range(late)})
    assert len(standing(vote(), room, shown)) == counted
    assert differs(vote(), room, shown[0]) == bool(late)


def test_two_who_change_places_change_neither_the_result_nor_the_record() -> None:
    room = SIX | {0: ("b",)}
    swapped = SIX | {2: ("b",)}
    assert standing(vote(), ballots(swapped), [ballots(room)]) == ballots(room)


def test_vote_whose_result_was_never_shown_is_free() -> None:
    assert len(standing(vote(), ballots(SIX), [])) == 6
    assert is_news(vote(), ballots(SIX), [])


def test_small_room_that_may_be_counted_may_change_its_mind() -> None:
    three = dict.fromkeys(range(3), ("a",))
    now = ballots(three | {0: ("b",)})
    assert standing(vote(min_ballots=1), now, [ballots(three)]) == now
    assert standing(vote(min_ballots=2), now, [ballots(three)]) == ballots(three)
    assert not is_news(vote(), ballots(three), [])
