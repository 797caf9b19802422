"""Dates in every order that people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exchange.days import Day, read_day


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("15/03/2024", "2024-03-15"),
        ("15.3.24", "2024-03-15"),
        ("2024-03-15", "2024-03-15"),
        ("2024/3/15 00:00", "2024-03-15"),
        ("১৫/০৩/২০২৪", "2024-03-15"),
        ("15 March 2024", "2024-03-15"),
        ("15th Mar, 2024", "2024-03-15"),
        ("15-Mar-24", "2024-03-15"),
        ("March 15, 2024", "2024-03-15"),
        ("৭ মার্চ ২০২৪", "2024-03-07"),
        ("15 مارچ 2024", "2024-03-15"),
        (datetime(2024, 3, 15, 9), "2024-03-15"),
        (date(2024, 3, 15), "2024-03-15"),
        ("05/05/2024", "2024-05-05"),
    ],
)
def test_whole_date_is_read_without_doubt(written: object, iso: str) -> None:
    assert read_day(written, languages=("en", "bn", "ur")) == Day(iso)


@pytest.mark.parametrize(
    ("written", "last", "iso"),
    [
        ("Mar 2024", False, "2024-03-01"),
        ("Feb 2024", True, "2024-02-29"),
        ("End of June 2024", False, "2024-06-30"),
        ("Q2 2024", False, "2024-04-01"),
        ("2024 Q4", True, "2024-12-31"),
        ("6/2024", True, "2024-06-30"),
        (2024, False, "2024-01-01"),
        (45366, False, "2024-03-15"),
        ("03/15/2024", False, "2024-03-15"),
    ],
)
def test_rough_date_is_read_and_marked_as_guessed(written: object, last: bool, iso: str) -> None:
    assert read_day(written, last=last) == Day(iso, guessed=True)


def test_date_that_could_be_two_is_day_first_and_names_the_other() -> None:
    assert read_day("03/04/2024") == Day("2024-04-03", otherwise="2024-03-04")


@pytest.mark.parametrize(
    "written", ["", "soon", "31/02/2024", "99/99/2024", "15 Marchember 2024", "1/2/3", True, 12, 1e300]
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert read_day(written) is None


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_written_in_the_usual_ways_is_that_day(day: date) -> None:
    for written in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day:%Y}",
    ):
        read = read_day(written)
        assert read is not None
        assert read.iso == day.isoformat()


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_anything_at_all_is_a_date_or_none(written: object) -> None:
    read = read_day(written)
    assert read is None or date.fromisoformat(read.iso)
