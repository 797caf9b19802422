"""What a wall shows again and again: the same on every wall, and nothing of what a few wrote between two looks."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url, update
from storage_rooms import Room, save

from kit.domain.shown import show
from kit.domain.suppress import Suppressed
from kit.domain.viewer import Role, Viewer
from kit.forms.results import session_results
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.facts import set_fact
from kit.storage.purging import purge
from kit.storage.showing import _key, remembered
from kit.storage.upgrade import make_schema, upgrade

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


def test_what_a_wall_was_shown_before_an_upgrade_still_counts(tmp_path: Path) -> None:
    """A total of schema 0007 that showed 10 of an answer, then hid it while it was 12."""
    file = tmp_path / "old.db"
    database = Database(make_url(f"sqlite:///{file}"))
    kept = {"cells": {"a": None, "b": None, "c": 20}, "total": 50, "counts": {"a": 12, "b": 18, "c": 20}}
    with database.writing() as connection:
        make_schema(connection, "0007")
        set_fact(connection, "shown:x", json.dumps(kept | {"known": {"a": 10, "c": 20}}))
        set_fact(connection, "shown:y", json.dumps({"cells": {"a": None}, "total": None, "counts": {}, "known": {}}))
    upgrade(database, lambda found: file)
    with database.writing() as connection:
        assert connection.execute(update(t.about).where(t.about.c.name == "told:y").values(value="")).rowcount == 0
        connection.execute(update(t.about).where(t.about.c.name == "told:x").values(name=_key(IN_THE_ROOM, "total")))
        told = remembered(connection, IN_THE_ROOM, "total")
    assert told[-1].row == Suppressed({"a": None, "b": None, "c": 20}, 50)
    assert show({"a": 13, "b": 18, "c": 27}, "abc", told)[-1].row.cells["a"] is None
