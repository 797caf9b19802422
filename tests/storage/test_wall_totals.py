"""What a wall shows again and again: the same on every wall, and nothing of what a few wrote between two looks."""

from __future__ import annotations

from datetime import timedelta

from storage_rooms import Room, save

from kit.domain.viewer import Role, Viewer
from kit.forms.results import session_results
from kit.storage.purging import purge

IN_THE_ROOM = Viewer(Role.PARTICIPANT)


def notes(room: Room, kind: str, count: int, begun: int = 0) -> None:
    for number in range(begun, begun + count):
        save(room, room.ann, "barrier", f"{kind}-{number}", statement="A note", type=kind, visibility_="participants")


def on_the_wall(room: Room) -> str:
    """The bars as the wall draws them, each time by a view of its own, as each look of a wall is."""
    workshop = room.store.workshop
    made = session_results(workshop, room.store.view(IN_THE_ROOM), workshop.session("barriers"), "en", public=True)
    return str([result.data for result in made if result.kind == "bars"])


def test_one_more_note_moves_nothing_and_five_do(sqlite_room: Room) -> None:
    notes(sqlite_room, "money", 6)
    first = on_the_wall(sqlite_room)
    assert "6" in first
    notes(sqlite_room, "money", 4, begun=6)
    assert on_the_wall(sqlite_room) == first
    notes(sqlite_room, "money", 1, begun=10)
    assert "11" in on_the_wall(sqlite_room)


def test_a_purge_forgets_what_was_shown(sqlite_room: Room) -> None:
    notes(sqlite_room, "money", 6)
    view = sqlite_room.store.view(IN_THE_ROOM)
    assert view.shown("total", ["a"], {"a": 6}).total == 6
    assert view.shown("total", ["a"], {"a": 3}).total == 6
    purge(sqlite_room.store, sqlite_room.store.workshop.last_day + timedelta(days=9999))
    assert view.shown("total", ["a"], {"a": 3}).total is None
