"""Where a delegation stands, in one word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kit.domain.pulse import Pulse

NOW = datetime(2023, 1, 31, 5, tzinfo=UTC)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("pulse", "vote", "stage"),
    [
        (Pulse(), False, "absent"),
        (Pulse(present=2), False, "waiting"),
        (Pulse(present=2, saved_at=ago(1)), False, "writing"),
        (Pulse(present=2, saved_at=ago(3)), False, "begun"),
        (Pulse(present=2, saved_at=ago(6)), False, "idle"),
        (Pulse(saved_at=ago(6)), False, "begun"),
        (Pulse(present=2, saved_at=ago(1), ready=True), False, "finished"),
        (Pulse(ready=True), False, "finished"),
        (Pulse(present=2, ballots=1), True, "begun"),
        (Pulse(present=2, ballots=2), True, "finished"),
        (Pulse(present=2, ballots=2), False, "begun"),
        (Pulse(ballots=0), True, "absent"),
    ],
)
def test_a_delegation_stands_where_its_signs_say(pulse: Pulse, vote: bool, stage: str) -> None:
    assert pulse.stage(NOW, vote=vote) == stage


def test_a_delegation_that_is_ready_may_still_be_writing() -> None:
    assert Pulse(present=1, saved_at=ago(1.9), ready=True).writing(NOW)
    assert not Pulse(present=1, saved_at=ago(2)).writing(NOW)
