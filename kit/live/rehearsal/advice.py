"""How many participants a machine is advised to take, from what a rehearsal measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

import psutil

from kit.live.admission_memory import RESERVE, available_bytes
from kit.live.notifier import EVERY_SECONDS

JOIN_SECONDS = 30.0
"""Everybody should be in within this time when all scan the code at once."""
LOAD = 0.7
"""The part of the processors that saving may take for long: above it, waiting grows without bound."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to share."""

    processors: int
    memory_bytes: int
    available_bytes: int
    """What programs could still get, with the server running and nobody in the room."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time of one join or one save."""

    server_seconds: float
    """Of the server process, which has one thread for pages and messages."""
    total_seconds: float
    """Of server, warm process and all kernels together."""

    def scarcest(self, machine: Machine) -> float:
        """Seconds for which the busiest processor is held: by the server's thread, or by an equal share of all work."""
        return max(self.server_seconds, self.total_seconds / machine.processors)


@dataclass(frozen=True, slots=True)
class Use:
    """What participants used; None where nobody joined or nothing was saved."""

    join: Cost | None
    save: Cost | None
    participant_bytes: int | None
    """Memory that one participant adds, proportional set size."""
    server_bytes: int
    """Memory of server and warm process before anybody joins."""


@dataclass(frozen=True, slots=True)
class Advice:
    """The most participants, and what each limit alone would allow; None where nothing was measured."""

    participants: int | None
    by_memory: int | None
    by_joining: int | None
    by_saving: int | None


def this_machine() -> Machine:
    """As it is now. The processors are those that this process may use."""
    return Machine(_processors(), psutil.virtual_memory().total, available_bytes())


def _processors() -> int:
    allowed = getattr(psutil.Process(), "cpu_affinity", None)
    return len(allowed()) if allowed else psutil.cpu_count() or 1


def advise(machine: Machine, use: Use, *, rehearsed: int, succeeded: int, pause_seconds: float) -> Advice:
    """The smallest of three limits; where delegates failed, never more than succeeded.

    Memory: `(available - RESERVE * memory) / bytes of a participant`.
    Joining: `JOIN_SECONDS / c`, where `c` is the scarcest processor's time for one join.
    Saving: everybody saves every `pause_seconds`. A save is also told to everybody's page, so its cost `c`, measured
    with `n` participants, grows with their number m, but only until the notifier tells of several saves together (at
    `pause / EVERY_SECONDS` people): `m / pause * c * max(1, min(m, that) / n) <= LOAD`.
    """
    free = machine.available_bytes - RESERVE * machine.memory_bytes
    by_memory = max(0, int(free // use.participant_bytes)) if use.participant_bytes else None
    by_joining = int(JOIN_SECONDS / use.join.scarcest(machine)) if use.join else None
    by_saving = _savers(use.save.scarcest(machine), rehearsed, pause_seconds) if use.save else None
    limits = [limit for limit in (by_memory, by_joining, by_saving) if limit is not None]
    if succeeded < rehearsed:
        limits.append(succeeded)
    return Advice(min(limits, default=None), by_memory, by_joining, by_saving)


def _savers(cost: float, rehearsed: int, pause_seconds: float) -> int:
    unchanging, crowd = LOAD * pause_seconds / cost, pause_seconds / EVERY_SECONDS
    if rehearsed >= min(unchanging, crowd):
        return int(unchanging)
    growing = math.sqrt(unchanging * rehearsed)
    return int(growing if growing <= crowd else unchanging * rehearsed / crowd)
