"""Writers of one SQLite file get in one after another, whoever else is there."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_rooms import Room, save

from kit.storage import StorageProblem


def test_writers_who_never_pause_all_get_in(sqlite_room: Room) -> None:
    waits: dict[int, list[float]] = {n: [] for n in range(8)}
    until = time.monotonic() + 2

    def write(n: int) -> None:
        while (begun := time.monotonic()) < until:
            save(sqlite_room, sqlite_room.ann, "barrier", f"b{n}", statement="x", id_=f"{n}-{len(waits[n])}")
            waits[n].append(time.monotonic() - begun)

    threads = [threading.Thread(target=write, args=(n,)) for n in waits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turns = sorted(len(each) for each in waits.values())
    assert turns[0] * 2 >= turns[-1] - 2, f"some got in far more often than others: {turns}"


def test_writer_behind_one_that_gives_up_gives_up_in_its_own_time(
    sqlite_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.storage.engine.LOCK_SECONDS", 0.4)
    took: list[float] = []
    codes: list[str] = []

    def write(n: int) -> None:
        begun = time.monotonic()
        with pytest.raises(StorageProblem) as caught:
            save(sqlite_room, sqlite_room.ann, "barrier", f"b{n}", statement="x", id_=f"w{n}")
        codes.append(caught.value.code)
        took.append(time.monotonic() - begun)

    with sqlite_room.store.context.database.writing() as connection:
        connection.execute(text("SELECT 1"))
        threads = [threading.Thread(target=write, args=(n,)) for n in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert codes == ["store.busy"] * 5
    assert max(took) < 5 * 0.4
    save(sqlite_room, sqlite_room.ann, "barrier", "after", statement="x")


def test_writer_whose_queue_file_cannot_be_made_writes_all_the_same(sqlite_room: Room) -> None:
    file = Path(sqlite_room.store.context.database.file)
    queue = file.with_name(f"{file.name}-queue")
    queue.unlink()
    queue.mkdir()
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="x")
    assert sqlite_room.store.view(sqlite_room.ann).entry("b").version == 1
