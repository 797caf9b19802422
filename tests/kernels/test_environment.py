"""Which changes of the environment a fork can take on."""

from __future__ import annotations

import os
import time

import pytest

from kit.kernels.environment import Difference, difference, take_on


def test_difference_holds_what_is_new_changed_and_missing() -> None:
    assert difference({"A": "1", "B": "2", "C": "3"}, {"A": "1", "B": "x", "D": "4"}) == Difference(
        {"B": "x", "D": "4"}, ("C",)
    )


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHASHSEED", "LD_PRELOAD", "LC_ALL", "LANG", "IPYTHONDIR", "HOME"])
def test_variable_that_only_a_new_interpreter_reads_is_named(name: str) -> None:
    assert difference({}, {name: "x", "OTHER": "y"}).read_at_start() == [name]
    assert difference({name: "x", "OTHER": "y"}, {}).read_at_start() == [name]


@pytest.mark.parametrize("name", ["QUERY_STRING", "LANGUAGES", "MY_PYTHONPATH", "HOMEPAGE", "TZ"])
def test_variable_that_a_fork_can_take_on_is_not_named(name: str) -> None:
    assert difference({}, {name: "x"}).read_at_start() == []


def test_time_zone_taken_on_is_the_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    try:
        take_on(Difference({"TZ": "Asia/Kathmandu"}))
        assert time.localtime(0).tm_gmtoff == 5.5 * 3600
        take_on(Difference(removed=("TZ",)))
        assert "TZ" not in os.environ
    finally:
        monkeypatch.undo()
        time.tzset()
