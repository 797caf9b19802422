"""When a summary can be corrected until, and what counts as a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.definitions import load_workshop
from kit.domain.merge import Revision
from kit.domain.rounds import (
    Standing,
    Summary,
    by_its_authors,
    closes,
    corrections,
    due,
    last_working_day,
    since,
    standing,
    told_between,
    working_days,
)
from kit.domain.workshop import FollowUp

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
COLOMBO = ZoneInfo("Asia/Colombo")
MADE = datetime(2023, 2, 15, 6, 0, tzinfo=UTC)  # a Wednesday
SUMMARY = Summary("two-weeks", "BD", MADE, date(2023, 2, 22))
WEEKENDS = st.frozensets(st.integers(0, 6), max_size=6)


@pytest.mark.parametrize(
    ("weekend", "until"),
    [({5, 6}, date(2023, 2, 22)), ({4, 5}, date(2023, 2, 22)), ({6}, date(2023, 2, 21)), (set(), date(2023, 2, 20))],
)
def test_five_working_days_after_a_wednesday(weekend: set[int], until: date) -> None:
    assert last_working_day(MADE.date(), weekend, 5) == until


def test_a_summary_made_on_the_last_working_day_before_a_weekend_does_not_lose_days() -> None:
    thursday = date(2023, 2, 16)
    assert last_working_day(thursday, {4, 5}, 5) == date(2023, 2, 23)
    with pytest.raises(ValueError, match="working day"):
        last_working_day(thursday, set(range(7)), 5)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), WEEKENDS, st.integers(1, 30))
def test_so_many_working_days_lie_in_between_and_the_last_is_one(
    after: date, weekend: frozenset[int], days: int
) -> None:
    until = last_working_day(after, weekend, days)
    between = [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
    assert sum(day.weekday() not in weekend for day in between) == days
    assert until.weekday() not in weekend


def test_the_last_day_ends_at_midnight_of_the_place() -> None:
    assert closes(SUMMARY, COLOMBO).astimezone(UTC) == datetime(2023, 2, 22, 18, 30, tzinfo=UTC)
    before, after = (closes(SUMMARY, COLOMBO) + timedelta(seconds=s) for s in (-1, 0))
    assert standing(SUMMARY, 3, 0, before, COLOMBO) is Standing.WAITING
    assert standing(SUMMARY, 3, 0, after, COLOMBO) is Standing.AGREED
    assert {standing(SUMMARY, told, 2, now, COLOMBO) for now in (before, after) for told in (0, 3)} == {
        Standing.CORRECTED
    }
    assert standing(SUMMARY, 0, 0, after, COLOMBO) is Standing.NOTHING


def revision(at: datetime, /, **values: object) -> Revision:
    return Revision("entry", 1, "change", 0, at, "somebody", values)


def test_only_the_delegations_own_words_within_the_time_are_corrections() -> None:
    form = load_workshop(EXAMPLE).forms["helpdesk"]
    inside, late = MADE + timedelta(days=2), closes(SUMMARY, COLOMBO)
    history = [
        revision(MADE, question="As told"),
        revision(inside, answer="From the hub", status="answered"),
        revision(inside, question="As corrected"),
        revision(late, question="Too late"),
    ]
    assert corrections(history, form, SUMMARY, COLOMBO) == (history[2],)
    assert not by_its_authors(history[1], form)
    assert told_between(history, form, None, MADE)
    assert not told_between(history[1:2], form, None, late)


def test_a_round_begins_where_the_one_before_could_not_be_corrected_any_more() -> None:
    later = Summary("90-days", "BD", MADE + timedelta(days=75), date(2023, 5, 8))
    others = [SUMMARY, later, Summary("two-weeks", "LK", MADE, date(2023, 4, 1))]
    assert since(SUMMARY, others, COLOMBO) is None
    assert since(later, others, COLOMBO) == closes(SUMMARY, COLOMBO)


def test_rounds_are_due_when_the_workshop_says_so() -> None:
    workshop = load_workshop(EXAMPLE)
    assert [due(workshop, round) for round in ("two-weeks", "90-days", "next-workshop")] == [
        date(2023, 2, 15),
        date(2023, 5, 2),
        None,
    ]
    later = replace(workshop, follow_up=FollowUp(first_round_days=30, second_round_days=180))
    assert [due(later, round) for round in ("two-weeks", "90-days")] == [date(2023, 3, 3), date(2023, 7, 31)]


@given(st.dates(date(2023, 1, 1), date(2030, 1, 1)), WEEKENDS, st.integers(1, 60))
def test_working_days_of_a_summary_are_those_that_it_was_given(day: date, weekend: frozenset[int], count: int) -> None:
    made = datetime(day.year, day.month, day.day, 12, tzinfo=COLOMBO)
    summary = Summary("two-weeks", "BD", made, last_working_day(day, weekend, count), tuple(sorted(weekend)))
    assert working_days(summary, COLOMBO) == count
