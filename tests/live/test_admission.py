"""The cap and the queue, with a clock in the test's hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.live import admission_memory
from kit.live.admission import Admission
from kit.live.admission_memory import (
    KERNEL_BYTES,
    LEAST,
    LIMIT_VARIABLE,
    allowance,
    available_bytes,
    bytes_for_kernels,
    kernels_that_fit,
)


class Hall:
    """Two kernels at most; the test counts kernels and seconds."""

    def __init__(self, limit: int = 2) -> None:
        self.kernels, self.now = 0, 0.0
        self.admission = Admission(lambda: self.kernels, limit, lambda: self.now)

    def starts(self, person: str, *, at_once: bool = False) -> bool:
        place = self.admission.enter(person, at_once=at_once)
        if place is None:
            return False
        self.kernels += 1
        place.release()
        return True


def test_nobody_waits_below_the_cap() -> None:
    hall = Hall()
    assert [hall.starts("ann"), hall.starts("ben")] == [True, True]
    assert hall.admission.waiting == 0


def test_who_comes_past_the_cap_has_a_place_in_the_order_of_arrival() -> None:
    hall = Hall()
    assert [hall.starts(person) for person in ("ann", "ben", "cyn", "dev")] == [True, True, False, False]
    assert [hall.admission.ask(person) for person in ("dev", "cyn")] == [2, 1]


def test_a_free_place_goes_to_the_first_and_to_no_newcomer() -> None:
    hall = Hall()
    for person in ("ann", "ben", "cyn", "dev"):
        hall.starts(person)
    hall.kernels -= 1
    assert not hall.starts("eve")
    assert not hall.starts("dev")
    assert hall.admission.may_enter(hall.admission.ask("cyn"))
    assert hall.starts("cyn")
    assert [hall.admission.ask(person) for person in ("dev", "eve")] == [1, 2]


def test_two_free_places_let_the_second_in_before_the_first_has_come() -> None:
    hall = Hall()
    for person in ("ann", "ben", "cyn", "dev", "eve"):
        hall.starts(person)
    hall.kernels -= 2
    assert hall.starts("dev")
    assert not hall.starts("eve")
    assert hall.starts("cyn")


def test_those_who_run_the_workshop_never_wait() -> None:
    hall = Hall()
    hall.kernels = 7
    assert hall.starts("facilitator", at_once=True)
    assert hall.admission.waiting == 0


def test_a_kernel_that_is_starting_counts() -> None:
    hall = Hall()
    first, second = hall.admission.enter("ann"), hall.admission.enter("ben")
    assert first
    assert second
    assert hall.admission.enter("cyn") is None
    with first:
        pass
    assert hall.admission.enter("cyn")


@pytest.mark.parametrize(("seconds", "waiting"), [(19, 1), (21, 0)])
def test_a_page_that_no_longer_asks_gives_up_its_place_after_twenty_seconds(seconds: float, waiting: int) -> None:
    hall = Hall(limit=1)
    hall.starts("ann")
    hall.starts("ben")
    hall.now += seconds
    assert hall.admission.waiting == waiting


def test_asking_again_keeps_the_place_and_coming_back_late_means_the_end() -> None:
    hall = Hall(limit=1)
    for person in ("ann", "ben", "cyn"):
        hall.starts(person)
    hall.now += 15
    hall.admission.ask("cyn")
    hall.now += 15
    assert [hall.admission.ask(person) for person in ("cyn", "ben")] == [1, 2]


def test_who_leaves_no_longer_waits() -> None:
    hall = Hall(limit=1)
    for person in ("ann", "ben", "cyn"):
        hall.starts(person)
    hall.admission.leave("ben")
    assert hall.admission.ask("cyn") == 1


def test_memory_decides_the_cap() -> None:
    assert kernels_that_fit(4_000_000_000, 40_000_000) == 100
    assert kernels_that_fit(100 * KERNEL_BYTES) == 100


def test_a_tenth_of_the_memory_is_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_memory, "available_bytes", lambda: 4_800_000_000)
    monkeypatch.setattr(admission_memory.psutil, "virtual_memory", lambda: SimpleNamespace(total=8_000_000_000))
    assert bytes_for_kernels() == 4_000_000_000


def test_ten_are_let_in_however_little_memory_there_is() -> None:
    assert kernels_that_fit(-1_000_000_000) == kernels_that_fit(1) == LEAST == 10


def test_kernels_that_have_grown_are_allowed_for_and_those_that_ended_are_not() -> None:
    code = f"filled = b'x' * {3 * KERNEL_BYTES}; print(flush=True); input()"
    grown = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with grown:
        assert grown.stdout
        grown.stdout.readline()
        assert 3.6 * KERNEL_BYTES < allowance([grown.pid, ended.pid]) < 3.6 * KERNEL_BYTES + 24_000_000
        grown.communicate(b"\n")
    assert allowance([ended.pid]) == allowance([]) == KERNEL_BYTES


def test_the_operator_s_cap_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT_VARIABLE, "3")
    assert kernels_that_fit() == 3


@pytest.mark.parametrize("chosen", ["0", "-1", "many"])
def test_a_cap_that_is_no_number_is_refused_in_words(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT_VARIABLE, chosen)
    with pytest.raises(ValueError, match="must be a whole number"):
        kernels_that_fit()


@pytest.mark.parametrize(("limit", "expected"), [("3000000", 2_000_000), ("max", None)])
def test_a_container_s_own_limit_is_kept(limit: str, expected: int | None, tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text(f"{limit}\n")
    (tmp_path / "memory.current").write_text("1000000\n")
    found = available_bytes(tmp_path)
    assert found == expected if expected else found > 10_000_000
