"""Connections: fully durable ones, of which none outlives a fork, with writers let in one at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from kit.storage import turn
from kit.storage.moment import Moment, remember
from kit.storage.place import journal_mode
from kit.storage.problems import StorageProblem, in_words
from kit.storage.sqlite import sqlite3

LOCK_SECONDS = 15.0
"""For how long a writer waits for the others before it says that the database is busy."""
ADVISORY_LOCK = 0x776F726B706C616E
"""The key of PostgreSQL's lock that lets one writer in at a time ("workplan" in ASCII)."""
_ABANDONED: list[Engine] = []
"""Engines of a parent process: kept, so that the child closes none of the parent's connections."""


class Database:
    """A database and how to speak to it. Safe to keep across a fork: a child makes connections of its own."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._engine: Engine | None = None
        self._process = 0
        self._moment = Moment()

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return Path(self.url.database or "")

    @property
    def name(self) -> str:
        """The database in words, without a password."""
        return str(self.file) if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @property
    def engine(self) -> Engine:
        """This process's engine."""
        if self._engine is not None and self._process != os.getpid() and _has_connections(self._engine):
            _ABANDONED.append(self._engine)
            self._engine = None
        if self._engine is None:
            self._engine = self._new_engine()
        self._process = os.getpid()
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one moment of the database. Raises StorageProblem."""
        if self._moment.held:
            with self._words(), self._moment.reading(self._begun) as connection:
                yield connection
            return
        with self._words(), remember(self.engine.connect()) as connection, connection.begin():
            yield connection

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Until it ends, what this thread reads is read in one transaction, unless it writes meanwhile.

        Without a write-ahead log a reader keeps writers waiting: there each read has a transaction of its own.
        """
        if self._moment.held or (self.is_sqlite and journal_mode() != "wal"):
            yield
            return
        self._moment.held = True
        try:
            yield
        finally:
            self._moment.held = False
            self._moment.end()

    def _begun(self) -> Connection:
        connection = remember(self.engine.connect())
        connection.begin()
        return connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer overlaps; on disk when it ends without an error. Raises StorageProblem."""
        self._moment.end()
        options: dict[str, Any] = {"writes": True} if self.is_sqlite else {"isolation_level": "READ COMMITTED"}
        engine = self.engine.execution_options(**options)
        with self._words(), engine.connect() as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = '{int(LOCK_SECONDS * 1000)}ms'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            yield connection

    def forget_log(self) -> None:
        """Empties SQLite's write-ahead log into the file: words that were deleted must not be found in it.

        Raises StorageProblem where readers kept it from doing so for too long.
        """
        if self.is_sqlite and journal_mode() == "wal":
            with self._words(), self.engine.connect() as connection:
                # Straight on the driver's connection: it cannot be done inside of a transaction.
                driver: Any = connection.connection.dbapi_connection
                if driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    raise StorageProblem("store.busy", folder=self.name, seconds=int(LOCK_SECONDS))

    def close(self) -> None:
        """Closes this process's connections; the next use, here or in a child, opens new ones.

        What the engine has learnt of its statements stays, for the children as well.
        """
        if self._engine is not None and self._process == os.getpid():
            self._engine.dispose()

    def newest_backup(self) -> Path | str:
        """The newest file among those that the kit itself made beside a SQLite file, or "-"."""
        backups = sorted(self.file.parent.glob("backups/*.db"), key=lambda file: file.stat().st_mtime)
        return backups[-1] if self.is_sqlite and backups else "-"

    def _words(self) -> Any:
        return in_words(self.name, LOCK_SECONDS, self.newest_backup)

    def _new_engine(self) -> Engine:
        if not self.is_sqlite:
            # Two idle connections are enough for one process; more are made while they are needed.
            return create_engine(self.url, pool_size=2, pool_pre_ping=True, isolation_level="REPEATABLE READ")
        arguments = {"timeout": LOCK_SECONDS, "check_same_thread": False}
        engine = create_engine(
            self.url, module=sqlite3, poolclass=QueuePool, pool_size=1, max_overflow=-1, connect_args=arguments
        )
        event.listen(engine, "connect", _durable)
        event.listen(engine, "connect", self._note_file)
        event.listen(engine, "checkout", self._same_file)
        event.listen(engine, "begin", _begin)
        return engine

    def _note_file(self, _connection: Any, record: Any) -> None:
        record.info["file"] = self._file_id()

    def _same_file(self, _connection: Any, record: Any, _proxy: Any) -> None:
        # A restored backup is another file of the same name: what were written to the old one would be lost.
        if record.info["file"] != self._file_id():
            raise DisconnectionError

    def _file_id(self) -> tuple[int, int] | None:
        with contextlib.suppress(OSError):
            found = self.file.stat()
            return found.st_dev, found.st_ino
        return None


def _has_connections(engine: Engine) -> bool:
    pool = cast(QueuePool, engine.pool)
    return pool.checkedin() + pool.checkedout() > 0


def _durable(connection: Any, _record: object) -> None:
    # The driver must not begin transactions of its own: a deferred one that reads first fails at once when it writes.
    connection.isolation_level = None
    # EXTRA syncs the folder too, without which a rollback journal may come back after a power cut.
    for pragma in ("foreign_keys=ON", f"journal_mode={journal_mode()}", "synchronous=EXTRA", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if writes:
        turn.begin(connection.connection.dbapi_connection, Path(connection.engine.url.database or ""), LOCK_SECONDS)
    else:
        connection.exec_driver_sql("BEGIN")
