"""Stores to test on: SQLite in a folder, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from kit.domain.workshop import Workshop
from kit.storage import Store, open_store
from kit.storage.sqlite import sqlite3
from kit.storage.tables import metadata

sys.path.insert(0, str(Path(__file__).parent))

from pg_server import Server, own_server
from storage_rooms import FILLED, Clock, Filled, Room, fill
from workshop import small_workshop


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return small_workshop(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """The database under test: None for the SQLite file in the workshop's folder. It has tables and nothing in them."""
    if request.param == "postgresql":
        return request.getfixturevalue("emptied_postgresql")
    request.getfixturevalue("sqlite_file")
    return None


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables alone: making them anew for each test would take longer than most tests."""
    made = small_workshop(tmp_path_factory.mktemp("new"))
    open_store(made).close()
    file = made.folder / "data" / "workshop.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM about")
        connection.commit()
    return file


@pytest.fixture
def sqlite_file(workshop: Workshop, new_file: Path) -> Path:
    """The workshop's own database, new."""
    file = workshop.folder / "data" / "workshop.db"
    file.parent.mkdir(mode=0o700)
    return Path(shutil.copy(new_file, file))


@pytest.fixture
def store(workshop: Workshop, url: str | None, clock: Clock) -> Iterator[Store]:
    """A store on each kind of database."""
    opened = open_store(workshop, url, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(workshop: Workshop, sqlite_file: Path, clock: Clock) -> Iterator[Store]:
    """A store on SQLite, for what does not depend on the database."""
    opened = open_store(workshop, clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def filled(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """What filling a room writes, once: to do it anew for each test would take longer than most tests."""
    made = small_workshop(tmp_path_factory.mktemp("filled"))
    clock = Clock()
    with closing(open_store(made, clock=clock)) as store:
        room = fill(store, clock)
        with store.context.database.reading() as connection:
            rows = {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in FILLED}
    return Filled(room, rows)


@pytest.fixture
def room(store: Store, clock: Clock, filled: Filled) -> Room:
    return filled.into(store, clock)


@pytest.fixture
def sqlite_room(sqlite: Store, clock: Clock, filled: Filled) -> Room:
    return filled.into(sqlite, clock)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A server of this test process alone."""
    with own_server() as server:
        yield server


@pytest.fixture(scope="session")
def shared_postgresql(postgresql_server: Server) -> str:
    """A database with tables."""
    url = postgresql_server.new_database()
    open_store(small_workshop(Path()), url).close()
    return url


@pytest.fixture
def emptied_postgresql(shared_postgresql: str) -> str:
    """The same database without any rows."""
    tables = ", ".join(f'"{table}"' for table in metadata.tables)
    with psycopg.connect(shared_postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"TRUNCATE {tables}")
    return shared_postgresql


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> str:
    """A database without tables."""
    return postgresql_server.new_database()
