"""What a mark says of the wall is checked when it is read: what is not known today is the question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.wall import MOST_PAGES, VIEWS, Turn, is_clock, turn_from

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(VIEWS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(tuple(Turn().to_json())), inner),
    max_leaves=8,
)


@given(JSON)
def test_any_value_is_a_turn(value: Any) -> None:
    turn = turn_from(value)
    assert turn.view in VIEWS
    assert 0 <= turn.page <= MOST_PAGES
    assert turn.until == "" or is_clock(turn.until)
    assert turn_from(turn.to_json()) == turn


@pytest.mark.parametrize("words", ["24:00", "9:30", "11:60", "11:15\n", "১১:১৫", ""])
def test_other_words_are_no_time_of_day(words: str) -> None:
    assert not is_clock(words)


def test_a_turn_is_read_as_it_was_written() -> None:
    turn = Turn("result", "barrier.type", page=2, alone=True, number=7)
    assert turn_from(turn.to_json()) == turn
    assert is_clock("23:59")
