"""Totals that are looked at again and again: no look beside any earlier one tells what a few have answered."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.domain.shown import Said, Told, changed, may_follow, show, shown, standing, told_from
from kit.domain.suppress import MINIMUM, Suppressed, suppress

CELLS = "abcd"
ANSWERS = (*CELLS, "a b", "b c d")
"""Of one question, whether one choice is asked or several."""
PEOPLE = st.integers(0, 30)
ROOM = st.dictionaries(PEOPLE, st.sampled_from(ANSWERS), max_size=31)
"""Person to their answer."""
STEPS = st.lists(st.dictionaries(PEOPLE, st.sampled_from((*ANSWERS, None)), max_size=8), max_size=12)
"""Who answers anew, or takes their answer back, before the next look."""

Answers = dict[int, str]


def said(room: Answers) -> Said:
    return Counter(room.values())


def looks(room: Answers, steps: list[dict[int, str | None]]) -> list[tuple[Answers, tuple[Told, ...]]]:
    """The room, and all that had been told, after each look."""
    seen = [(dict(room), show(said(room), CELLS))]
    for step in steps:
        room = {who: answer for who, answer in (room | step).items() if answer is not None}
        seen.append((dict(room), show(said(room), CELLS, seen[-1][1])))
    return seen


def numbers(row: Suppressed) -> dict[str, int]:
    """What is told by a row: its cells, and its total."""
    total = {} if row.total is None else {"total": row.total}
    return total | {name: count for name, count in row.cells.items() if count is not None}


TEN = dict(enumerate("aaaaabbbbb"))
THERE_AND_BACK = [dict.fromkeys(range(5), "b"), dict.fromkeys(range(6), "a")]
"""Five change their minds, then these five and one more: beside the first look it is one."""


@given(ROOM, STEPS)
@example(TEN, THERE_AND_BACK)
def test_two_looks_differ_by_nobody_or_by_five_people(room: Answers, steps: list[dict[int, str | None]]) -> None:
    told_in = {}
    for now, told in looks(room, steps):
        if told and told[-1].row not in [row for row, _ in told_in.values()]:
            told_in[len(told_in)] = (told[-1].row, now)
    for (_, before), (_, after) in combinations(told_in.values(), 2):
        assert sum(before.get(who) != after.get(who) for who in before.keys() | after.keys()) >= MINIMUM


@given(ROOM, STEPS)
@example(TEN, THERE_AND_BACK)
def test_no_number_differs_by_a_few_from_any_that_it_was(room: Answers, steps: list[dict[int, str | None]]) -> None:
    rows = [each.row for each in looks(room, steps)[-1][1]]
    for row in rows:
        assert len(row.hidden) != 1
        assert not any(0 < number < MINIMUM for number in numbers(row).values())
    for one, other in combinations(rows, 2):
        both = numbers(one).keys() & numbers(other).keys()
        moves = {name: numbers(other)[name] - numbers(one)[name] for name in both}
        assert not any(0 < abs(move) < MINIMUM for move in moves.values()), (one, other)
        # What a reader is left with for the cells that one of the two hides.
        left = moves.pop("total") - sum(moves.values())
        assert abs(left) not in range(1, MINIMUM), (one, other)


@given(ROOM, STEPS)
def test_what_was_told_is_what_stands_until_more_may_be_told(room: Answers, steps: list[dict[int, str | None]]) -> None:
    seen = looks(room, steps)
    for (_, before), (now, told) in pairwise(seen):
        assert told[: len(before)] == before
        assert shown(CELLS, told) == (told[-1].row if told else Suppressed(dict.fromkeys(CELLS), None))
        assert len(told) == len(before) or told[-1].said == said(now)


@settings(max_examples=40, deadline=None)
@given(*[st.tuples(*[st.integers(0, 9)] * 3)] * 3)
def test_whoever_knew_all_before_cannot_tell_a_hidden_count(
    first: tuple[int, ...], second: tuple[int, ...], then: tuple[int, ...]
) -> None:
    """A reader who knows the rule and every earlier number tries all tables with what is shown now."""
    cells = "abc"
    before: tuple[Told, ...] = ()
    for counts in (first, second):
        before = show(dict(zip(cells, counts, strict=True)), cells, before)
    now = show(dict(zip(cells, then, strict=True)), cells, before)
    if now == before or not now[-1].row.hidden:
        return
    row = now[-1].row
    possible: dict[str, set[int]] = {name: set() for name in row.hidden}
    unknown = (row.total or 0) - sum(count for count in row.cells.values() if count is not None)
    for guess in product(range(unknown + 1), repeat=len(possible)):
        tried = {name: count for name, count in row.cells.items() if count is not None}
        tried |= dict(zip(possible, guess, strict=True))
        if sum(guess) == unknown and show(tried, cells, before)[-1:] == (Told(row, tried),):
            for name, number in zip(possible, guess, strict=True):
                possible[name].add(number)
    assert all(len(numbers) > 1 for numbers in possible.values()), (before, now)


@given(st.lists(st.lists(st.sampled_from(["one", "other", "third", "fourth"]), max_size=12), max_size=8))
def test_texts_that_are_shown_differ_by_none_or_by_five(rooms: list[list[str]]) -> None:
    looks = [Counter(texts) for texts in rooms]
    stood = [standing(looks[:count]) for count in range(1, len(looks) + 1)]
    for one, other in combinations([texts for texts in stood if texts], 2):
        gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
        assert max(gone.total(), come.total()) not in range(1, MINIMUM)


@given(ROOM, STEPS)
def test_what_was_told_can_be_kept_as_plain_data(room: Answers, steps: list[dict[int, str | None]]) -> None:
    told = looks(room, steps)[-1][1]
    assert tuple(told_from(each.to_json()) for each in told) == told


def test_a_room_that_only_grows_is_shown_to_grow() -> None:
    told: tuple[Told, ...] = ()
    for count in range(0, 40, 5):
        told = show({"a": count, "b": count + 5}, "ab", told)
    assert numbers(told[-1].row) == {"a": 35, "b": 40, "total": 75}


def test_more_answers_never_take_the_bars_away() -> None:
    before = show({"a": 10, "b": 10, "c": 10}, "abc")
    assert show({"a": 11, "b": 11, "c": 15}, "abc", before) == before


def test_a_person_who_changes_their_mind_is_one_and_not_two() -> None:
    assert changed({"a": 7, "b": 7}, {"a": 6, "b": 8}) == 1
    assert changed({"a": 7}, {"a": 4, "b": 2}) == 3
    assert changed({"a b c d e": 1}, {"": 1}) == 1


@pytest.mark.parametrize(("now", "may"), [(0, True), (1, False), (4, False), (5, True)])
def test_what_comes_again_differs_from_each_before_by_nobody_or_by_five(now: int, may: bool) -> None:
    assert may_follow({"a": 10 + now}, [{"a": 10}, {"a": 30}]) == may


def test_choices_of_a_few_people_are_no_answers_of_many() -> None:
    ticked = {"a b c d": 3}
    assert suppress(dict.fromkeys(CELLS, 3)).total is None
    assert show(ticked | {"a": 1}, CELLS) == ()
