"""A view that has kept what it read shows what a new one would, whatever was done meanwhile, by whomever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from storage_rooms import Clock, Room, fill, new_id, save
from test_what_a_viewer_sees import STATES, STEPS, brought_to, take
from workshop import small_workshop

from kit.domain.entry import Change, Entry, Refused
from kit.domain.viewer import PUBLIC, Role, Viewer
from kit.storage import StorageProblem, View, open_store
from kit.storage.purging import delete_entries, log

WHO = ("ann", "asif", "lal", "facilitator", "organiser")
ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"deleted": True},
    {"form": "barrier"},
    {"form": "barrier", "session": "barriers"},
    {"form": "review"},
    {"form": "evaluation"},
    {"form": "activity", "delegation": "BD"},
    {"form": "barrier", "delegation": "LK"},
    {"delegation": "BD", "session": "barriers"},
    {"form": "offer_need"},
    {"concerning": "BD"},
)
DONE = st.one_of(
    st.tuples(st.sampled_from(WHO), STEPS),
    st.tuples(st.just("plan"), st.sampled_from(STATES)),
    st.tuples(st.just("purge"), st.sampled_from(["own", "activity", "barrier-delegation-none"])),
)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    store = open_store(small_workshop(tmp_path_factory.mktemp("lived-in")), clock=(clock := Clock()))
    room = fill(store, clock)
    save(room, room.lal, "activity", "lals", activity="Lal's")
    save(room, room.ann, "activity", "own", activity="Ann's")
    save(room, room.ann, "plan", "plan", vision="A vision")
    for who in (room.ann, room.asif, room.lal):
        save(room, who, "barrier", new_id(), statement="First", visibility_="participants")
    yield room
    store.close()


def seen(view: View) -> list[list[Entry]]:
    return [view.entries(**asked) for asked in ASKED]


@example(done=[("plan", state) for state in STATES])
@settings(max_examples=10, deadline=None)
@given(done=st.lists(DONE, min_size=1, max_size=6))
def test_what_was_kept_is_what_is_read_anew(lived_in: Room, done: list[tuple[str, Any]]) -> None:
    viewers = [getattr(lived_in, name) for name in WHO] + [PUBLIC, Viewer(Role.PARTICIPANT)]
    views = [lived_in.store.view(viewer) for viewer in viewers]
    for view in views:
        seen(view)
    for who, what in done:
        lived_in.clock.advance(seconds=1)
        try:
            do(lived_in, who, what)
        except (Refused, StorageProblem):
            continue
        for view in views:
            assert seen(view) == seen(lived_in.store.view(view.viewer)), (who, what, view.viewer)


def do(room: Room, who: str, what: Any) -> None:
    if who == "plan":
        brought_to(room, what)
    elif who == "purge":
        with room.store.context.database.writing() as connection:
            log(connection, {"notes": delete_entries(connection, [what])}, room.clock())
    else:
        take(room, getattr(room, who), what)


def test_only_what_was_written_is_read_again(sqlite_room: Room) -> None:
    """A page's cost for a save must not grow with what the room has written."""
    for number in range(30):
        save(sqlite_room, sqlite_room.ann, "barrier", f"note-{number}", statement="A note")
    view = sqlite_room.store.view(sqlite_room.asif)
    before = {entry.id: entry for entry in view.entries("barrier")}
    save(sqlite_room, sqlite_room.ann, "barrier", "note-3", 1, statement="Another")
    save(sqlite_room, sqlite_room.ann, "barrier", "note-new", statement="One more")
    after = {entry.id: entry for entry in view.entries("barrier")}
    assert {name for name, entry in after.items() if before.get(name) is not entry} == {"note-3", "note-new"}


def test_one_moment_is_read_once_and_ends_with_a_save(sqlite_room: Room) -> None:
    view = sqlite_room.store.view(sqlite_room.asif)
    save(sqlite_room, sqlite_room.ann, "barrier", "first", statement="A note")
    with view.at_once():
        before = view.entries("barrier")
        save(sqlite_room, sqlite_room.ann, "barrier", "second", statement="A note of somebody else")
        assert view.entries("barrier") == before
        view.save(Change(new_id(), "third", "barrier", 0, {"statement": "One's own"}))
        assert len(view.entries("barrier")) == 3
    save(sqlite_room, sqlite_room.ann, "barrier", "fourth", statement="And another")
    assert len(view.entries("barrier")) == 4
