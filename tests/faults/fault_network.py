"""Answers that are lost, late or asked for twice: the change was made, and its writer does not know.

A proxy stands between the kit and PostgreSQL. It passes a COMMIT on, waits for the answer, and then drops the line
instead of handing the answer over; or it hands it over late.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from fault_audit import Accepted
from fault_kills import audited, one
from fault_paths import folder
from fault_table import Row
from pg_server import Server, own_server
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change
from kit.storage import StorageProblem, open_store

LATE_SECONDS = 0.05


@dataclass
class Proxy:
    """Passes bytes between clients and a server; what happens to the answer of a COMMIT is drawn by lot."""

    upstream: Path
    path: Path
    chance: random.Random
    happened: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def running(self) -> Iterator[None]:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(self.path))
            listening.listen()
            threading.Thread(target=self._welcome, args=(listening,), daemon=True).start()
            try:
                yield
            finally:
                with suppress(OSError):
                    listening.shutdown(socket.SHUT_RDWR)

    def _welcome(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self.upstream))
                _Line(self, client, server).start()


class _Line:
    """One client's connection."""

    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.fate = ""

    def start(self) -> None:
        for work in (self._asking, self._answering):
            threading.Thread(target=work, daemon=True).start()

    def _asking(self) -> None:
        with suppress(OSError):
            while data := self.client.recv(65536):
                if b"COMMIT" in data:
                    self.fate = self.proxy.chance.choice(("lost", "late", "passed"))
                self.server.sendall(data)
        self._hang_up()

    def _answering(self) -> None:
        with suppress(OSError):
            while data := self.server.recv(65536):
                fate, self.fate = self.fate, ""
                self.proxy.happened[fate] += 1
                if fate == "lost":
                    break
                time.sleep(LATE_SECONDS if fate == "late" else 0)
                self.client.sendall(data)
        self._hang_up()

    def _hang_up(self) -> None:
        for end in (self.client, self.server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def lose_answers(changes: int, writers: int = 4) -> Row:
    """Writers behind the proxy; each sends a change until it hears that it is saved."""
    began, sent = time.monotonic(), Counter[str]()
    with (
        own_server() as server,
        folder() as held,
        _behind_proxy(server, server.new_database(), held) as (proxy, url),
        closing(open_store(small_workshop(held), url.direct, clock=Clock())) as store,
    ):
        room = fill(store, Clock())
        people = [room.join("BD", f"Writer {n}") for n in range(writers)]

        def write(number: int) -> None:
            with closing(open_patiently(held, url.proxied)) as behind:
                view = behind.view(people[number])
                for n in range(changes // writers):
                    change = one(number, n)
                    sent[_until_saved(view, change)] += 1

        _together(write, writers)
        accepted = [one(w, n) for w in range(writers) for n in range(changes // writers)]
        damage = audited(store, accepted)
    tried = proxy.happened["lost"] + proxy.happened["late"]
    note = f"{proxy.happened['lost']} lost, {proxy.happened['late']} late, {sent['again']} sent again"
    note += f", {time.monotonic() - began:.0f} s"
    return Row("PostgreSQL: answer lost after the commit, or late", tried, len(accepted), damage, note)


def _until_saved(view: object, change: Accepted) -> str:
    for attempt in range(100):
        with suppress(StorageProblem):
            view.save(Change(change.change, change.entry, "barrier", 0, change.answers))  # type: ignore[attr-defined]
            return "again" if attempt else "once"
    raise TimeoutError(f"{change.change} was never saved")


def open_patiently(held: Path, url: str | None) -> object:
    """A store, as soon as it can be opened."""
    for _ in range(100):
        with suppress(StorageProblem):
            return open_store(small_workshop(held), url, clock=Clock())
    raise TimeoutError("the store could not be opened")


@dataclass(frozen=True)
class _Url:
    direct: str
    proxied: str


@contextmanager
def _behind_proxy(server: Server, url: str, held: Path) -> Iterator[tuple[Proxy, _Url]]:
    proxy = Proxy(server.socket, held / ".s.PGSQL.5432", random.Random(3))
    with proxy.running():
        yield proxy, _Url(url, url.replace(str(server.folder), str(held)))


def send_twice(changes: int, url: str | None = None, copies: int = 3) -> Row:
    """The same change from several connections at the same moment, as when a phone opens a second socket."""
    began, repeated = time.monotonic(), Counter[bool]()
    with folder() as held, closing(open_store(small_workshop(held), url, clock=Clock())) as store:
        person = fill(store, Clock()).ann
        ready = threading.Barrier(copies)

        def write(_: int) -> None:
            view = store.view(person)
            for n in range(changes):
                change = one(0, n)
                ready.wait()
                saved = view.save(Change(change.change, change.entry, "barrier", 0, change.answers))
                repeated[saved.repeated] += 1

        _together(write, copies)
        accepted = [one(0, n) for n in range(changes)]
        damage = audited(store, accepted)
    assert repeated[False] == changes
    name = f"{'PostgreSQL' if url else 'SQLite'}: one change sent {copies} times at once"
    return Row(name, changes, changes, damage, f"{time.monotonic() - began:.0f} s")


def _together(work: object, count: int) -> None:
    failures: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)  # type: ignore[operator]
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
