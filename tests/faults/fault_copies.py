"""Backups while people write, files that are damaged, clocks that go back, and a writer that hangs with the lock."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest
from fault_audit import Accepted, Damage
from fault_kills import AGAIN_SECONDS, Crowd, Writer, audited, gathered, holder_of_the_lock, one
from fault_paths import folder
from fault_table import Row
from pg_server import own_server
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change
from kit.storage import StorageProblem, Store, open_store, restore_backup


def back_up_while_people_write(times: int, writers: int = 10, url: str | None = None) -> Row:
    """Each copy is restored elsewhere, and must hold all that was accepted before it was begun, and nothing half."""
    began, damage, least = time.monotonic(), Damage(), 0
    with folder() as held, closing(open_store(small_workshop(held), url, clock=Clock())) as store:
        with gathered(store, writers) as crowd:
            for n in range(times):
                crowd.listen(0.2)
                before, copy = crowd.accepted(), held / f"copy{n}.db"
                store.backup(copy)
                damage += _restored(copy, held / f"restored{n}", before)
                least += len(before)
            crowd.listen(0.1)
        damage += audited(store, crowd.accepted())
    note = f"{writers} writers, {time.monotonic() - began:.0f} s"
    return Row(f"{'PostgreSQL' if url else 'SQLite'}: backup restored and compared", times, least, damage, note)


def _restored(copy: Path, target: Path, accepted: list[Accepted]) -> Damage:
    target.mkdir()
    restore_backup(copy, small_workshop(target))
    with closing(open_store(small_workshop(target))) as store:
        store.check()
        return audited(store, accepted)


def back_up_postgresql(times: int, writers: int = 10) -> Row:
    """As above, from PostgreSQL into a file."""
    with own_server() as server:
        return back_up_while_people_write(times, writers, server.new_database())


def damage_files(times: int) -> Row:
    """Blocks of a file are overwritten: a start says so and names the backup, or nothing that was saved is touched."""
    chance, said, began, damage = random.Random(4), 0, time.monotonic(), Damage()
    with folder(in_memory=True) as held:
        data = held / "data"
        with closing(open_store(small_workshop(held), clock=Clock())) as store:
            accepted = _saved(store, 60)
            backup = data / "backups" / "kept.db"
            backup.parent.mkdir()
            store.backup(backup)
        whole = (data / "workshop.db").read_bytes()
        for n in range(times):
            (data / "workshop.db").write_bytes(_spoilt(whole, chance, n))
            try:
                with closing(open_store(small_workshop(held), clock=Clock())) as store:
                    store.check()
                    damage += audited(store, accepted)
            except StorageProblem as problem:
                named = problem.code == "store.damaged" and str(backup) in str(problem)
                said, damage = said + 1, damage + Damage(half=0 if named else 1)
        shutil.rmtree(data)
    note = f"{said} said at start with the newest backup's name, the others touched nothing that is used"
    return Row("SQLite: damaged file", times, len(accepted), damage, f"{note}, {time.monotonic() - began:.0f} s")


def _saved(store: Store, changes: int) -> list[Accepted]:
    view = store.view(fill(store, Clock()).ann)
    every = [one(0, n) for n in range(changes)]
    for change in every:
        view.save(Change(change.change, change.entry, "barrier", 0, change.answers))
    return every


def _spoilt(whole: bytes, chance: random.Random, n: int) -> bytes:
    """A sector or a page of zeros, ones or noise, or a file that ends too early."""
    size = chance.choice((512, 4096))
    at = chance.randrange(len(whole) // size) * size
    if n % 4 == 3:
        return whole[:at] if at else b"\0" * 512
    filling = (bytes(size), b"\xff" * size, chance.randbytes(size))[n % 4]
    return whole[:at] + filling + whole[at + size :]


def turn_clock_back(times: int) -> Row:
    """The clock goes back by a minute, a day or years between saves: order comes from versions, not from clocks."""
    began, clock, chance = time.monotonic(), Clock(), random.Random(6)
    with folder(in_memory=True) as held, closing(open_store(small_workshop(held), clock=clock)) as store:
        room = fill(store, clock)
        people, damage, accepted = (room.ann, room.asif), Damage(), [one(0, n) for n in range(times)]
        for n, change in enumerate(accepted):
            clock.advance(minutes=-chance.choice((1, 24 * 60, 60 * 24 * 900, -30, -60 * 24 * 400)))
            before = store.sequence()
            saved = store.view(people[n % 2]).save(
                Change(change.change, change.entry, "barrier", n // 3, change.answers)
            )
            damage += Damage(half=(saved.version != n // 3 + 1) + (store.sequence() != before + 1))
        for name in {change.entry for change in accepted}:
            history = store.view(room.ann).history(name)
            damage += Damage(half=[r.version for r in history] != list(range(1, len(history) + 1)))
        damage += audited(store, accepted)
    return Row("clock set back", times, times, damage, f"by up to 900 days, {time.monotonic() - began:.0f} s")


def hang_with_the_lock(times: int, writers: int = 6) -> Row:
    """A writer stops in the middle of its transaction. The others are told so, and go on once it has been ended."""
    began, damage, told = time.monotonic(), Damage(), 0
    with (
        folder() as held,
        pytest.MonkeyPatch.context() as patch,
        closing(open_store(small_workshop(held), clock=Clock())) as store,
    ):
        patch.setattr("kit.storage.engine.LOCK_SECONDS", 0.3)
        with gathered(store, writers) as crowd:
            for _ in range(times):
                hung = _caught(held, crowd)
                os.kill(hung.process.pid, signal.SIGSTOP)
                crowd.listen(0)
                kept = sum(writer.kept for writer in crowd.writers)
                crowd.listen(0.3 + 2 * AGAIN_SECONDS)
                told += sum(writer.kept for writer in crowd.writers) == kept
                hung.kill()
                hung.start()
                until = time.monotonic() + 10
                while sum(writer.kept for writer in crowd.writers) <= kept:
                    crowd.listen(0.05)
                    if time.monotonic() > until:
                        damage += Damage(lost=1)
                        break
        damage += audited(store, crowd.accepted())
    note = f"held everybody up {told} times, until it was ended, {time.monotonic() - began:.0f} s"
    return Row("SQLite: a writer hangs", times, len(crowd.accepted()), damage, note)


def _caught(held: Path, crowd: Crowd) -> Writer:
    until = time.monotonic() + 60
    while (caught := holder_of_the_lock(held, crowd)) is None:
        if time.monotonic() > until:
            raise TimeoutError("nobody writes")
        crowd.listen(0.002)
    return caught
