"""On which clock a day runs: its own date's, or, where it is rehearsed, from its first session on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kit.domain.grouping import formed, grouping_of
from kit.domain.held import Span, clock_of, current_day, minutes_of, slots_of
from kit.domain.runsheet import sheet
from kit.domain.texts import text
from kit.domain.workshop import Delegation, Session, Workshop

ZONE = ZoneInfo("Asia/Colombo")


@dataclass(frozen=True)
class State:
    spans: tuple[Span, ...] = ()
    timer_ends_at: datetime | None = None
    marks: dict[str, Any] = field(default_factory=dict)


def session(name: str, day: int, hour: int, **more: Any) -> Session:
    return Session(name, text(name), day, time(hour), 60, "theme", **more)


WORKSHOP = Workshop(
    folder=Path(),
    id="w",
    title=text("W"),
    organiser=text("O"),
    first_day=date(2023, 1, 31),
    last_day=date(2023, 2, 1),
    place=text(""),
    time_zone=ZONE,
    languages=("en",),
    delegations=(Delegation("BD", text("Bangladesh")), Delegation("LK", text("Sri Lanka"))),
    sessions=(session("b", 1, 10), session("a", 1, 9), session("c", 2, 9), Session("f", text("F"), 0, None, 60, "x")),
    forms={},
)


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2023, month, day, hour, minute, 30, tzinfo=ZONE)


def held(**spans: tuple[Span, ...]) -> dict[str, State]:
    return {each.id: State(spans.get(each.id, ())) for each in WORKSHOP.sessions}


def test_on_its_own_date_a_day_runs_by_the_clock_though_nothing_was_opened() -> None:
    clock = current_day(WORKSHOP, held(), at(31, 9, 25))
    assert clock is not None
    assert (clock.day, clock.shift, clock.now, clock.own_date) == (1, 0, 565, True)
    assert sheet(slots_of(WORKSHOP, clock, held()), clock.now).late_at_end == 25


def test_slots_stand_in_the_order_of_their_times() -> None:
    clock = clock_of(WORKSHOP, 1, held(), at(31, 9))
    assert [slot.session for slot in slots_of(WORKSHOP, clock, held())] == ["a", "b"]


def test_no_day_is_held_on_a_date_on_which_nothing_was_opened() -> None:
    states = held(a=(Span(at(3, 14), at(3, 15)),))
    assert current_day(WORKSHOP, states, at(4, 14)) is None
    assert current_day(WORKSHOP, held(), at(4, 14)) is None


def test_a_rehearsal_is_as_late_as_it_has_become_since_its_first_session() -> None:
    states = held(a=(Span(at(3, 14, 5), at(3, 15, 15)),))
    clock = current_day(WORKSHOP, states, at(3, 15, 20))
    assert clock is not None
    assert (clock.shift, clock.own_date) == (5 * 60 + 5, False)
    assert sheet(slots_of(WORKSHOP, clock, states), clock.now).late == 15


def test_what_was_tried_the_week_before_does_not_count_on_the_day() -> None:
    states = held(a=(Span(at(24, 14), at(24, 14, 10)), Span(at(31, 9, 12))), b=(Span(at(24, 15), at(24, 15, 5)),))
    clock = current_day(WORKSHOP, states, at(31, 9, 30))
    assert clock is not None
    first, second = slots_of(WORKSHOP, clock, states)
    assert (first.opened, first.closed, second.opened) == (9 * 60 + 12, None, None)


def test_a_session_opened_again_the_next_morning_leaves_its_day_as_it_was() -> None:
    states = held(a=(Span(at(31, 9), at(31, 10)), Span(at(1, 9, month=2))), c=(Span(at(1, 8, 50, month=2)),))
    now = at(1, 9, 5, month=2)
    clock = current_day(WORKSHOP, states, now)
    assert clock is not None
    assert clock.day == 2
    first, _ = slots_of(WORKSHOP, clock_of(WORKSHOP, 1, states, now), states)
    assert (first.opened, first.closed) == (9 * 60, 10 * 60)


def test_the_clock_is_that_of_the_place() -> None:
    elsewhere = at(31, 9, 25).astimezone(ZoneInfo("Europe/London"))
    clock = current_day(WORKSHOP, held(), elsewhere)
    assert clock is not None
    assert clock.now == 565


def test_a_timer_beyond_the_sessions_minutes_is_known_and_a_shorter_one_is_not() -> None:
    for minutes, beyond in ((75, 15), (20, 0)):
        opened = at(31, 9)
        states = held() | {"a": State((Span(opened),), opened + timedelta(minutes=minutes))}
        first, _ = slots_of(WORKSHOP, clock_of(WORKSHOP, 1, states, opened), states)
        assert first.beyond == beyond


@pytest.mark.parametrize("mark", [None, True, 0, -5, 10_000, "45", 45.0, [45], {"minutes": 45}])
def test_minutes_that_no_session_can_have_are_passed_over(mark: object) -> None:
    assert minutes_of(WORKSHOP.sessions[0], State(marks={"minutes": mark})) == 60
    assert minutes_of(WORKSHOP.sessions[0], State(marks={"minutes": 45})) == 45


STRANGE = (
    None, 3, [], {}, {"by": "mixed"}, {"by": "mixed", "round": 1}, {"by": "none", "round": "r"},
    {"by": "mixed", "round": "r", "groups": True}, {"by": "mixed", "round": "r", "groups": 1000},
    {"by": "theme", "round": "r", "themes": "nlc"}, {"by": "theme", "round": "r", "themes": ["gone"]},
)  # fmt: skip


@pytest.mark.parametrize("mark", STRANGE)
def test_groups_that_todays_workshop_does_not_know_are_none(mark: object) -> None:
    assert grouping_of(WORKSHOP, WORKSHOP.sessions[0], {"groups": mark}) is None


def test_places_are_those_told_in_the_room_before_those_of_the_definition() -> None:
    from kit.domain.breakouts import Breakouts

    one = replace(WORKSHOP.sessions[0], breakouts=Breakouts("mixed", 2, (text("Hall"), text("Garden"))))
    for places, expected in ((None, ["Hall", "Garden"]), ({"1": "Roof", "2": ""}, ["Roof", ""])):
        found = grouping_of(WORKSHOP, one, {"groups": formed("r", "mixed", groups=2, places=places)})
        assert found is not None
        assert [group.place.to("en") for group in found.groups] == expected
