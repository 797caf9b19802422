"""Stores to test on: SQLite in a folder, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from kit.domain.workshop import Workshop
from kit.storage import Store, open_store

sys.path.insert(0, str(Path(__file__).parent))

from rooms import Clock, Room, fill
from workshop import small_workshop


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return small_workshop(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """The database under test: None for the SQLite file in the workshop's folder."""
    return request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None


@pytest.fixture
def store(workshop: Workshop, url: str | None, clock: Clock) -> Iterator[Store]:
    """A store on each kind of database."""
    opened = open_store(workshop, url, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(workshop: Workshop, clock: Clock) -> Iterator[Store]:
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


_databases = iter(range(10**9))


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """An empty database."""
    name = f"w{next(_databases)}"
    admin = postgresql_server.format(database="postgres").replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgresql_server.format(database=name)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
