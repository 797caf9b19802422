"""Days on which a delegation's offices are closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.definitions import check_workshop, load_workshop
from kit.definitions.weekends import weekend_in, weekend_of

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023" / "workshop.yaml"


@pytest.mark.parametrize(
    ("territory", "days"),
    [("PK", {5, 6}), ("IN", {6}), ("IR", {4}), ("EG", {4, 5}), ("AF", {3, 4}), ("ZZ", {5, 6}), ("Kandy", {5, 6})],
)
def test_a_weekend_is_that_of_the_territory(territory: str, days: set[int]) -> None:
    assert weekend_in(territory) == days


def written(folder: Path, weekend: str) -> Path:
    words = EXAMPLE.read_text(encoding="utf-8").replace("currency: PKR", f"currency: PKR\n    weekend: {weekend}")
    (folder / "workshop.yaml").write_text(words, encoding="utf-8")
    return folder


def test_a_workshop_may_state_another_one(tmp_path: Path) -> None:
    assert weekend_of(load_workshop(written(tmp_path, "[Friday, saturday]")).delegation("PK")) == {4, 5}
    assert weekend_of(load_workshop(written(tmp_path, "sunday")).delegation("PK")) == {6}


def test_an_unknown_day_and_a_week_without_work_are_flawed(tmp_path: Path) -> None:
    (flaw,) = (flaw for flaw in check_workshop(written(tmp_path, "[fridey]")) if flaw.severity == "error")
    assert 'Did you mean "friday"?' in flaw.remedy
    week = "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"
    assert "weekend_whole_week" in {flaw.code for flaw in check_workshop(written(tmp_path, week))}
