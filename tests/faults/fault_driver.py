"""SQLite's driver on a disk that is watched: what the kit's own storage layer is handed in the place of `sqlite3`.

Only what SQLAlchemy needs of a driver. Errors are those of `sqlite3`, so that the kit finds the same words for them.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import apsw
import pytest
import sqlalchemy

from kit.storage import engine
from kit.storage.sqlite import sqlite3

paramstyle, threadsafety, apilevel = "qmark", 1, "2.0"
sqlite_version_info = tuple(map(int, apsw.sqlite_lib_version().split(".")))
sqlite_version = apsw.sqlite_lib_version()
Error, DatabaseError, InterfaceError = sqlite3.Error, sqlite3.DatabaseError, sqlite3.InterfaceError
OperationalError, IntegrityError, DataError = sqlite3.OperationalError, sqlite3.IntegrityError, sqlite3.DataError
ProgrammingError, InternalError = sqlite3.ProgrammingError, sqlite3.InternalError
NotSupportedError, Warning = sqlite3.NotSupportedError, sqlite3.Warning
PARSE_DECLTYPES = PARSE_COLNAMES = 0
Binary = bytes
_DISK = "watched"


@contextmanager
def _in_sqlite3s_words() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        kind = sqlite3.IntegrityError if isinstance(error, apsw.ConstraintError) else sqlite3.OperationalError
        known = kind(str(error))
        known.sqlite_errorcode = getattr(error, "extendedresult", sqlite3.SQLITE_ERROR)
        known.sqlite_errorname = apsw.mapping_result_codes.get(getattr(error, "result", 1), "SQLITE_ERROR")
        raise known from error


class Cursor:
    """One statement at a time."""

    arraysize = 1
    rowcount = -1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection, self._cursor = connection, connection.cursor()
        self._cursor.exec_trace = self._describe
        self.description: Any = None
        self.lastrowid = 0
        self._rows: Iterator[Any] = iter(())

    def _describe(self, cursor: apsw.Cursor, *_: Any) -> bool:
        # Once a statement without rows has run, its columns can no longer be asked for.
        self.description = [(name, *([None] * 6)) for name, *_ in cursor.get_description()] or None
        return True

    def execute(self, statement: str, parameters: Any = ()) -> Cursor:
        self.description = None
        with _in_sqlite3s_words():
            # Read to the end at once: a statement that somebody still reads keeps its transaction from ending.
            self._rows = iter(list(self._cursor.execute(statement, tuple(parameters))))
        self.rowcount, self.lastrowid = self._connection.changes(), self._connection.last_insert_rowid()
        return self

    def executemany(self, statement: str, rows: Any) -> Cursor:
        for row in rows:
            self.execute(statement, row)
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return list(itertools.islice(self._rows, size))

    def close(self) -> None:
        self._cursor.close(force=True)


class Connection:
    """As the kit uses one: transactions are begun by itself."""

    isolation_level: Any = None

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def cursor(self, *_: Any) -> Cursor:
        return Cursor(self._connection)

    def execute(self, statement: str, parameters: Any = ()) -> Cursor:
        return self.cursor().execute(statement, parameters)

    def create_function(self, *_: Any, **__: Any) -> None:
        """SQLAlchemy offers regular expressions; the kit uses none."""

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def _end(self, statement: str) -> None:
        if self._connection.in_transaction:
            self.execute(statement)

    def close(self) -> None:
        with _in_sqlite3s_words():
            self._connection.close()


def connect(database: str, timeout: float = 5.0, **_: Any) -> Connection:
    """A connection whose every write goes through the watched disk."""
    with _in_sqlite3s_words():
        connection = apsw.Connection(database, vfs=_DISK)
        connection.set_busy_timeout(round(timeout * 1000))
    return Connection(connection)


@contextmanager
def storage_on(disk: apsw.VFS, mode: str | None = None, weaken: str | None = None) -> Iterator[None]:
    """The kit's storage layer on a watched disk.

    `mode` is a journal mode that the kit would choose for another SQLite than this one; `weaken` is a pragma that takes
    some of its durability away.
    """
    durable = engine._durable

    def weakened(connection: Any, record: object) -> None:
        durable(connection, record)
        connection.execute(f"PRAGMA {weaken}")

    def ours(*arguments: Any, **options: Any) -> sqlalchemy.Engine:
        return sqlalchemy.create_engine(*arguments, **{**options, "module": sys.modules[__name__]})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", ours)
        if mode:
            patch.setattr(engine, "journal_mode", lambda: mode)
        if weaken:
            patch.setattr(engine, "_durable", weakened)
        try:
            yield
        finally:
            disk.unregister()
