"""A small group stays hidden, also from a reader who subtracts and who knows the rule."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.domain.suppress import MINIMUM, suppress


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([0, 7, 9], [0, 7, 9], 16),
        ([2, 7, 9], [None, None, 9], 18),
        ([0, 1, 6, 12], [0, None, None, 12], 19),
        ([1, 4, 9], [None, None, 9], 14),
        ([4, 4, 9], [None, None, None], 17),
        ([1, 1, 5, 5], [None, None, None, None], 12),
        ([4, 4], [None, None], None),
        ([4], [None], None),
        ([0, 0, 4], [None, None, None], None),
        ([], [], None),
    ],
)
def test_small_cells_are_hidden_with_as_many_others_as_it_takes(
    counts: list[int], shown: list[int | None], total: int | None
) -> None:
    made = suppress({str(place): count for place, count in enumerate(counts)})
    assert (list(made.cells.values()), made.total) == (shown, total)


@given(st.lists(st.integers(0, 14), min_size=1, max_size=6))
def test_no_count_under_five_is_shown_or_left_by_subtraction(counts: list[int]) -> None:
    made = suppress({str(place): count for place, count in enumerate(counts)})
    shown = [count for count in made.cells.values() if count is not None]
    assert all(count == 0 or count >= MINIMUM for count in shown)
    if made.total is not None and made.hidden:
        assert made.total - sum(shown) >= MINIMUM
        assert len(made.hidden) >= 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_every_hidden_cell_could_hold_another_number_by_all_that_is_shown(counts: list[int]) -> None:
    """The reader tries all tables with the shown total and applies the rule to each."""
    made = suppress({str(place): count for place, count in enumerate(counts)})
    if made.total is None or not made.hidden:
        return
    unknown = made.total - sum(count for count in made.cells.values() if count is not None)
    possible: dict[str, set[int]] = {name: set() for name in made.hidden}
    for guess in product(range(unknown + 1), repeat=len(made.hidden)):
        table = {name: count for name, count in made.cells.items() if count is not None}
        tried = dict.fromkeys(made.cells, 0) | table | dict(zip(made.hidden, guess, strict=True))
        if sum(guess) == unknown and suppress(tried) == made:
            for name, number in zip(made.hidden, guess, strict=True):
                possible[name].add(number)
    assert all(len(numbers) > 1 for numbers in possible.values())
