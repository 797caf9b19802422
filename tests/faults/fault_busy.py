"""How busy the machine is meanwhile, and with what: without that, seconds say nothing on a machine that others use."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field

import psutil
from fault_room import Served

EVERY_SECONDS = 3.0


@dataclass
class Busy:
    """Processor seconds of the servers with their kernels, of those who play the people, and of the whole machine."""

    servers: list[Served]
    _found: set[psutil.Process] = field(default_factory=set)
    _of: dict[psutil.Process, float] = field(default_factory=dict)
    _before: dict[psutil.Process, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._look()
        self._before = dict(self._of)
        self._begun, self._machine, self._own = time.monotonic(), _machine(), _seconds(psutil.Process())

    async def watch(self) -> None:
        """Look now and then; what a process used after the last look before it died is not counted."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await asyncio.to_thread(self._look)

    def _look(self) -> None:
        for server in self.servers:
            if server.process is not None:
                with suppress(psutil.Error):
                    parent = psutil.Process(server.process.pid)
                    self._found |= {parent, *parent.children(recursive=True)}
        # Kernels outlive the warm process that they were forked from, and are nobody's children then.
        for process in self._found:
            with suppress(psutil.Error):
                self._of[process] = _seconds(process)

    @property
    def served(self) -> float:
        """Processor seconds of servers, warm processes and kernels."""
        return sum(self._of.values()) - sum(self._before.values())

    def words(self, saves: int) -> str:
        """The verdict's part about the machine."""
        self._look()
        whole = (time.monotonic() - self._begun) * (psutil.cpu_count() or 1)
        own = _seconds(psutil.Process()) - self._own
        others = max(0.0, _machine() - self._machine - self.served - own)
        parts = " + ".join(
            f"{100 * part / whole:.0f} % {who}"
            for part, who in ((self.served, "server and kernels"), (own, "these players"), (others, "others"))
        )
        return f"{1000 * self.served / max(1, saves):.0f} ms of processor a save; of all processors {parts}"


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _machine() -> float:
    """Processor seconds since the start that nobody was idle or waited for a disk."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))
