"""The advice follows from what was measured, by hand-worked numbers."""

from __future__ import annotations

import pytest

from kit.live.rehearsal.advice import Cost, Machine, Use, advise
from kit.live.rehearsal.report import Times

MB = 10**6
LAPTOP = Machine(processors=2, memory_bytes=8000 * MB, available_bytes=2800 * MB)


def use(join: float = 0.1, save: float = 0.01, *, server: float = 0.0, megabytes: int = 10) -> Use:
    return Use(Cost(server, join), Cost(server, save), megabytes * MB, 200 * MB)


def test_memory_is_shared_after_a_tenth_is_left_for_the_rest_of_the_machine() -> None:
    assert advise(LAPTOP, use(), rehearsed=20, succeeded=20, pause_seconds=3).by_memory == 200


@pytest.mark.parametrize(("server", "most"), [(0.0, 600), (0.06, 500)])
def test_joining_is_held_up_by_the_server_s_one_thread_or_by_all_processors(server: float, most: int) -> None:
    found = advise(LAPTOP, use(join=0.1, server=server), rehearsed=20, succeeded=20, pause_seconds=3)
    assert found.by_joining == most


@pytest.mark.parametrize(
    ("rehearsed", "save", "most"),
    [
        (20, 0.01, 420),  # 2.1 s of work allowed in 3 s: 0.005 s each on two processors
        (40, 0.3, 14),  # overloaded in the rehearsal itself
        (5, 0.42, 7),  # fewer than are told together: cost grows with their number, sqrt(10 * 5)
        (10, 0.01, 210),  # twice the cost once 20 are told together
    ],
)
def test_saving_grows_dearer_with_the_number_until_saves_are_told_together(
    rehearsed: int, save: float, most: int
) -> None:
    found = advise(LAPTOP, use(save=save), rehearsed=rehearsed, succeeded=rehearsed, pause_seconds=3)
    assert found.by_saving == pytest.approx(most, abs=1)


def test_the_smallest_limit_is_advised() -> None:
    assert advise(LAPTOP, use(), rehearsed=20, succeeded=20, pause_seconds=3).participants == 200


def test_no_more_are_advised_than_succeeded_when_some_failed() -> None:
    assert advise(LAPTOP, use(), rehearsed=20, succeeded=17, pause_seconds=3).participants == 17


def test_nothing_measured_advises_nobody_who_failed() -> None:
    found = advise(LAPTOP, Use(None, None, None, 1), rehearsed=3, succeeded=0, pause_seconds=3)
    assert (found.participants, found.by_memory, found.by_joining, found.by_saving) == (0, None, None, None)


def test_ninety_five_percent_is_the_nearest_rank() -> None:
    times = Times.of([float(n) for n in range(1, 21)])
    assert (times.median, times.p95, times.slowest, times.count) == (10.5, 19.0, 20.0, 20)


def test_no_measurement_has_no_median() -> None:
    assert Times.of([]) == Times(0, None, None, None)
