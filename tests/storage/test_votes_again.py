"""A vote whose result was shown, opened again: on the wall, in the record, for whoever looks, and after a restart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from storage_rooms import Clock, Room, fill, new_id
from workshop import small_workshop

from kit.domain.records import check
from kit.domain.viewer import FACILITATOR, ORGANISER, Viewer
from kit.storage import open_store, tables


@pytest.fixture(scope="module")
def voting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Room, list[Viewer]]]:
    store = open_store(small_workshop(tmp_path_factory.mktemp("voting")), clock=(clock := Clock()))
    room = fill(store, clock)
    yield room, [room.join("BD" if number % 2 else "LK") for number in range(12)]
    store.close()


@pytest.fixture
def voters(voting: tuple[Room, list[Viewer]]) -> list[Viewer]:
    """A vote without ballots, and those who may cast one."""
    room, people = voting
    with room.store.context.database.writing() as connection:
        connection.execute(delete(tables.ballot))
        connection.execute(delete(tables.about).where(tables.about.c.name.startswith("counted:")))
    room.store.agenda.open("approval", FACILITATOR)
    return people


def cast(room: Room, who: Viewer, option: str) -> None:
    room.store.view(who).cast("approval", [option], new_id())


def closed(room: Room) -> Any:
    room.store.agenda.close("approval", FACILITATOR)
    return room.store.view(ORGANISER).tally("approval")


def test_result_that_was_shown_stands_and_says_so_until_five_have_voted(
    voting: tuple[Room, list[Viewer]], voters: list[Viewer]
) -> None:
    room = voting[0]
    for who in voters[:6]:
        cast(room, who, "youth")
    first = closed(room)
    assert (first.ballots, first.stands) == (6, False)
    room.store.agenda.reopen("approval", FACILITATOR)
    assert room.store.view(ORGANISER).tally("approval") is None
    cast(room, voters[6], "nlc")
    again = closed(room)
    assert (again.by_person, again.turnout, again.seal) == (first.by_person, first.turnout, first.seal)
    assert again.stands
    record = room.store.view(ORGANISER).vote_record("approval", with_delegations=True)
    assert len(record["ballots"]) == 6
    assert record["result"]["stands"]
    assert check(record) == []
    room.store.agenda.reopen("approval", FACILITATOR)
    for who in voters[7:11]:
        cast(room, who, "nlc")
    later = closed(room)
    assert (later.ballots, later.stands) == (11, False)


def test_vote_that_was_closed_and_looked_at_by_nobody_is_counted_anew(
    voting: tuple[Room, list[Viewer]], voters: list[Viewer]
) -> None:
    room = voting[0]
    for who in voters[:6]:
        cast(room, who, "youth")
    room.store.agenda.close("approval", FACILITATOR)
    assert room.store.view(ORGANISER).held_back("approval") == 0
    room.store.agenda.undo(FACILITATOR)
    cast(room, voters[6], "nlc")
    assert closed(room).ballots == 7
    assert room.store.view(ORGANISER).held_back("approval") == 5


def test_vote_of_fewer_than_five_is_told_as_before(voting: tuple[Room, list[Viewer]], voters: list[Viewer]) -> None:
    room = voting[0]
    for count, who in enumerate(voters[:4], start=1):
        room.store.agenda.open("approval", FACILITATOR)
        cast(room, who, "youth")
        found = closed(room)
        assert (found.ballots, found.hidden, found.stands) == (count, True, False)
    assert room.store.view(ORGANISER).held_back("approval") == 0


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("cast"), st.integers(0, 11), st.sampled_from(["youth", "nlc"])),
        st.tuples(st.sampled_from(["look", "close", "open", "undo"])),
    ),
    min_size=5,
    max_size=40,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(st.sampled_from(["youth", "nlc"]), min_size=4, max_size=8), moves=MOVES)
def test_whatever_is_cast_closed_and_opened_no_two_results_differ_by_a_few_ballots(
    voting: tuple[Room, list[Viewer]], voters: list[Viewer], first: list[str], moves: list[tuple[Any, ...]]
) -> None:
    room, agenda = voting[0], voting[0].store.agenda
    with room.store.context.database.writing() as connection:
        connection.execute(delete(tables.ballot))
        connection.execute(delete(tables.about).where(tables.about.c.name.startswith("counted:")))
    cast_: dict[int, str] = {}
    seen: list[tuple[Any, dict[int, str]]] = []
    for move in [*(("cast", who, option) for who, option in enumerate(first)), ("look",), *moves, ("look",)]:
        match move:
            case ("cast", who, option):
                agenda.open("approval", FACILITATOR)
                cast(room, voters[who], option)
                cast_[who] = option
            case ("look",):
                found = closed(room)
                if not found.hidden and found.seal not in [tally.seal for tally, _ in seen]:
                    seen.append((found, dict(cast_)))
            case ("undo",):
                agenda.undo(FACILITATOR)
            case (action,):
                getattr(agenda, action)("approval", FACILITATOR)
    for (one, before), (other, after) in combinations(seen, 2):
        assert sum(before.get(who) != after.get(who) for who in before.keys() | after.keys()) >= 5
        moved = scores(other) - scores(one)
        assert max(moved.total(), (scores(one) - scores(other)).total()) not in range(1, 5)


def scores(tally: Any) -> Counter[str]:
    """Who approved of what: each has ticked one option."""
    return Counter({row.option: int(row.score) for row in tally.by_person[0].rows})
