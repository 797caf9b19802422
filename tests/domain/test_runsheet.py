"""A day's times as they were, and as they are to be expected; what to shorten when they are too late."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.runsheet import STEP, Slot, least_break, sheet
from kit.domain.shortening import WORTH_MINUTES, least_minutes, proposal

NINE = 9 * 60


def slot(session: str, start: int, minutes: int, **more: object) -> Slot:
    options: dict[str, object] = {"planned": minutes, "minutes": minutes, "least": least_minutes(minutes, None)}
    return Slot(session, start, **options | more)  # type: ignore[arg-type]


def morning(**opened: tuple[int, int | None]) -> list[Slot]:
    """Talk from 9:00 to 10:00, work from 10:15 to 11:45, end from 12:45 to 13:15; times in minutes after nine."""
    day = [slot("talk", NINE, 60), slot("work", NINE + 75, 90), slot("end", NINE + 225, 30)]
    times = {name: (NINE + begin, None if end is None else NINE + end) for name, (begin, end) in opened.items()}
    return [
        replace(s, opened=times[s.session][0], closed=times[s.session][1]) if s.session in times else s for s in day
    ]


def begins(slots: list[Slot], now: int | None) -> list[int]:
    return [line.begins - NINE for line in sheet(slots, now).lines]


def test_a_day_that_has_not_begun_is_as_planned() -> None:
    assert begins(morning(), None) == [0, 75, 225]
    assert sheet(morning(), NINE - 30).late == 0


def test_a_day_on_which_nothing_is_opened_becomes_late_by_itself() -> None:
    late = sheet(morning(), NINE + 20)
    assert [line.late for line in late.lines] == [20, 15, 0]
    assert (late.late, late.late_at_end) == (20, 0)


def test_breaks_give_way_and_keep_their_least_length() -> None:
    # Twelve minutes late; the break of fifteen keeps ten, and the noon of an hour takes up the rest.
    late = sheet(morning(talk=(12, None)), NINE + 12)
    assert [line.begins - NINE for line in late.lines] == [12, 82, 225]
    assert [line.pause for line in late.lines] == [None, 10, 53]
    assert late.late == 7
    assert late.late_at_end == 0


def test_nobody_is_called_back_before_the_time_that_they_were_told() -> None:
    assert begins(morning(talk=(0, 30)), NINE + 30) == [0, 75, 225]


def test_a_session_that_overruns_pushes_what_follows_and_so_does_its_timer() -> None:
    assert begins(morning(talk=(0, None)), NINE + 70)[1] == 80
    running = morning(talk=(0, None))
    running[0] = replace(running[0], beyond=30)
    assert begins(running, NINE + 10)[1] == 100


def test_a_session_opened_again_for_a_moment_holds_nothing_up() -> None:
    # Talk is open again while work is running: work's end counts, not talk's.
    assert begins(morning(talk=(0, None), work=(75, None)), NINE + 80) == [0, 75, 225]
    # Registration stays open all day; what was closed last is what counts.
    assert begins(morning(talk=(0, None), work=(75, 120)), NINE + 220)[2] == 225


def test_what_stands_before_the_first_session_of_the_day_is_passed_over() -> None:
    late = sheet(morning(work=(75, None)), NINE + 75)
    assert [line.counts for line in late.lines] == [False, True, True]
    assert late.late_at_end == 0


def test_what_was_jumped_over_in_the_middle_still_counts_until_it_is_left_out() -> None:
    jumped = morning(talk=(0, 60), end=(75, None))
    assert sheet(jumped, NINE + 75).late_at_end == 0
    assert begins(jumped, NINE + 75) == [0, 115, 75]
    jumped[1] = replace(jumped[1], left_out=True)
    assert sheet(jumped, NINE + 75).ends == NINE + 105


def test_a_session_that_is_left_out_leaves_its_time_and_the_longer_of_its_breaks() -> None:
    without = morning(talk=(0, 200))
    without[1] = replace(without[1], left_out=True)
    assert begins(without, NINE + 200)[2] == 240


@pytest.mark.parametrize(("planned", "least"), [(0, 0), (5, 5), (10, 10), (15, 10), (30, 20), (60, 40), (90, 60)])
def test_a_break_keeps_two_thirds_and_ten_minutes(planned: int, least: int) -> None:
    assert least_break(planned) == least


def test_a_proposal_shortens_in_proportion_and_ends_on_time() -> None:
    day = [slot("a", NINE, 60), slot("b", NINE + 60, 60), slot("c", NINE + 120, 30)]
    day[0] = replace(day[0], opened=NINE + 20)
    found = proposal(day, NINE + 20)
    assert found is not None
    assert found.minutes == {"a": 50, "b": 55, "c": 25}
    assert found.still_late == 0


def test_a_proposal_leaves_alone_what_would_not_help() -> None:
    # The hour at noon takes up what the morning loses; only the long evening can be shortened to any end.
    day = [*morning(talk=(0, 85)), slot("evening", NINE + 255, 60)]
    assert proposal(day, NINE + 85) is None
    day[3] = replace(day[3], minutes=90)
    found = proposal(day, NINE + 85)
    assert found is not None
    assert set(found.minutes) == {"evening"}


def test_what_can_wait_is_left_out_only_where_shortening_is_not_enough() -> None:
    day = [slot("a", NINE, 60), slot("b", NINE + 60, 30, can_wait=True), slot("c", NINE + 90, 60)]
    assert proposal([replace(day[0], opened=NINE + 10), *day[1:]], NINE + 10).left_out == ()  # type: ignore[union-attr]
    late = proposal([replace(day[0], opened=NINE + 55), *day[1:]], NINE + 55)
    assert late is not None
    assert (late.left_out, late.still_late) == (("b",), 0)
    assert late.minutes == {"a": 45, "c": 50}


def test_what_cannot_be_made_up_is_said() -> None:
    found = proposal([slot("a", NINE, 60, opened=NINE + 100), slot("b", NINE + 60, 30, least=30)], NINE + 130)
    assert found is not None
    assert (found.minutes, found.still_late) == ({"a": 40}, 80)


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Slot], int]:
    """A day at any moment: some sessions held, one perhaps running, the rest to come."""
    lengths = draw(st.lists(st.tuples(st.integers(5, 120), st.integers(0, 60)), min_size=1, max_size=7))
    held = draw(st.integers(0, len(lengths)))
    start, at, slots = NINE, NINE, []
    for place, (minutes, gap) in enumerate(lengths):
        start += gap
        least = draw(st.one_of(st.none(), st.integers(1, minutes)))
        made = slot(str(place), start, minutes, least=least_minutes(minutes, least), can_wait=draw(st.booleans()))
        if place < held:
            opened = at + draw(st.integers(0, 60))
            at = opened + draw(st.integers(0, 150))
            made = replace(made, opened=opened, closed=None if place == held - 1 and draw(st.booleans()) else at)
        elif draw(st.booleans()):
            made = replace(made, minutes=draw(st.integers(5, 150)), left_out=draw(st.booleans()))
        slots.append(made)
        start += minutes
    return slots, at + draw(st.integers(0, 60))


def applied(slots: list[Slot], now: int) -> list[Slot]:
    found = proposal(slots, now)
    assert found is not None
    return [
        replace(s, minutes=found.minutes.get(s.session, s.minutes), left_out=s.left_out or s.session in found.left_out)
        for s in slots
    ]


@given(days())
def test_what_is_to_come_never_begins_before_its_time_nor_before_what_is_before_it_ends(day: tuple) -> None:  # type: ignore[type-arg]
    slots, now = day
    lines = sheet(slots, now).lines
    coming = [line for line in lines if line.slot.is_ahead and line.counts]
    for line in coming:
        assert line.begins >= max(line.slot.start, now)
        assert line.ends - line.begins == line.slot.minutes
    for before, after in pairwise(coming):
        assert after.begins >= before.ends
    assert all(line.late == 0 for line in lines if not line.counts)


@given(days(), st.integers(0, 60))
def test_later_is_never_earlier(day: tuple, more: int) -> None:  # type: ignore[type-arg]
    slots, now = day
    assert sheet(slots, now + more).ends >= sheet(slots, now).ends


@given(days())
def test_a_proposal_does_what_it_says_and_takes_from_nobody_what_they_keep(day: tuple) -> None:  # type: ignore[type-arg]
    slots, now = day
    late, found = sheet(slots, now).late_at_end, proposal(slots, now)
    if found is None:
        assert late < WORTH_MINUTES
        return
    after = applied(slots, now)
    assert sheet(after, now).late_at_end == found.still_late <= late
    for old, new in zip(slots, after, strict=True):
        assert new.minutes == old.minutes or new.minutes >= old.least
        assert (old.minutes - new.minutes) % STEP == 0
        assert new.minutes <= old.minutes
        if new.minutes != old.minutes or new.left_out != old.left_out:
            assert old.closed is None
            assert old.can_wait or new.left_out == old.left_out


@given(days())
def test_what_stays_late_cannot_be_helped_by_five_minutes_of_anybody(day: tuple) -> None:  # type: ignore[type-arg]
    slots, now = day
    found = proposal(slots, now)
    if found is None or not found.still_late:
        return
    after = applied(slots, now)
    for place, each in enumerate(after):
        least = each.least if each.opened is None else max(each.least, now - each.opened)
        if each.closed is None and not each.left_out and each.minutes - STEP >= least:
            tried = [*after[:place], replace(each, minutes=each.minutes - STEP), *after[place + 1 :]]
            assert sheet(tried, now).ends == sheet(after, now).ends
