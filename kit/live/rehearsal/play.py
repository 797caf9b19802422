"""The rehearsal itself: everybody joins at once, then everybody writes."""

from __future__ import annotations

import asyncio
import contextlib
import time

from tornado.httpclient import AsyncHTTPClient
from tqdm import tqdm

from kit.domain.workshop import Workshop
from kit.live.rehearsal.advice import Cost, Use, advise, this_machine
from kit.live.rehearsal.delegate import Delegate
from kit.live.rehearsal.meter import Reading, read
from kit.live.rehearsal.report import Failure, Report, Times
from kit.live.rehearsal.stage import Stage, stage
from kit.words import say

PAUSE_SECONDS = 3.0
"""Between two saves of one person, on average: everybody types, and nobody stops to talk."""
_LARGEST_PAGE = 2**24
_LEAST_SECONDS = 1e-6


def rehearse(workshop: Workshop, participants: int = 20, *, pause_seconds: float = PAUSE_SECONDS) -> Report:
    """Play the workshop on a copy of its definitions; its own folder is only read. Shows its progress on stderr.

    Raises CannotRehearse where the server does not start.
    """
    with stage(workshop) as held:
        return asyncio.run(_played(workshop, held, participants, pause_seconds))


async def _played(workshop: Workshop, held: Stage, participants: int, pause_seconds: float) -> Report:
    delegates = [
        Delegate(n, held.codes[n % len(held.codes)], held.sessions[n % len(held.sessions)], pause_seconds)
        for n in range(participants)
    ]
    own, machine, before = time.process_time(), this_machine(), read(held.process)
    try:
        await _joined(delegates, held.address)
        inside = read(held.process)
        await _filled(delegates)
        after = read(held.process)
    finally:
        await asyncio.gather(*(delegate.leave() for delegate in delegates))
    joins = [d.joined_seconds for d in delegates if d.joined_seconds is not None]
    saves = [seconds for d in delegates for seconds in d.saved_seconds]
    use = _used(len(joins), len(saves), before, inside, after)
    succeeded = sum(not delegate.trouble for delegate in delegates)
    return Report(
        workshop=workshop.id,
        participants=participants,
        sessions=held.sessions,
        machine=machine,
        join_seconds=Times.of(joins),
        save_seconds=Times.of(saves),
        failures=tuple(Failure(d.number + 1, d.session, *d.trouble) for d in delegates if d.trouble),
        use=use,
        advice=advise(machine, use, rehearsed=participants, succeeded=succeeded, pause_seconds=pause_seconds),
        own_cpu_seconds=round(time.process_time() - own, 2),
    )


async def _joined(delegates: list[Delegate], address: str) -> None:
    client = AsyncHTTPClient(force_instance=True, max_clients=len(delegates), max_body_size=_LARGEST_PAGE)
    with tqdm(total=len(delegates), desc=say("rehearse.joining"), unit="") as bar, contextlib.closing(client):
        for done in asyncio.as_completed([delegate.join(address, client) for delegate in delegates]):
            await done
            bar.update()


async def _filled(delegates: list[Delegate]) -> None:
    with tqdm(total=sum(len(delegate.steps) for delegate in delegates), desc=say("rehearse.saving"), unit="") as bar:
        await asyncio.gather(*(delegate.fill(bar.update) for delegate in delegates))


def _used(joined: int, saves: int, before: Reading, inside: Reading, after: Reading) -> Use:
    join, save = _cost(before, inside, joined), _cost(inside, after, saves)
    grown = max(0, after.memory_bytes - before.memory_bytes)
    return Use(join, save, participant_bytes=grown // joined if joined else None, server_bytes=before.memory_bytes)


def _cost(before: Reading, after: Reading, count: int) -> Cost | None:
    if not count:
        return None
    server, total = after.server_cpu_seconds - before.server_cpu_seconds, after.cpu_seconds - before.cpu_seconds
    return Cost(max(server / count, _LEAST_SECONDS), max(total / count, _LEAST_SECONDS))
