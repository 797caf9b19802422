"""How many session kernels fit into this machine's memory."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import psutil

from kit.kernels.lasting import CAN_LAST

LIMIT_VARIABLE = "KIT_MAX_KERNELS"
"""Environment: a cap that the operator has chosen."""
KERNEL_BYTES = 16_000_000 if CAN_LAST else 30_000_000
"""Allowance for one kernel to begin with: what a rehearsal of the example measures at the end of its filling in (13 MB,
or 24 MB with Python 3.11), and a fifth more."""
_MORE = 1.2
RESERVE = 0.1
"""The part of the memory that is left for the rest of the machine: browser, console, documents being made."""
LEAST = 10
"""A workshop begins even where memory looks short: kernels share most of theirs."""
_GROUP = Path("/sys/fs/cgroup")


def kernels_that_fit(free_bytes: float | None = None, each_bytes: float = KERNEL_BYTES) -> int:
    """The operator's cap, else what memory allows: the given, or that available now.

    Raises ValueError for a cap that is none.
    """
    if chosen := os.environ.get(LIMIT_VARIABLE):
        if not chosen.isdigit() or int(chosen) < 1:
            raise ValueError(f"{LIMIT_VARIABLE} must be a whole number from 1 up, not {chosen!r}.")
        return int(chosen)
    return max(LEAST, int((bytes_for_kernels() if free_bytes is None else free_bytes) // each_bytes))


def bytes_for_kernels() -> float:
    """The memory available now, once the reserve is left."""
    return available_bytes() - RESERVE * psutil.virtual_memory().total


def allowance(pids: Iterable[int]) -> float:
    """Bytes for one kernel: a fifth more than these have for themselves on average, never less than to begin with."""
    own: list[int] = []
    for pid in pids:
        with contextlib.suppress(psutil.Error):  # it has ended, or its memory is not ours to see
            own.append(psutil.Process(pid).memory_full_info().uss)
    return max(KERNEL_BYTES, _MORE * sum(own) / max(1, len(own)))


def available_bytes(group: Path = _GROUP) -> int:
    """Memory that programs can still get; in a container no more than it may still take (cgroup v2)."""
    available = psutil.virtual_memory().available
    try:
        limit, used = ((group / f"memory.{name}").read_text().strip() for name in ("max", "current"))
        return min(available, int(limit) - int(used))
    except (OSError, ValueError):  # no such group, or its limit is "max"
        return available
