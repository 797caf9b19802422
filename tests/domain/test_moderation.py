"""Steps in sorting: whatever is done, an answer is in one group at most, and what was taken back was never done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kit.domain.moderation import OF_ANSWERS, OF_GROUPS, Sorted, Step, sorted_by, without

AT = datetime(2023, 2, 1, 9, tzinfo=UTC)
ENTRIES, GROUPS = ("a", "b", "c", "d"), ("g1", "g2")


def step(action: str, entries: str = "", group: str | None = None, words: str | None = None) -> Step:
    return Step(0, AT, "someone", action, dict.fromkeys(entries, 1), group, words)


STEPS = st.lists(
    st.builds(
        step,
        st.sampled_from((*OF_ANSWERS, *OF_GROUPS)),
        st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=3).map("".join),
        st.sampled_from(GROUPS),
        st.sampled_from(("Money", "Trust")),
    ),
    max_size=12,
)


def test_a_group_is_made_named_shown_and_gone_with_its_last_answer() -> None:
    done = [
        step("group", "ab", "g1", "Money"),
        step("show_group", group="g1"),
        step("rename", group="g1", words="Sums"),
    ]
    group = sorted_by(done).groups[0]
    assert (group.words, group.shown, group.entries) == ("Sums", True, ("a", "b"))
    assert sorted_by([*done, step("ungroup", "ab")]).groups == ()
    assert sorted_by([*done, step("group", "a", "g2", "Other")]).groups[0].entries == ("b",)
    assert without(sorted_by(done), ["a", "b"]) == Sorted()


def test_a_text_is_shown_in_the_version_that_was_read() -> None:
    read = Step(1, AT, None, "show", {"a": 3})
    assert sorted_by([read]).shown == {"a": 3}
    assert sorted_by([read, step("unshow", "a")]).shown == {}


@given(STEPS)
def test_an_answer_is_in_one_group_at_most_and_no_group_is_empty(steps: list[Step]) -> None:
    found = sorted_by(steps)
    held = [entry for group in found.groups for entry in group.entries]
    assert len(held) == len(set(held))
    assert all(group.entries and group.words for group in found.groups)


@given(STEPS, st.sets(st.integers(0, 11)))
def test_what_was_taken_back_was_never_done(steps: list[Step], undone: set[int]) -> None:
    marked = [replace(one, undone=place in undone) for place, one in enumerate(steps)]
    assert sorted_by(marked) == sorted_by([one for place, one in enumerate(steps) if place not in undone])


@given(STEPS, STEPS)
def test_two_who_sort_different_answers_do_not_disturb_one_another(ones: list[Step], others: list[Step]) -> None:
    """One after the other, or the other way round: the same groups, but for the order in which they were made."""
    renamed = {"a": "x", "b": "y", "c": "z", "d": "w", "g1": "h1", "g2": "h2"}
    theirs = [
        replace(s, entries={renamed[e]: v for e, v in s.entries.items()}, group=renamed[str(s.group)]) for s in others
    ]
    one, other = sorted_by([*ones, *theirs]), sorted_by([*theirs, *ones])
    assert set(one.groups) == set(other.groups)
    assert (one.shown, one.hidden) == (other.shown, other.hidden)
