"""What a server finds when it starts on a file that is no longer what was written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from storage_rooms import Room, save

from kit.cli import main
from kit.storage import StorageProblem, open_store, restore_backup
from kit.storage.sqlite import sqlite3


def _swap_rows(file: Path) -> None:
    """An index that no longer fits its table."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'entry_by_form'")
        connection.commit()


def _half_an_answer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE revision SET answers = substr(answers, 1, 9)")
        connection.commit()


def _answer_of_nothing(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM entry")
        connection.commit()


@pytest.mark.parametrize("spoil", [_swap_rows, _half_an_answer, _answer_of_nothing])
def test_damage_that_lets_a_file_open_is_found_by_looking(sqlite_room: Room, spoil: Callable[[Path], None]) -> None:
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="Words")
    sqlite_room.store.check()
    kept = sqlite_room.store.context.database.file.parent / "backups" / "kept.db"
    kept.parent.mkdir()
    sqlite_room.store.backup(kept)
    sqlite_room.store.close()
    spoil(sqlite_room.store.context.database.file)
    with pytest.raises(StorageProblem) as caught, closing(open_store(sqlite_room.store.workshop)) as store:
        store.check()
    assert caught.value.code == "store.damaged"
    assert str(kept) in str(caught.value)


def test_restore_writes_to_the_database_that_is_named(
    sqlite_room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="Words")
    copy, target = tmp_path / "copy.db", tmp_path / "elsewhere" / "other.db"
    sqlite_room.store.backup(copy)
    target.parent.mkdir()
    monkeypatch.setattr("kit.cli.keeping.workshop_in", lambda folder: sqlite_room.store.workshop)
    done = CliRunner().invoke(main, ["restore", str(copy), str(tmp_path), "--db", f"sqlite:///{target}"])
    assert done.exit_code == 0, done.output
    with closing(open_store(sqlite_room.store.workshop, f"sqlite:///{target}")) as store:
        assert store.view(sqlite_room.ann).entry("b").values == {"statement": "Words"}


@pytest.fixture
def kept(sqlite_room: Room) -> Path:
    """A backup, made by the kit, of a database that holds one entry; the store is closed."""
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="Words")
    copy = sqlite_room.store.context.database.file.parent / "backups" / "kept.db"
    copy.parent.mkdir()
    sqlite_room.store.backup(copy)
    sqlite_room.store.close()
    return copy


def _no_database(file: Path) -> None:
    file.write_bytes(b"\xff" * 40_960)


def _holes(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + bytes(len(whole) - 8192))


@pytest.mark.parametrize("spoil", [_no_database, _holes, _swap_rows, _half_an_answer])
def test_backup_is_restored_over_a_damaged_database_which_is_kept(
    sqlite_room: Room, kept: Path, spoil: Callable[[Path], None]
) -> None:
    workshop, file = sqlite_room.store.workshop, sqlite_room.store.context.database.file
    spoil(file)
    damaged = file.read_bytes()
    with pytest.raises(StorageProblem) as caught:
        restore_backup(kept, workshop)
    assert caught.value.code == "store.not_empty"
    assert file.read_bytes() == damaged
    restore_backup(kept, workshop, force=True)
    with closing(open_store(workshop)) as store:
        store.check()
        assert store.view(sqlite_room.ann).entry("b").values == {"statement": "Words"}
    assert len(list(kept.parent.glob("damaged-*.sqlite")) + list(kept.parent.glob("before-restore-*.db"))) == 1
