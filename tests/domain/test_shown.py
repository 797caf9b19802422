"""Totals that are looked at again and again: no look beside an earlier one tells what a few have answered."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.domain.shown import Shown, changed, show, shown_from
from kit.domain.suppress import MINIMUM

ANSWERS = "abcd"
ROOM = st.dictionaries(st.integers(0, 30), st.sampled_from(ANSWERS), max_size=31)
"""Person to their answer."""
STEPS = st.lists(st.dictionaries(st.integers(0, 30), st.sampled_from((*ANSWERS, None)), max_size=8), max_size=12)
"""Who answers anew, or takes their answer back, before the next look."""


def counts(room: dict[int, str]) -> dict[str, int]:
    given_ = Counter(room.values())
    return {answer: given_[answer] for answer in ANSWERS}


def looks(room: dict[int, str], steps: list[dict[int, str | None]]) -> list[tuple[dict[int, str], Shown]]:
    """The room and what was shown at each look."""
    seen = [(dict(room), show(counts(room)))]
    for step in steps:
        room = {who: answer for who, answer in (room | step).items() if answer is not None}
        seen.append((dict(room), show(counts(room), seen[-1][1])))
    return seen


@given(ROOM, STEPS)
def test_what_is_shown_stays_until_five_people_have_changed_it(
    room: dict[int, str], steps: list[dict[int, str | None]]
) -> None:
    seen = looks(room, steps)
    behind = seen[0][0]
    for (_, before), (now, shown) in pairwise(seen):
        if shown == before:
            continue
        if before.row.total is not None:
            assert sum(behind.get(who) != now.get(who) for who in behind.keys() | now.keys()) >= MINIMUM
        behind = now


@given(ROOM, STEPS)
def test_no_count_moves_by_a_few_however_often_one_looks(
    room: dict[int, str], steps: list[dict[int, str | None]]
) -> None:
    last: dict[str, int] = {}
    for _, shown in looks(room, steps):
        assert len(shown.row.hidden) != 1
        told = {name: count for name, count in shown.row.cells.items() if count is not None}
        for name, count in told.items() if shown.row.total is not None else ():
            assert count == 0 or count >= MINIMUM
            assert abs(count - last.get(name, count)) not in range(1, MINIMUM)
            last[name] = count


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.integers(0, 9)] * 3), st.tuples(*[st.integers(0, 9)] * 3))
def test_whoever_knew_all_before_cannot_tell_a_hidden_count(first: tuple[int, ...], then: tuple[int, ...]) -> None:
    """A reader who knows the rule and every earlier number tries all tables with what is shown now."""
    before = show(dict(zip("abc", first, strict=True)))
    now = show(dict(zip("abc", then, strict=True)), before)
    if now == before or now.row.total is None or not now.row.hidden:
        return
    possible: dict[str, set[int]] = {name: set() for name in now.row.hidden}
    unknown = now.row.total - sum(count for count in now.row.cells.values() if count is not None)
    for guess in product(range(unknown + 1), repeat=len(possible)):
        tried = {name: count for name, count in now.row.cells.items() if count is not None}
        tried |= dict(zip(possible, guess, strict=True))
        if sum(guess) == unknown and show({name: tried[name] for name in "abc"}, before).row == now.row:
            for name, number in zip(possible, guess, strict=True):
                possible[name].add(number)
    assert all(len(numbers) > 1 for numbers in possible.values()), (before, now)


@given(ROOM, STEPS)
def test_what_was_shown_can_be_kept_as_plain_data(room: dict[int, str], steps: list[dict[int, str | None]]) -> None:
    last = looks(room, steps)[-1][1]
    assert shown_from(last.to_json()) == last


def test_a_person_who_changes_their_mind_is_one_and_not_two() -> None:
    assert changed({"a": 7, "b": 7}, {"a": 6, "b": 8}) == 1
    assert changed({"a": 7}, {"a": 4, "b": 2}) == 3
