"""How many session kernels fit into this machine's memory."""

from __future__ import annotations

import os
from pathlib import Path

import psutil

LIMIT_VARIABLE = "KIT_MAX_KERNELS"
"""Environment: a cap that the operator has chosen."""
KERNEL_BYTES = 40_000_000
"""Allowance for one kernel: what a rehearsal of the example measures at the end of its filling in, and a fifth more."""
RESERVE = 0.1
"""The part of the memory that is left for the rest of the machine: browser, console, documents being made."""
LEAST = 10
"""A workshop begins even where memory looks short: kernels share most of theirs."""
_GROUP = Path("/sys/fs/cgroup")


def kernels_that_fit() -> int:
    """The operator's cap, else what the memory available now allows. Raises ValueError for a cap that is none."""
    if chosen := os.environ.get(LIMIT_VARIABLE):
        if not chosen.isdigit() or int(chosen) < 1:
            raise ValueError(f"{LIMIT_VARIABLE} must be a whole number from 1 up, not {chosen!r}.")
        return int(chosen)
    return fitting(psutil.virtual_memory().total, available_bytes())


def fitting(total_bytes: int, free_bytes: int) -> int:
    """Kernels that fit once the reserve is left."""
    return max(LEAST, int((free_bytes - RESERVE * total_bytes) // KERNEL_BYTES))


def available_bytes(group: Path = _GROUP) -> int:
    """Memory that programs can still get; in a container no more than it may still take (cgroup v2)."""
    available = psutil.virtual_memory().available
    try:
        limit, used = ((group / f"memory.{name}").read_text().strip() for name in ("max", "current"))
        return min(available, int(limit) - int(used))
    except (OSError, ValueError):  # no such group, or its limit is "max"
        return available
