"""A PostgreSQL server of the tests' own, reached through a socket in a folder of its own."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

MISSING = (
    "These tests need PostgreSQL's server programs (Debian: apt-get install postgresql); looked for"
    " /usr/lib/postgresql/*/bin/initdb and initdb on the PATH."
)
_QUIET = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}


@dataclass
class Server:
    """A running server; `kill` it, and `start` it again."""

    folder: Path
    options: str
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def socket(self) -> Path:
        """What clients connect to."""
        return self.folder / ".s.PGSQL.5432"

    def url(self, database: str) -> str:
        """The address of a database of this server, as `--db` takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of a database without tables."""
        name = f"w{next(self._numbers)}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection outside of the kit."""
        return psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True)

    def start(self) -> None:
        """Serve, and wait until it answers."""
        self._control("-w", "-l", str(self.folder / "log"), "-o", self.options, "start")

    def stop(self) -> None:
        """Without a farewell to its clients."""
        self._control("-w", "-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill -9 of the whole database: the first process, whose children end with it, and all of them."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGSTOP)
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        every = [first, *map(int, children)]
        for pid in every:
            os.kill(pid, signal.SIGKILL)
        for pid in every:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def _control(self, *arguments: str) -> None:
        subprocess.run(
            _as_server_user([str(_programs() / "pg_ctl"), "-D", str(self.folder / "data"), *arguments]), **_QUIET
        )


@contextmanager
def _orphans_are_ours() -> Iterator[None]:
    """What the database leaves behind when it is killed comes to this process, which can wait for its end.

    Elsewhere a dead process may stand in the list for long, and PostgreSQL takes it for a living one.
    """
    prctl, subreaper = ctypes.CDLL(None).prctl, 36
    prctl(subreaper, 1)
    try:
        yield
    finally:
        prctl(subreaper, 0)


@contextmanager
def own_server(*, durable: bool = False) -> Iterator[Server]:
    """A new server. Where nothing is tried that its durability would matter for, it works without, and faster."""
    # Sockets' paths may have 107 letters at most, which pytest's own folders exceed.
    made = subprocess.run(["mktemp", "-d", "/tmp/pg-XXXXXX"], check=True, capture_output=True, text=True).stdout
    folder = Path(made.strip())
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    initdb = [str(_programs() / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"]
    subprocess.run(_as_server_user(initdb), **_QUIET)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=120"
    server = Server(folder, options if durable else f"{options} -c fsync=off")
    try:
        with _orphans_are_ours() if durable else nullcontext():
            server.start()
            yield server
    finally:
        with suppress(subprocess.CalledProcessError):
            server.stop()
        shutil.rmtree(folder)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    if not found:
        pytest.fail(MISSING, pytrace=False)
    return found[-1].parent


def _as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
