"""Many people who save at a steady rate while processes are killed, and the console beside them."""

from __future__ import annotations

import asyncio
import math
import os
import random
import signal
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field

import psutil
from fault_busy import Busy
from fault_kills import audited
from fault_paths import folder
from fault_room import Participant, Served, all_joined, codes, crowd, served
from fault_table import Row
from tornado.httpclient import AsyncHTTPClient

from kit.definitions import load_workshop
from kit.live.rehearsal.browsing import Browser, need
from kit.storage import open_store

CONSOLE_EVERY_SECONDS = 2.0
LIMIT_SECONDS = 1.0
"""Within which 99 of 100 saves have to be acknowledged."""


@dataclass
class Played:
    """What was done, and how quickly it was answered."""

    killed: Counter[str] = field(default_factory=Counter)
    console: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    machine: str = ""


@dataclass(frozen=True)
class Load:
    """How much is asked of a room, and what is killed meanwhile."""

    participants: int
    rate: float
    """Saves a second of all participants together."""
    seconds: float
    kinds: tuple[str, ...] = ()
    """Of `server`, `warm process`, `kernel` and `kernel hangs`."""
    every: float = 10.0
    """Seconds between two kills, on average."""


def under_load(load: Load) -> Row:
    """A server on SQLite under load."""
    with folder() as held, served(held) as server:
        return measured(server.address, [server], load)


def measured(address: str, servers: list[Served], load: Load) -> Row:
    """The load on servers of one database, reached at one address."""
    people, played = asyncio.run(_play(address, servers, load))
    accepted = [one for person in people for one in person.accepted]
    with closing(open_store(load_workshop(servers[0].folder), servers[0].database)) as store:
        damage = audited(store, accepted)
    kills = ", ".join(f"{count} {kind}" for kind, count in sorted(played.killed.items())) or "no kills"
    pages = sum(person.pages for person in people)
    note = f"{load.participants} participants, {len(accepted) / load.seconds:.0f} saves/s; {kills}; {_figures(played)};"
    note += f" {pages} pages opened; {played.machine}; load average {os.getloadavg()[1]:.1f}"
    return Row("room under load", sum(played.killed.values()) or 1, len(accepted), damage, note)


def _figures(played: Played) -> str:
    within = sum(s <= LIMIT_SECONDS for s in played.saves) / max(1, len(played.saves))
    save, console = (f"{_quantile(s, 0.5):.2f}/{_quantile(s, 0.99):.2f} s" for s in (played.saves, played.console))
    return f"{within:.1%} of saves within {LIMIT_SECONDS:.0f} s, median/99 % {save}, console {console}"


def _quantile(seconds: list[float], part: float) -> float:
    ordered = sorted(seconds)
    return ordered[math.ceil(part * len(ordered)) - 1] if ordered else math.nan


async def _play(address: str, servers: list[Served], load: Load) -> tuple[list[Participant], Played]:
    keys, played = codes(servers[0]), Played()
    people = crowd(address, [code for name, code in keys.items() if len(name) == 2], load.participants)
    await all_joined(people)
    beside = [asyncio.create_task(_watch(address, keys["facilitator"], played))]
    beside += [asyncio.create_task(_kill(servers, load, played))] if load.kinds else []
    busy = Busy(servers)
    beside += [asyncio.create_task(busy.watch())]
    await asyncio.gather(*(person.save_for(load.seconds, load.participants / load.rate) for person in people))
    played.machine = busy.words(sum(len(person.accepted) for person in people))
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    await asyncio.gather(*(person.leave() for person in people))
    played.saves = [s for person in people for s in person.seconds]
    return people, played


async def _watch(address: str, code: str, played: Played) -> None:
    """The facilitator's console, which has to answer all the time."""
    console = Browser(address, AsyncHTTPClient(force_instance=True))
    need(await console.get(f"/join/{code}"), 200)
    need(await console.post("/join", code=code, name="Facilitator"), 303)
    while True:
        begun = time.monotonic()
        with suppress(OSError):
            need(await console.get("/api/console"), 200)
            played.console.append(time.monotonic() - begun)
        await asyncio.sleep(CONSOLE_EVERY_SECONDS)


async def _kill(servers: list[Served], load: Load, played: Played) -> None:
    """Kill -9 at random moments; a server is started again at once."""
    chance = random.Random(8)
    while True:
        await asyncio.sleep(chance.uniform(0.5, 1.5) * load.every)
        kind, server = chance.choice(load.kinds), chance.choice(servers)
        kernels = server.kernels()
        if kind == "server":
            server.kill()
            await asyncio.to_thread(server.start)
        else:
            victims = server.warm() if kind == "warm process" else kernels
            if not victims:
                continue
            with suppress(psutil.NoSuchProcess):
                chance.choice(victims).send_signal(signal.SIGSTOP if kind == "kernel hangs" else signal.SIGKILL)
        played.killed[kind] += 1
