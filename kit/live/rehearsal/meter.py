"""What the server and its kernels use of this machine."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the server process, the warm process and all kernels."""

    server_cpu_seconds: float
    """Of the server process alone, whose pages and messages pass through one thread."""
    cpu_seconds: float
    """Of all together, since each began."""
    memory_bytes: int
    """Proportional set size: a page that several processes share is counted once."""
    processes: int


def read(server: psutil.Process) -> Reading:
    """Look now. A process that ends while it is looked at is not counted."""
    cpu, memory, count = 0.0, 0, 0
    for process in (server, *server.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            own, held = _cpu_seconds(process), _memory_bytes(process)
            cpu, memory, count = cpu + own, memory + held, count + 1
    return Reading(_cpu_seconds(server), cpu, memory, count)


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _memory_bytes(process: psutil.Process) -> int:
    # On Linux from /proc/PID/smaps_rollup; elsewhere only what is the process's own can be asked for.
    info = process.memory_full_info()
    return int(getattr(info, "pss", info.uss))
