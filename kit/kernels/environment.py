"""What of a kernel's environment a forked process can take on, and what only a new interpreter reads."""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_READ_AT_START = re.compile(r"(PYTHON|LD_|DYLD_|MALLOC_|GLIBC_TUNABLES|IPYTHON|LC_|LANG$|LANGUAGE$|HOME$)")


@dataclass(frozen=True)
class Difference:
    """What turns one environment into another."""

    changed: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Difference:
        """What `dataclasses.asdict` and JSON made of one."""
        return cls(value["changed"], tuple(value["removed"]))

    def read_at_start(self) -> list[str]:
        """The names in it that the interpreter, the loader or IPython read when a process starts, sorted."""
        return sorted(name for name in (*self.changed, *self.removed) if _READ_AT_START.match(name))


def difference(base: Mapping[str, str], wanted: Mapping[str, str]) -> Difference:
    """What has to change in `base` to get `wanted`."""
    changed = {name: value for name, value in wanted.items() if base.get(name) != value}
    return Difference(changed, tuple(name for name in base if name not in wanted))


def take_on(change: Difference) -> None:
    """Make `change` in this process, and tell the C library's clock of a new `TZ`."""
    for name in change.removed:
        os.environ.pop(name, None)
    os.environ.update(change.changed)
    if "TZ" in change.changed or "TZ" in change.removed:
        time.tzset()


def reseed() -> None:
    """Chance of this process's own: forks of one process would all draw the same."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
