"""Bars stay on the axis, whatever dates people write."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from plan_entries import activity

from kit.domain.timeline import MOST_TICKS, timeline


def test_bar_covers_its_days_of_a_leap_year() -> None:
    drawn = timeline(
        [activity("01", start="2024-01-01", end="2024-12-31"), activity("02", start="2024-07-01", end="2024-07-01")]
    )
    assert drawn is not None
    assert (drawn.first, drawn.last) == ("2024-01-01", "2024-12-31")
    whole, day = drawn.bars
    assert (whole.begins, whole.ends) == (0.0, 1.0)
    assert day.begins == round(182 / 366, 5)
    assert day.ends == round(183 / 366, 5)
    assert [tick.label for tick in drawn.ticks][:2] == ["2024-01", "2024-02"]


def test_activities_without_dates_are_listed_and_not_drawn() -> None:
    drawn = timeline([activity("01"), activity("02", end=None)])
    assert drawn is not None
    assert drawn.undated == ("BD-02",)
    assert timeline([activity("02", end=None)]) is None


def test_end_before_start_is_drawn_on_the_start_and_marked() -> None:
    drawn = timeline([activity("01", start="2024-03-10", end="2024-02-01")])
    assert drawn is not None
    assert drawn.bars[0].reversed
    assert drawn.bars[0].begins < drawn.bars[0].ends


def test_period_of_the_plan_widens_the_axis() -> None:
    drawn = timeline([activity("01")], {"period_start": "2023-11-15", "period_end": "2025-06-30"})
    assert drawn is not None
    assert (drawn.first, drawn.last) == ("2023-11-01", "2025-06-30")


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
ACTIVITIES = st.lists(st.tuples(DAYS, DAYS, DAYS), min_size=1, max_size=6)


@given(ACTIVITIES)
def test_bars_ticks_and_milestones_stay_within_bounds(dates: list[tuple[str, str, str]]) -> None:
    plan = [
        activity(str(number), start=start, end=end, milestones=[{"text": "m", "due": due}])
        for number, (start, end, due) in enumerate(dates)
    ]
    drawn = timeline(plan)
    assert drawn is not None
    assert 1 <= len(drawn.ticks) <= MOST_TICKS
    assert [tick.at for tick in drawn.ticks] == sorted(tick.at for tick in drawn.ticks)
    for bar in drawn.bars:
        assert 0 <= bar.begins <= bar.ends <= 1
        assert all(0 <= mark.at <= 1 for mark in (*bar.milestones, *drawn.ticks))
    assert json.loads(json.dumps(drawn.to_json()))["bars"][0]["ref"] == drawn.bars[0].ref
