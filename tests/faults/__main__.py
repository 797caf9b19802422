"""Tries to lose what people have typed, in every way that is known to work, and prints what came of it.

`python tests/faults` tries everything at length but `load`, `python tests/faults power kills` only these, and with
`--short` as briefly as the tests do.
Exit 1 where anything is lost, doubled or half-written, or where a control run loses nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import fault_paths  # noqa: F401, I001 - makes the store's small workshop importable
import fault_copies
import fault_disk_errors
import fault_histories
import fault_kills
import fault_load
import fault_network
import fault_power
import fault_servers
from fault_table import HEADINGS, Row, say

NORMAL = "synchronous=NORMAL"
Size = Callable[[int, int], int]


def power(size: Size) -> Iterator[Row]:
    yield fault_power.power_cuts(size(110, 3), mode="wal")
    yield fault_power.power_cuts(size(60, 2), mode="truncate")
    yield fault_power.power_cuts(size(20, 2), mode="truncate", weaken=NORMAL)
    yield fault_power.power_cuts(size(20, 2), mode="wal", weaken=NORMAL)


def disks(size: Size) -> Iterator[Row]:
    for name in fault_disk_errors.KINDS:
        yield fault_disk_errors.fail_everywhere(name, size(1500, 12))
    yield fault_copies.damage_files(size(2000, 24))


def kills(size: Size) -> Iterator[Row]:
    writers = size(50, 6)
    yield fault_kills.kill_writers(size(1000, 6), writers)
    yield fault_kills.kill_postgresql(size(200, 2), writers)
    yield fault_copies.hang_with_the_lock(size(50, 1))


def answers(size: Size) -> Iterator[Row]:
    yield fault_network.lose_answers(size(2000, 24))
    yield fault_network.send_twice(size(1000, 8))


def copies(size: Size) -> Iterator[Row]:
    yield fault_copies.back_up_while_people_write(size(100, 2), size(10, 3))
    yield fault_copies.back_up_postgresql(size(30, 1), size(10, 3))
    yield fault_copies.turn_clock_back(size(2000, 20))


def histories(size: Size) -> Iterator[Row]:
    yield fault_histories.play(size(100_000, 400))


def servers(size: Size) -> Iterator[Row]:
    yield fault_servers.either_dies(size(10, 1), size(12, 2))


def room(size: Size) -> Iterator[Row]:
    """Kill -9 of everything that a served workshop consists of."""
    kinds = ("server", "warm process", "kernel", "kernel hangs")
    yield fault_load.under_load(fault_load.Load(size(20, 3), size(10, 3), size(600, 8), kinds, size(6, 3)))


def load(size: Size) -> Iterator[Row]:
    """`LOAD_MINUTES` and `LOAD_PARTICIPANTS` in the environment choose others than 30 and 200."""
    minutes, people = float(os.environ.get("LOAD_MINUTES", "30")), int(os.environ.get("LOAD_PARTICIPANTS", "200"))
    seconds, kinds = size(round(60 * minutes), 8), ("kernel", "kernel", "kernel", "warm process")
    yield fault_load.under_load(fault_load.Load(size(people, 4), size(people // 5, 4), seconds, kinds, size(10, 2)))


PARTS = {part.__name__: part for part in (power, disks, kills, answers, copies, histories, servers, room, load)}


def main(arguments: list[str]) -> int:
    """The exit code."""
    short = "--short" in arguments
    names = [name for name in arguments if not name.startswith("-")] or [name for name in PARTS if name != "load"]
    if unknown := set(names) - set(PARTS):
        say(f"There is no {', '.join(unknown)}; there are {', '.join(PARTS)}.")
        return 2
    say(HEADINGS)
    rows = []
    for name in names:
        for row in PARTS[name](lambda long, brief: brief if short else long):
            say(row.line())
            rows.append(row)
    return 1 if any(row.bad for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
