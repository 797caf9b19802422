"""Two servers on one PostgreSQL behind one address, of which either may die."""

from __future__ import annotations

import asyncio
import os
import random
import re
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field

from fault_kills import audited
from fault_paths import folder
from fault_room import Served, all_joined, codes, crowd, served
from fault_table import Row
from pg_server import own_server

from kit.definitions import load_workshop
from kit.live.rehearsal.stage import free_port
from kit.storage import open_store

_PERSON = re.compile(rb"[; ]kit_person=([^;\r]*)")


@dataclass
class Balancer:
    """A proxy that keeps a person with one server while it lives, as `ip_hash`, `sticky` or `lb_policy cookie` do."""

    servers: list[Served]
    port: int = field(default_factory=free_port)
    passed: Counter[int] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """In a thread of its own."""
        ready, done = threading.Event(), threading.Event()

        async def serve() -> None:
            server = await asyncio.start_server(self._welcome, "127.0.0.1", self.port)
            ready.set()
            await asyncio.to_thread(done.wait)
            server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.sleep(0)

        thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
        thread.start()
        ready.wait(10)
        try:
            yield
        finally:
            done.set()
            thread.join(10)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            ours, theirs = await self._connected(head)
            # One request for each connection, so that each goes where its person belongs.
            theirs.write(re.sub(rb"(?i)\r\nconnection: keep-alive", b"\r\nConnection: close", head))
            try:
                await asyncio.gather(_pass(reader, theirs), _pass(ours, writer))
            finally:
                theirs.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # a browser opens connections that it does not use, and lets others go
        finally:
            writer.close()

    async def _connected(self, head: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A line to the person's server; to another where that one is dead."""
        found = _PERSON.search(head)
        first = zlib.crc32(found[1]) if found else random.randrange(len(self.servers))
        for n in range(len(self.servers)):
            chosen = (first + n) % len(self.servers)
            with suppress(ConnectionRefusedError):
                line = await asyncio.open_connection("127.0.0.1", self.servers[chosen].port)
                self.passed[chosen] += 1
                return line
        raise ConnectionRefusedError("no server answers")


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError, RuntimeError):
        writer.close()


@contextmanager
def two_servers() -> Iterator[tuple[Balancer, list[Served]]]:
    """Two folders, as on two machines, one database, one address."""
    with own_server() as database, folder() as held:
        url = database.new_database()
        with served(held, url, "one") as one, served(held, url, "two") as two:
            balancer = Balancer([one, two])
            with balancer.running():
                yield balancer, [one, two]


def either_dies(deaths: int, participants: int, *, back_again: bool = True) -> Row:
    """Servers are killed in turn and started again, while people save."""
    began = time.monotonic()
    with two_servers() as (balancer, servers):
        keys = [code for name, code in codes(servers[0]).items() if len(name) == 2]
        people = crowd(balancer.address, keys, participants)

        async def play() -> None:
            await all_joined(people, 4)
            seconds = 4 + 12 * deaths if back_again else 6
            await asyncio.gather(_deaths(servers, deaths, back_again), *(p.save_for(seconds, 1.0) for p in people))
            await asyncio.gather(*(person.leave() for person in people))

        asyncio.run(play())
        accepted = [one for person in people for one in person.accepted]
        with closing(open_store(load_workshop(servers[0].folder), servers[0].database)) as store:
            damage = audited(store, accepted)
    seconds = sorted(s for person in people for s in person.seconds)
    note = f"{participants} participants, {sum(p.pages for p in people)} pages opened, slowest save {seconds[-1]:.1f} s"
    note += f", requests to each {dict(sorted(balancer.passed.items()))}, load average {os.getloadavg()[0]:.1f}"
    return Row(
        "two servers on one PostgreSQL, one dies",
        deaths,
        len(accepted),
        damage,
        f"{note}, {time.monotonic() - began:.0f} s",
    )


async def _deaths(servers: list[Served], deaths: int, back_again: bool) -> None:
    for n in range(deaths):
        await asyncio.sleep(2)
        await asyncio.to_thread(servers[n % 2].kill)
        if back_again:
            await asyncio.to_thread(servers[n % 2].start)
            await asyncio.sleep(4)
