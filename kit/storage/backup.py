"""Copies of a workshop's database while people write, and the way back. A backup is always one SQLite file."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, MetaData, func, insert, inspect, select

from kit.domain.workshop import Workshop
from kit.storage import place
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.facts import fact
from kit.storage.lock import FolderLock
from kit.storage.problems import StorageProblem
from kit.storage.sqlite import sqlite3
from kit.storage.upgrade import make_schema, refuse_newer, schema_of, upgrade

_ROWS = 500
"""Rows that are copied at a time."""
_JOURNALS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file while it is written."""


def backup(database: Database, file: Path) -> None:
    """Writes a consistent copy to a new file, while people go on writing. Raises StorageProblem."""
    if file.exists():
        raise StorageProblem("store.file_exists", file=file)
    with _whole_or_nothing(file) as part:
        if database.is_sqlite:
            _copy_file(database.file, part)
        else:
            with closing(Database(URL.create("sqlite", database=str(part)))) as copy:
                _copy_rows(database, copy)
            _all_in_one(part)
        _check(part)


def backup_beside(database: Database, folder: Path, why: str) -> Path:
    """Writes a copy into `folder`/backups, named by its reason and the time; its path."""
    now = datetime.now(UTC)
    file = folder / "backups" / f"{why}-{now:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:6]}.db"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup(database, file)
    return file


def restore_backup(file: Path, workshop: Workshop, url: str | None = None, *, force: bool = False) -> None:
    """Puts a backup in the place of a workshop's answers, while no server runs.

    Raises StorageProblem where the file is no backup of this workshop, a server runs, or the workshop already holds
    answers; with `force` those are saved to the folder `data/backups` first and then replaced. A file that is damaged
    is moved there as it is.
    """
    if not file.is_file():
        raise StorageProblem("store.no_file", file=file)
    _check(file)
    source = Database(URL.create("sqlite", database=str(file)))
    _check_origin(source, workshop)
    target = Database(place.address(workshop.folder, url))
    data = place.data_folder(workshop.folder)
    place.prepare(data)
    with FolderLock(workshop.folder).acquire(port=0), closing(target):
        _make_room(target, data, force=force)
        if target.is_sqlite:
            with _whole_or_nothing(target.file) as part:
                _copy_file(file, part)
                _drop_journals(target.file)
        else:
            _copy_rows(source, target)
        upgrade(target, lambda found: backup_beside(target, data, f"schema-{found}"))


def _make_room(target: Database, data: Path, *, force: bool) -> None:
    if target.is_sqlite and not target.file.exists():
        return
    found, filled = _contents(target)
    if filled and not force:
        raise StorageProblem("store.not_empty", folder=data)
    refuse_newer(found, target.name)
    if filled and target.is_sqlite and not _is_whole(target.file):
        target.close()
        _set_aside(target.file, data / "backups")
    elif filled:
        backup_beside(target, data, "before-restore")
    target.close()


def _contents(target: Database) -> tuple[str | None, bool]:
    """A database's schema, and whether it holds answers; one that cannot be read might."""
    try:
        with target.reading() as connection:
            return schema_of(connection), not _is_empty(connection)
    except StorageProblem as problem:
        if problem.code != "store.damaged":
            raise
        return None, True


def _set_aside(file: Path, folder: Path) -> None:
    """Moves a damaged file, with what its last transaction left, to where nothing takes it for a backup."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:6]}.sqlite"
    for ending in ("", *_JOURNALS):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(folder / (name + ending))


def _drop_journals(file: Path) -> None:
    # Left by a database that was there before, they would be played into the one that takes its place.
    for ending in _JOURNALS:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _is_empty(connection: Connection) -> bool:
    tables = [table for table in (t.entry, t.ballot, t.person) if inspect(connection).has_table(table.name)]
    return not any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


@contextmanager
def _whole_or_nothing(file: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `file` once it is complete and on disk."""
    part = file.with_name(f".{file.name}.{uuid.uuid4().hex[:8]}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        _sync(part)
        part.replace(file)
        _sync(file.parent)
    except (OSError, sqlite3.Error) as error:
        raise StorageProblem("store.disk_full", folder=file.parent) from error
    finally:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_file(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=30)) as ours, closing(sqlite3.connect(target)) as copy:
        ours.backup(copy)
    _all_in_one(target)


def _all_in_one(file: Path) -> None:
    """Ends the write-ahead log that a copy was made with or has from its source: it is one file, read from any disk."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")


def _is_whole(file: Path) -> bool:
    try:
        _check(file)
    except StorageProblem:
        return False
    return True


def _check(file: Path) -> None:
    """Raises StorageProblem for a file that is no sound database."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ours = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'revision'").fetchone() == (1,)
    except sqlite3.Error as error:
        raise StorageProblem("store.not_a_database", file=file) from error
    if not (sound and ours):
        raise StorageProblem("store.not_a_database", file=file)


def _check_origin(source: Database, workshop: Workshop) -> None:
    with source.reading() as connection:
        found = schema_of(connection)
        of = fact(connection, "workshop")
    refuse_newer(found, source.name)
    if of != workshop.id:
        raise StorageProblem("store.other_workshop", found=of, expected=workshop.id)


def _copy_rows(source: Database, target: Database) -> None:
    """Every row of every table, as of one moment, into a schema of the same version."""
    with source.reading() as read, target.writing() as write:
        found = schema_of(read) or ""
        tables = MetaData()
        tables.reflect(read, only=lambda name, _: name in t.metadata.tables)
        for table in reversed(tables.sorted_tables):
            if inspect(write).has_table(table.name):
                table.drop(write)
        make_schema(write, found)
        for table in tables.sorted_tables:
            rows = read.execute(select(table)).mappings()
            while part := rows.fetchmany(_ROWS):
                write.execute(insert(table), [dict(row) for row in part])
