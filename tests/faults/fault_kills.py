"""Kill -9 of writers and of the database, under fifty writers who never pause.

What a writer was told stands in a ledger outside of the database. Whoever takes a dead writer's place sends its last
change again, since a device does not know what became of it.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fault_audit import Accepted, Damage, Query, audit
from fault_paths import folder
from fault_table import Row
from pg_server import own_server
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change
from kit.domain.viewer import Viewer
from kit.storage import StorageProblem, Store, open_store
from kit.storage.sqlite import sqlite3

_FORK = multiprocessing.get_context("fork")
AGAIN_SECONDS = 0.2
"""After which a writer whose database was gone sends again."""


def one(writer: int, number: int) -> Accepted:
    """A writer's change of that number; four writers share an entry."""
    words = {
        "statement": f"writer {writer} change {number}",
        "long": f"{writer}/{number} " * (number * 31 % 300) + "end",
    }
    return Accepted(f"w{writer}-{number}", f"e{writer // 4}-{number % 3}", words)


def write(store: Store, person: Viewer, writer: int, start: int, ledger: Connection) -> None:
    """Saves for ever; says in the ledger what was kept."""
    view = store.view(person)
    for number in count(start):
        change = one(writer, number)
        while True:
            with suppress(StorageProblem):
                view.save(Change(change.change, change.entry, "barrier", 0, change.answers))
                break
            time.sleep(AGAIN_SECONDS)
        ledger.send(number)


@dataclass
class Writer:
    """A process that saves, and the next one in its place."""

    store: Store
    person: Viewer
    number: int
    kept: int = 0
    process: Any = None
    ledger: Any = None

    def start(self) -> None:
        self.ledger, theirs = _FORK.Pipe(duplex=False)
        self.process = _FORK.Process(target=write, args=(self.store, self.person, self.number, self.kept, theirs))
        self.process.start()
        theirs.close()

    def listen(self) -> None:
        """Read what was kept."""
        with suppress(EOFError):
            while self.ledger.poll():
                self.kept = self.ledger.recv() + 1

    def kill(self) -> None:
        """End it at once, and hear its last words."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        self.listen()
        self.ledger.close()


@dataclass
class Crowd:
    """Writers who never pause."""

    writers: list[Writer]

    def __enter__(self) -> Crowd:
        for writer in self.writers:
            writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self.writers:
            writer.kill()

    def listen(self, seconds: float) -> None:
        """Let them write for a while."""
        until = time.monotonic() + seconds
        while True:
            for writer in self.writers:
                writer.listen()
            if time.monotonic() >= until:
                return
            time.sleep(min(0.02, max(0.0, until - time.monotonic())))

    def under_way(self) -> None:
        """Let everybody save something first."""
        until = time.monotonic() + 60
        while any(writer.kept == 0 for writer in self.writers):
            if time.monotonic() > until:
                raise TimeoutError("some writers never got in")
            self.listen(0.05)

    def accepted(self) -> list[Accepted]:
        return [one(writer.number, n) for writer in self.writers for n in range(writer.kept)]


def gathered(store: Store, writers: int) -> Crowd:
    """People who have joined; none of them writes yet."""
    room = fill(store, Clock())
    people = [room.join("BD", f"Writer {n}") for n in range(writers)]
    store.close()  # no connection crosses a fork
    return Crowd([Writer(store, person, n) for n, person in enumerate(people)])


def kill_writers(kills: int, writers: int = 50) -> Row:
    """Kills one writer after the other, every second time the one that is inside a transaction at that moment."""
    chance, inside, began = random.Random(11), 0, time.monotonic()
    with folder() as held, closing(open_store(small_workshop(held), clock=Clock())) as store:
        with gathered(store, writers) as crowd:
            crowd.under_way()
            for n in range(kills):
                crowd.listen(chance.uniform(0.005, 0.1))
                victim = chance.choice(crowd.writers)
                if n % 2 and (holder := holder_of_the_lock(held, crowd)):
                    victim, inside = holder, inside + 1
                victim.kill()
                victim.start()
            crowd.listen(0.5)
        damage = audited(store, crowd.accepted())
        note = f"{writers} writers, {inside} killed inside a transaction, {time.monotonic() - began:.0f} s"
    return Row("SQLite: kill -9 of a writer", kills, len(crowd.accepted()), damage, note)


def holder_of_the_lock(held: Path, crowd: Crowd) -> Writer | None:
    """The writer that is inside a transaction now: SQLite locks the file itself, or in WAL mode the one beside it."""
    files = [file for file in (held / "data").glob("workshop.db*") if file.name.endswith((".db", "-shm"))]
    inodes = {str(file.stat().st_ino) for file in files}
    for line in Path("/proc/locks").read_text().splitlines():
        # 1: POSIX ADVISORY WRITE <pid> <major>:<minor>:<inode> <start> <end>; "->" marks those who wait.
        parts = line.split()
        if parts[1] == "POSIX" and parts[3] == "WRITE" and parts[5].rpartition(":")[2] in inodes:
            return next((writer for writer in crowd.writers if writer.process.pid == int(parts[4])), None)
    return None


def kill_postgresql(kills: int, writers: int = 50) -> Row:
    """Kills the whole database under its writers, and by turns one of them; all go on once it is back."""
    chance, began = random.Random(12), time.monotonic()
    with (
        own_server(durable=True) as server,
        folder() as held,
        closing(open_store(small_workshop(held), server.new_database(), clock=Clock())) as store,
    ):
        with gathered(store, writers) as crowd:
            crowd.under_way()
            for n in range(kills):
                crowd.listen(chance.uniform(0.05, 0.6))
                if n % 2:
                    victim = chance.choice(crowd.writers)
                    victim.kill()
                    victim.start()
                else:
                    server.kill()
                    server.start()
            crowd.listen(1)
        damage = audited(store, crowd.accepted())
    note = f"{writers} writers, every second time one of them, {time.monotonic() - began:.0f} s"
    return Row("PostgreSQL: kill -9 of the database", kills, len(crowd.accepted()), damage, note)


def audited(store: Store, accepted: list[Accepted]) -> Damage:
    """What became of it all."""
    with store.context.database.reading() as connection:
        query: Query = lambda words: connection.exec_driver_sql(words).fetchall()  # noqa: E731
        damage = audit(query, accepted)
    file = store.context.database.file
    if store.context.database.is_sqlite:
        with closing(sqlite3.connect(file)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            damage += Damage(half=0 if sound else 1)
    return damage
