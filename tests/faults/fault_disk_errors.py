"""Disks that fill up or fail at any step of a save, and for how long they please."""

from __future__ import annotations

import random
import time
from contextlib import closing

import apsw
import fault_driver
from fault_audit import Damage
from fault_disk import Disk, Step
from fault_kills import audited, one
from fault_paths import folder
from fault_table import Row
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change
from kit.storage import StorageProblem, open_store

KINDS = {"disk full": apsw.SQLITE_FULL, "input/output error": apsw.SQLITE_IOERR}
WORDS = {"store.disk_full"}


class Failing:
    """A disk that works until it is told to fail, at a step of its own choosing."""

    def __init__(self, kind: int) -> None:
        self.kind, self.steps, self.fails_from, self.fails_until = kind, 0, 0, 0

    def fail(self, after: int, steps: int) -> None:
        """From the step after so many, for so many."""
        self.fails_from, self.fails_until = self.steps + after, self.steps + after + steps

    def __call__(self, step: Step) -> None:
        self.steps += 1
        full = self.kind == apsw.SQLITE_FULL and step.kind in ("sync", "truncate", "delete")
        if self.fails_from < self.steps <= self.fails_until and not full:
            raise apsw.exception_for(self.kind)


def fail_everywhere(name: str, times: int) -> Row:
    """Each save meets a failure at another step; it is said in words, and the device sends again."""
    disk, chance = Failing(KINDS[name]), random.Random(7)
    refused, codes, accepted, began = 0, set(), [], time.monotonic()
    with folder(in_memory=True) as held:
        workshop = small_workshop(held)
        with closing(open_store(workshop, clock=Clock())) as made:
            person = fill(made, Clock()).ann
        with fault_driver.storage_on(Disk(disk)), closing(open_store(workshop, clock=Clock())) as store:
            view = store.view(person)
            for n in range(times):
                change = one(0, n)
                disk.fail(n % 75, chance.choice((1, 3, 20)))
                while change not in accepted:
                    try:
                        view.save(Change(change.change, change.entry, "barrier", 0, change.answers))
                        accepted.append(change)
                    except StorageProblem as problem:
                        codes.add(problem.code)
                        refused += 1
            disk.fails_until = 0
        with closing(open_store(workshop, clock=Clock())) as store:
            damage = audited(store, accepted)
    wrong = Damage(half=len(codes - WORDS))
    note = f"{refused} saves refused in words {sorted(codes)} and sent again, {time.monotonic() - began:.0f} s"
    return Row(f"SQLite: {name}", times, len(accepted), damage + wrong, note)
