"""Stores to test on: SQLite in a folder, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from kit.domain.workshop import Workshop
from kit.storage import Store, open_store
from kit.storage.tables import metadata

sys.path.insert(0, str(Path(__file__).parent))

from storage_rooms import Clock, Room, fill
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


@pytest.fixture
def room(store: Store, clock: Clock) -> Room:
    return fill(store, clock)


@pytest.fixture
def sqlite_room(sqlite: Store, clock: Clock) -> Room:
    return fill(sqlite, clock)


MISSING = (
    "These tests need PostgreSQL's server programs (Debian: apt-get install postgresql); looked for"
    " /usr/lib/postgresql/*/bin/initdb and initdb on the PATH."
)


def _server_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    if not found:
        pytest.fail(MISSING, pytrace=False)
    return found[-1].parent


def _as_server_user() -> Callable[[list[str]], list[str]]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return lambda command: command
    return lambda command: ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this test process alone, reached through a socket in a folder of its own; yields its address."""
    programs, run = _server_programs(), _as_server_user()
    # Sockets' paths may have 107 letters at most, which pytest's own folders exceed.
    folder = Path(
        subprocess.run(["mktemp", "-d", "/tmp/pg-XXXXXX"], check=True, capture_output=True, text=True).stdout.strip()
    )
    user = "postgres"
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(run([str(programs / "initdb"), "-D", str(data), "-U", user, "-A", "trust", "-N"]), **quiet)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    subprocess.run(run([*control, "-o", options, "start"]), **quiet)
    try:
        yield f"postgresql+psycopg://{user}@/{{database}}?host={folder}"
    finally:
        subprocess.run(run([*control, "-m", "immediate", "stop"]), **quiet)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shared_postgresql(postgresql_server: str) -> str:
    """A database with tables."""
    url = _new_database(postgresql_server)
    open_store(small_workshop(Path()), url).close()
    return url


@pytest.fixture
def emptied_postgresql(shared_postgresql: str) -> str:
    """The same database without any rows."""
    tables = ", ".join(f'"{table}"' for table in metadata.tables)
    with psycopg.connect(shared_postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"TRUNCATE {tables}")
    return shared_postgresql


_databases = iter(range(10**9))


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """A database without tables."""
    return _new_database(postgresql_server)


def _new_database(server: str) -> str:
    name = f"w{next(_databases)}"
    with psycopg.connect(server.format(database="postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(database=name)
