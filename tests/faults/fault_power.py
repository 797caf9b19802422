"""Power cuts: every state in which a database file could be found after one, rebuilt from a log of writes and syncs.

The kit's own storage layer saves to a watched disk. After each step of the log the power may fail. What was synced is
there; of what was not, any part may be: none, all, or some writes in any order, each perhaps torn between two sectors.
Each state is opened as the next start would open it, which rolls back what was half done, and looked through.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import fault_driver
from fault_audit import Accepted, Damage, audit
from fault_disk import Disk, Step
from fault_paths import folder
from fault_table import Row
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change
from kit.domain.viewer import Viewer
from kit.storage import open_store, place
from kit.storage.sqlite import sqlite3

SECTOR = 512
ENTRIES = 7


@dataclass
class File:
    """What of a file survives: its synced content, None while it would not be there at all, and what is on its way."""

    synced: bytearray | None = None
    pending: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        self.synced = self.after(self.pending)
        self.pending = []

    def sync_name(self) -> None:
        """The folder has been synced: what was deleted does not come back."""
        deletions = [n for n, step in enumerate(self.pending) if step.kind == "delete"]
        if deletions:
            self.synced, self.pending = None, self.pending[deletions[-1] + 1 :]

    def after(self, steps: list[Step]) -> bytearray | None:
        """The content once these steps have reached the disk."""
        content = None if self.synced is None else bytearray(self.synced)
        for step in steps:
            content = _applied(content, step)
        return content


def _applied(content: bytearray | None, step: Step) -> bytearray | None:
    if step.kind == "delete":
        return None
    content = bytearray() if content is None else content
    if step.kind == "truncate":
        del content[step.at :]
    elif step.kind == "write":
        content.extend(bytes(max(0, step.at + len(step.data) - len(content))))
        content[step.at : step.at + len(step.data)] = step.data
    return content


def torn(steps: list[Step], chance: random.Random) -> list[Step]:
    """Some of the steps, in any order, writes in sectors of which some are missing."""
    parts: list[Step] = []
    for step in steps:
        if step.kind != "write":
            parts.append(step)
            continue
        cuts = [0, *range(SECTOR - step.at % SECTOR, len(step.data), SECTOR), len(step.data)]
        parts += [Step("write", step.file, step.at + a, step.data[a:b]) for a, b in pairwise(cuts)]
    kept = [part for part in parts if chance.random() < 0.5]
    chance.shuffle(kept)
    return kept


@dataclass(frozen=True)
class Crash:
    """One state after a power cut, and what had been acknowledged before it."""

    files: dict[str, bytes]
    accepted: int

    def key(self) -> tuple[object, ...]:
        """The same for the same state."""
        contents = sorted((name, blake2b(content).digest()) for name, content in self.files.items())
        return (self.accepted, *contents)


def crashes(before: dict[str, bytes], log: list[Step], cuts_each: int, chance: random.Random) -> Iterator[Crash]:
    """Every state after every step: without what was not synced, with all of it, and `cuts_each` times with some."""
    files = {name: File(bytearray(content)) for name, content in before.items()}
    accepted = 0
    for step in log:
        if step.kind == "said":
            accepted += 1
        else:
            file = files.setdefault(step.file, File())
            # SQLite syncs the folder with the first sync of a new journal, and where it deletes one for good.
            names = step.kind == "delete" and bool(step.at)
            if step.kind == "sync":
                names = file.synced is None
                file.sync()
            else:
                file.pending.append(step)
            for each in files.values() if names else ():
                each.sync_name()
        unsynced = sum(len(file.pending) for file in files.values())
        yield Crash(_content(files, lambda steps: []), accepted)
        if unsynced:
            yield Crash(_content(files, lambda steps: steps), accepted)
        for _ in range(cuts_each if unsynced else 0):
            yield Crash(_content(files, lambda steps: torn(steps, chance)), accepted)


def _content(files: dict[str, File], reached: object) -> dict[str, bytes]:
    found = {name: file.after(reached(file.pending)) for name, file in files.items()}  # type: ignore[operator]
    return {name: bytes(content) for name, content in found.items() if content is not None}


@dataclass(frozen=True)
class Recording:
    """What happened on the disk while somebody saved."""

    before: dict[str, bytes]
    log: list[Step]
    accepted: list[Accepted]
    person: Viewer


def record(saves: int, mode: str, weaken: str | None) -> Recording:
    """Saves through the kit's own storage layer, on a watched disk."""
    log: list[Step] = []
    accepted: list[Accepted] = []
    with folder(in_memory=True) as held:
        workshop = small_workshop(held)
        with closing(open_store(workshop)) as made:
            person = fill(made, Clock()).ann
        data = held / "data"
        before = {"workshop.db": (data / "workshop.db").read_bytes()}
        (data / "workshop.db-journal").unlink(missing_ok=True)
        with (
            fault_driver.storage_on(Disk(log.append), mode, weaken),
            closing(open_store(workshop, clock=Clock())) as store,
        ):
            for n in range(saves):
                one = Accepted(f"c{n}", f"e{n % ENTRIES}", _words(n))
                store.view(person).save(change_of(one))
                accepted.append(one)
                log.append(Step("said"))
    return Recording(before, log, accepted, person)


def _words(n: int) -> dict[str, str]:
    """Short ones and such as fill pages of their own."""
    return {"statement": f"Words {n} " * (1 + n % 40) + "end", "long": f"{n} " * (n * 97 % 3000) + f"end {n}"}


def change_of(one: Accepted) -> Change:
    """What the device sends, again and again if it must."""
    return Change(one.change, one.entry, "barrier", int(one.change[1:]) // ENTRIES, one.answers)


@dataclass
class Tried:
    """How many different states were opened, and what was found in them."""

    cuts: int = 0
    damage: Damage = field(default_factory=Damage)


def cut(saves: int, cuts_each: int, *, mode: str = "", weaken: str | None = None, restart_every: int = 0) -> Tried:
    """Tries every power cut of some saves, each state once; now and then the kit itself starts on what is left."""
    recording = record(saves, mode or place.journal_mode(), weaken)
    tried, seen = Tried(), set()
    with folder(in_memory=True) as held:
        for crash in crashes(recording.before, recording.log, cuts_each, random.Random(5)):
            if crash.key() in seen:
                continue
            seen.add(crash.key())
            tried.cuts += 1
            tried.damage += looked_through(held / "data", crash, recording.accepted)
            if restart_every and tried.cuts % restart_every == 0:
                tried.damage += started_again(held, crash, recording)
    return tried


def power_cuts(saves: int, cuts_each: int = 1, *, mode: str = "", weaken: str | None = None) -> Row:
    """As `cut`; with `weaken` it has to lose something."""
    began = time.monotonic()
    tried = cut(saves, cuts_each, mode=mode, weaken=weaken, restart_every=0 if weaken else 100)
    durability = weaken.partition("=")[2] if weaken else "EXTRA"
    name = f"SQLite: power cut, {mode or place.journal_mode()}, {durability}"
    return Row(name, tried.cuts, saves, tried.damage, f"{time.monotonic() - began:.0f} s", control=bool(weaken))


def looked_through(data: Path, crash: Crash, accepted: list[Accepted]) -> Damage:
    """What a start after this power cut finds."""
    put_back(data, crash)
    return state_of(data / "workshop.db", accepted[: crash.accepted])


def put_back(data: Path, crash: Crash) -> None:
    """The files as they are after the power cut."""
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    for name, content in crash.files.items():
        (data / name).write_bytes(content)


def state_of(file: Path, accepted: list[Accepted]) -> Damage:
    """The damage in a file, which SQLite first brings in order where a transaction was half done."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return Damage(half=1)
            return audit(lambda query: connection.execute(query).fetchall(), accepted)
    except sqlite3.DatabaseError:
        return Damage(half=1)


def started_again(held: Path, crash: Crash, recording: Recording) -> Damage:
    """The kit on what is left: devices send the last changes again, also the one that was on its way."""
    put_back(held / "data", crash)
    known = recording.accepted[max(0, crash.accepted - 3) : crash.accepted + 1]
    with closing(open_store(small_workshop(held), clock=Clock())) as store:
        view = store.view(recording.person)
        again = [view.save(change_of(one)).repeated for one in known]
    lost = sum(not repeated for repeated in again[: min(3, crash.accepted)])
    return Damage(lost=lost) + state_of(held / "data" / "workshop.db", recording.accepted[: crash.accepted + 1])
