"""Groups in the store: even, lasting, counted and not named, and taken back by an undo."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from storage_rooms import Clock, Room, fill
from workshop import choices, small_workshop

from kit.domain.breakouts import sizes_of
from kit.domain.entry import Refused
from kit.domain.grouping import formed
from kit.domain.viewer import FACILITATOR, PUBLIC, Viewer
from kit.domain.workshop import Workshop
from kit.storage import Store, about_person, forget_person, open_store, purge

THEMES = ("nlc", "youth", "funding")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return small_workshop(tmp_path, themes=choices(*THEMES))


def key_of(room: Room, who: Viewer, session: str = "barriers") -> str | None:
    seat = room.store.groups.seat(session, who)
    return seat.group.key if seat and seat.group else None


def mixed(room: Room, groups: int = 2, round_id: str = "first") -> None:
    room.store.groups.form("barriers", formed(round_id, "mixed", groups=groups), FACILITATOR)


def by_theme(room: Room, most: int | None = None) -> None:
    room.store.groups.form("barriers", formed("themes", "theme", themes=THEMES[:2], most=most), FACILITATOR)


def test_mixed_groups_part_delegations_and_an_undo_takes_them_back(room: Room) -> None:
    assert key_of(room, room.ann) is None
    mixed(room)
    assert {key_of(room, room.ann), key_of(room, room.asif)} == {"1", "2"}
    assert sorted(sizes_of(room.store.groups.counts("barriers")).values()) == [1, 2]
    undone = room.store.agenda.undo(FACILITATOR)
    assert undone is not None
    assert (undone.session, undone.action) == ("barriers", "groups")
    assert room.store.groups.seat("barriers", room.ann) is None
    assert room.store.groups.grouping("barriers") is None


def test_who_comes_later_gets_the_smallest_group_and_keeps_it(room: Room) -> None:
    mixed(room, 3)
    before = {who.person: key_of(room, who) for who in (room.ann, room.asif, room.lal)}
    late = [room.join("BD"), room.join("LK")]
    given = [key_of(room, who) for who in late]
    assert {who.person: key_of(room, who) for who in (room.ann, room.asif, room.lal)} == before
    assert [key_of(room, who) for who in late] == given
    assert sorted(sizes_of(room.store.groups.counts("barriers")).values()) == [1, 2, 2]


def test_who_is_away_when_groups_are_formed_is_no_burden_to_them(room: Room) -> None:
    room.clock.advance(minutes=20)
    room.store.people.seen(room.ann.person or "", room.lal.person or "")
    mixed(room)
    assert sizes_of(room.store.groups.counts("barriers")) == {"1": 1, "2": 1}
    assert key_of(room, room.asif) in ("1", "2")


def test_places_can_be_told_later_and_move_nobody(room: Room) -> None:
    mixed(room)
    before = key_of(room, room.ann)
    told = formed("first", "mixed", groups=2, places={"1": "Hall", "2": "Garden"})
    room.store.groups.form("barriers", told, FACILITATOR)
    seat = room.store.groups.seat("barriers", room.ann)
    assert seat is not None
    assert seat.group is not None
    assert (seat.group.key, seat.group.place.to("en")) == (before, {"1": "Hall", "2": "Garden"}[before or ""])


def test_by_delegation_everyone_is_with_their_own(room: Room) -> None:
    room.store.groups.form("barriers", formed("own", "delegation"), FACILITATOR)
    assert [key_of(room, who) for who in (room.ann, room.asif, room.lal)] == ["BD", "BD", "LK"]
    assert room.store.groups.counts("barriers") == {("BD", "BD"): 2, ("LK", "LK"): 1}


def test_a_theme_is_chosen_while_there_is_room_and_can_be_changed(room: Room) -> None:
    by_theme(room, most=1)
    assert key_of(room, room.ann) is None
    room.store.groups.choose("barriers", "nlc", room.ann)
    with pytest.raises(Refused, match="group_full"):
        room.store.groups.choose("barriers", "nlc", room.lal)
    room.store.groups.choose("barriers", "nlc", room.ann)
    room.store.groups.choose("barriers", "youth", room.ann)
    room.store.groups.choose("barriers", "nlc", room.lal)
    assert room.store.groups.counts("barriers") == {("youth", "BD"): 1, ("nlc", "LK"): 1}


@pytest.mark.parametrize("key", ["funding", "1", ""])
def test_a_group_that_is_not_offered_cannot_be_chosen(sqlite_room: Room, key: str) -> None:
    by_theme(sqlite_room)
    with pytest.raises(Refused, match="group_unknown"):
        sqlite_room.store.groups.choose("barriers", key, sqlite_room.ann)


def test_nobody_chooses_in_a_closed_session_in_mixed_groups_or_for_staff(sqlite_room: Room) -> None:
    mixed(sqlite_room)
    with pytest.raises(Refused, match="group_unknown"):
        sqlite_room.store.groups.choose("barriers", "2", sqlite_room.ann)
    by_theme(sqlite_room)
    for who in (sqlite_room.facilitator, PUBLIC):
        with pytest.raises(Refused, match="not_yours"):
            sqlite_room.store.groups.choose("barriers", "nlc", who)
        assert sqlite_room.store.groups.seat("barriers", who) is None
    sqlite_room.store.agenda.close("barriers", FACILITATOR)
    with pytest.raises(Refused, match="session_closed"):
        sqlite_room.store.groups.choose("barriers", "nlc", sqlite_room.ann)
    assert sqlite_room.store.groups.seat("barriers", sqlite_room.ann) is None


def test_only_staff_form_groups_and_only_groups_that_there_can_be(sqlite_room: Room) -> None:
    with pytest.raises(Refused, match="only_staff"):
        sqlite_room.store.groups.form("barriers", formed("r", "delegation"), sqlite_room.ann)
    before = sqlite_room.store.sequence()
    with pytest.raises(Refused, match="malformed"):
        sqlite_room.store.groups.form("barriers", formed("r", "mixed", groups=500), FACILITATOR)
    assert sqlite_room.store.sequence() == before


def test_a_person_is_told_of_their_seats_and_leaves_none_when_forgotten(room: Room) -> None:
    mixed(room)
    keys = {who.person: key_of(room, who) for who in (room.asif, room.lal)}
    room.store.ready.say("barriers", True, room.ann)
    held: dict[str, Any] = about_person(room.store, room.ann.person or "")
    assert [seat["round"] for seat in held["groups"]] == ["first"]
    assert [said["session"] for said in held["ready"]] == ["barriers"]
    forget_person(room.store, room.ann.person or "")
    assert {who.person: key_of(room, who) for who in (room.asif, room.lal)} == keys
    assert sum(room.store.groups.counts("barriers").values()) == 2
    assert room.store.ready.delegations()["barriers"]["BD"].by is None


def test_seats_go_with_the_notes(room: Room) -> None:
    mixed(room)
    purge(room.store, replace(room.store.workshop).last_day.replace(year=2030))
    assert not room.store.groups.counts("barriers")


class Rooms(RuleBasedStateMachine):
    """People come, choose and are forgotten while groups are formed and taken back."""

    @initialize(by=st.sampled_from(["mixed", "theme"]))
    def start(self, by: str) -> None:
        self.store = self.opened()
        self.room = fill(self.store, Clock())
        self.by = by
        self.there = [self.room.ann, self.room.asif, self.room.lal]
        self.rounds = 0
        self.known: dict[str, str] = {}

    def opened(self) -> Store:
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        return open_store(small_workshop(Path(self.folder.name), themes=choices(*THEMES)))

    def teardown(self) -> None:
        if hasattr(self, "store"):
            with closing(self.store):
                pass
            self.folder.cleanup()

    @rule(groups=st.integers(2, 4))
    def form(self, groups: int) -> None:
        self.rounds += 1
        mark = formed(str(self.rounds), self.by, groups=groups, themes=THEMES, most=2)  # type: ignore[arg-type]
        self.store.groups.form("barriers", mark, FACILITATOR)
        self.known = {}

    @rule()
    def undo(self) -> None:
        if self.store.groups.grouping("barriers"):
            self.store.agenda.undo(FACILITATOR)
            self.known = {}

    @rule(delegation=st.sampled_from(["BD", "LK"]))
    def join(self, delegation: str) -> None:
        self.there.append(self.room.join(delegation))

    @rule(number=st.integers(0, 20))
    def forget(self, number: int) -> None:
        if len(self.there) > 1:
            gone = self.there.pop(number % len(self.there))
            forget_person(self.store, gone.person or "")
            self.known.pop(gone.person or "", None)

    @rule(number=st.integers(0, 20), theme=st.sampled_from(THEMES))
    def choose(self, number: int, theme: str) -> None:
        who = self.there[number % len(self.there)]
        try:
            self.store.groups.choose("barriers", theme, who)
        except Refused:
            return
        self.known[who.person or ""] = theme

    @invariant()
    def nobody_is_moved_by_others(self) -> None:
        if not hasattr(self, "room"):
            return
        now = {who.person or "": key for who in self.there if (key := key_of(self.room, who))}
        assert {person: now.get(person) for person in self.known} == self.known
        self.known = now

    @invariant()
    def groups_are_counted_right_and_within_bounds(self) -> None:
        if not hasattr(self, "room"):
            return
        # Who comes late sits down when asked; the count is right after that.
        seats = Counter((key, who.delegation) for who in self.there if (key := key_of(self.room, who)))
        counts = self.store.groups.counts("barriers")
        assert counts == seats
        if self.by == "theme":
            assert all(size <= 2 for size in sizes_of(counts).values())


TestRooms = Rooms.TestCase
TestRooms.settings = settings(
    max_examples=5, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
