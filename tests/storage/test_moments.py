"""A moment in which nothing is looked up twice: over when one writes oneself, and keeping nobody from writing."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from storage_rooms import Room, save

from kit.domain.entry import Refused
from kit.domain.viewer import Viewer
from kit.storage.events import last_event
from kit.storage.place import journal_mode

WITHOUT_LOG = journal_mode() != "wal"


@contextmanager
def statements(room: Room) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = room.store._database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def elsewhere(action: object) -> None:
    """Do it in another thread, and wait."""
    thread = threading.Thread(target=action)  # type: ignore[arg-type]
    thread.start()
    thread.join()


def seen(room: Room, viewer: Viewer) -> set[str]:
    return {entry.id for entry in room.store.view(viewer).entries("barrier")}


def test_others_write_without_waiting_and_it_is_seen_in_the_next_moment(room: Room) -> None:
    view = room.store.view(room.ann)
    with room.store.moment():
        assert view.entries("barrier") == []
        elsewhere(lambda: save(room, room.asif, "barrier", "b", statement="Later"))
        now = {"b"} if WITHOUT_LOG and room.store._database.is_sqlite else set()
        assert seen(room, room.asif) == now
    assert {entry.id for entry in view.entries("barrier")} == {"b"}


def test_what_one_writes_oneself_is_seen_at_once(room: Room) -> None:
    with room.store.moment():
        assert seen(room, room.ann) == set()
        save(room, room.ann, "barrier", "own", statement="Mine")
        assert seen(room, room.ann) == {"own"}


def test_other_threads_read_for_themselves(room: Room) -> None:
    found: list[set[str]] = []
    with room.store.moment():
        seen(room, room.ann)
        elsewhere(lambda: save(room, room.asif, "barrier", "b", statement="New"))
        elsewhere(lambda: found.append(seen(room, room.ann)))
    assert found == [{"b"}]


@pytest.mark.skipif(WITHOUT_LOG, reason="without a write-ahead log each read is of its own moment")
def test_a_moment_within_a_moment_is_the_same_one(room: Room) -> None:
    with room.store.moment():
        assert seen(room, room.ann) == set()
        with room.store.moment():
            elsewhere(lambda: save(room, room.asif, "barrier", "b", statement="New"))
        assert seen(room, room.ann) == set()


@pytest.mark.skipif(WITHOUT_LOG, reason="without a write-ahead log each read is of its own moment")
def test_nobody_is_looked_up_twice_in_one_moment(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    view = room.store.view(room.ann)
    view.entries("barrier")
    with statements(room) as asked, room.store.moment():
        for form in ("barrier", "note", "barrier") * 5:
            view.entries(form)
        for _ in range(5):
            room.store.agenda.states()
    assert sum("FROM person" in statement for statement in asked) == 1
    assert sum("FROM agenda" in statement for statement in asked) <= 2
    assert len(asked) <= 10


def test_one_who_reads_on_after_a_write_in_between_is_not_cut_off(room: Room) -> None:
    database = room.store._database
    with room.store.moment(), database.reading() as connection:
        save(room, room.ann, "barrier", "b", statement="Mine")
        assert last_event(connection) >= 0
        with database.reading() as again:
            assert again is connection or WITHOUT_LOG
    assert seen(room, room.ann) == {"b"}


def test_who_was_shut_out_is_refused_in_the_next_moment(room: Room) -> None:
    view = room.store.view(room.ann)
    with room.store.moment():
        view.entries("barrier")
        code = next(code.code for code in room.store.codes.ensure() if code.delegation == "BD")
    room.store.codes.revoke(code)
    with room.store.moment(), pytest.raises(Refused, match="person_revoked"):
        view.entries("barrier")


def test_a_refusal_ends_no_moment_and_an_error_in_between_leaves_the_store_usable(room: Room) -> None:
    view = room.store.view(room.ann)
    with room.store.moment():
        with pytest.raises(Refused):
            view.entry("nothing")
        assert seen(room, room.ann) == set()
    with contextlib.suppress(ZeroDivisionError), room.store.moment():
        seen(room, room.ann)
        raise ZeroDivisionError
    save(room, room.ann, "barrier", "b", statement="After")
    assert seen(room, room.ann) == {"b"}
