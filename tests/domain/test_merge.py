"""Merging, by property: order and resends do not matter, and nothing that was accepted is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kit.domain.entry import Change
from kit.domain.merge import Merged, Revision, answers_at, merge

QUESTIONS = ("title", "why", "need", "cost")
PEOPLE = ("ann", "asif", "lal", None)


def change(base: int, /, resolves: tuple[str, ...] = (), deleted: bool | None = None, **values: Any) -> Change:
    return Change("c", "e", "f", base, values, resolves=resolves, deleted=deleted)


def merged(*steps: tuple[Change, str | None]) -> Merged:
    state = Merged()
    for step, by in steps:
        state = merge(state, step, by)
    return state


steps = st.lists(
    st.tuples(
        st.builds(
            lambda back, values, resolves: (back, values, resolves),
            st.integers(0, 4),
            st.dictionaries(st.sampled_from(QUESTIONS), st.integers(0, 3) | st.none(), max_size=3),
            st.lists(st.sampled_from(QUESTIONS), max_size=1),
        ),
        st.sampled_from(PEOPLE),
    ),
    max_size=12,
)


@given(st.permutations(QUESTIONS), st.lists(st.sampled_from(PEOPLE), min_size=4, max_size=4))
def test_merge_of_different_questions_is_the_same_in_any_order(order: list[str], people: list[str | None]) -> None:
    start = merged((change(0, title="old"), "ann"))
    writers = dict(zip(QUESTIONS, people, strict=True))
    state = start
    for name in order:
        state = merge(state, change(1, **{name: f"new {name}"}), writers[name])
    assert state.values == {name: f"new {name}" for name in QUESTIONS}
    assert state.conflicts == ()


@given(steps)
def test_merge_loses_no_value_that_was_accepted(history: list[Any]) -> None:
    state, kept = Merged(), []
    for (back, values, resolves), by in history:
        step = change(max(0, state.version - back), resolves=tuple(resolves), **values)
        state = merge(state, step, by)
        kept.append(Revision("e", state.version, "c", step.base, datetime.now(UTC), by, step.values))
        assert state.version == len(kept)
    assert answers_at(kept, state.version) == state.values
    said = {(name, value) for revision in kept for name, value in revision.values.items()}
    for conflict in state.conflicts:
        assert conflict.kept == state.values.get(conflict.question) != conflict.other
        assert (conflict.question, conflict.other) in said


@given(steps)
def test_merge_overwrites_nothing_unseen_without_a_conflict(history: list[Any]) -> None:
    state = Merged()
    for (back, values, resolves), by in history:
        base, before = max(0, state.version - back), state
        state = merge(state, change(base, resolves=tuple(resolves), **values), by)
        for name, value in values.items():
            last = before.stamps.get(name)
            unseen = last is not None and last.version > base and (last.by != by or by is None)
            if unseen and name not in resolves and before.values.get(name) != value:
                assert any(c.question == name and c.other == before.values.get(name) for c in state.conflicts)


def test_conflict_shows_both_values_until_it_is_resolved() -> None:
    state = merged((change(0, title="A"), "ann"), (change(0, title="B"), "asif"))
    (conflict,) = state.conflicts
    assert (conflict.kept, conflict.other, conflict.by, conflict.version) == ("B", "A", "ann", 1)
    later = merge(state, change(2, why="x"), "lal")
    assert later.conflicts == (conflict,)
    assert merge(later, change(3, ("title",)), "lal").conflicts == ()
    chosen = merge(later, change(3, ("title",), title="A"), "lal")
    assert (chosen.values["title"], chosen.conflicts) == ("A", ())


def test_conflict_ends_where_both_say_the_same() -> None:
    assert merged((change(0, title="A"), "ann"), (change(0, title="A"), "asif")).conflicts == ()
    settled = merged((change(0, title="A"), "ann"), (change(0, title="B"), "asif"), (change(2, title="A"), "asif"))
    assert settled.conflicts == ()


def test_own_change_sent_before_the_answer_to_the_one_before_is_no_conflict() -> None:
    state = merged((change(0, title="A"), "ann"), (change(0, title="AB"), "ann"))
    assert (state.values["title"], state.conflicts) == ("AB", ())


def test_two_typing_at_once_leave_one_conflict_between_their_last_words() -> None:
    typed = [(change(0, title="A" * n), "ann") for n in (1, 2)]
    other = [(change(0, title="B" * n), "asif") for n in (1, 2)]
    state = merged(typed[0], other[0], typed[1], other[1])
    assert [(c.kept, c.other, c.by) for c in state.conflicts] == [("BB", "AA", "ann")]


def test_conflict_of_staff_without_a_person_is_kept_too() -> None:
    state = merged((change(0, title="A"), None), (change(0, title="B"), None))
    assert [(c.kept, c.other) for c in state.conflicts] == [("B", "A")]


def test_three_values_of_three_people_are_all_kept() -> None:
    for order in permutations((("A", "ann"), ("B", "asif"), ("C", "lal"))):
        state = merged(*((change(0, title=value), by) for value, by in order))
        assert {state.values["title"], *(c.other for c in state.conflicts)} == {"A", "B", "C"}


def test_change_that_did_not_see_the_deletion_brings_the_entry_back() -> None:
    gone = merged((change(0, title="A"), "ann"), (change(1, deleted=True), "ann"))
    assert gone.deleted
    assert not merge(gone, change(1, title="B"), "asif").deleted
    assert merge(gone, change(2, title="B"), "asif").deleted
    assert not merge(gone, change(2, deleted=False), "asif").deleted


def test_base_above_the_version_counts_as_having_seen_nothing() -> None:
    assert merged((change(0, title="A"), "ann"), (change(7, title="B"), "asif")).conflicts


def test_cleared_answer_is_gone_and_in_the_history() -> None:
    state = merged((change(0, title="A"), "ann"), (change(1, title=None), "ann"))
    assert state.values == {}
