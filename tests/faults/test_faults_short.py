"""Each fault in its short form: nothing lost, doubled or half-written; and a checker that would notice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from runpy import run_path

import pytest
from fault_audit import Accepted, Damage, audit
from fault_kills import one
from fault_paths import folder
from fault_power import Crash, crashes, put_back, record
from fault_table import Row
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change
from kit.storage import open_store, restore_backup
from kit.storage.sqlite import sqlite3

COMMAND = run_path(str(Path(__file__).with_name("__main__.py")), run_name="faults")
JOURNAL = "workshop.db-journal"
BRIEF = ("power", "disks", "kills", "answers", "copies", "histories")
"""What needs no server; the others are in `test_faults_servers.py`."""


@pytest.mark.parametrize("part", BRIEF)
def test_fault_tried_briefly_leaves_everything_that_was_accepted(part: str) -> None:
    rows = list(COMMAND["PARTS"][part](lambda long, brief: brief))
    assert rows
    assert [row.line() for row in rows if row.bad] == []


def test_control_that_loses_nothing_and_a_fault_that_was_not_tried_are_failures() -> None:
    nothing, something = Damage(), Damage(half=1)
    assert not Row("x", 1, 1, something, control=True).bad
    assert Row("x", 1, 1, nothing, control=True).bad
    assert Row("x", 0, 0, nothing).bad
    assert all(Row("x", 1, 1, damage).bad for damage in (Damage(lost=1), Damage(doubled=1), something))


@pytest.fixture
def written() -> Iterator[tuple[sqlite3.Connection, list[Accepted]]]:
    """A database with accepted changes, to do harm to."""
    every = [one(0, n) for n in range(6)]
    with folder(in_memory=True) as held:
        with closing(open_store(small_workshop(held), clock=Clock())) as store:
            view = store.view(fill(store, Clock()).ann)
            for change in every:
                view.save(Change(change.change, change.entry, "barrier", 0, change.answers))
        with closing(sqlite3.connect(held / "data" / "workshop.db", isolation_level=None)) as connection:
            yield connection, every


HARM = {
    "DELETE FROM revision WHERE change = 'w0-5'": "lost",
    "UPDATE revision SET answers = '{}' WHERE change = 'w0-5'": "lost",
    "INSERT INTO revision SELECT entry, version + 1, 'again', base, at, \"by\", answers, visibility, attribution,"
    " deleted, resolves, language, session, for_whom, paper FROM revision WHERE change = 'w0-5'": "doubled",
    "DELETE FROM receipt WHERE change = 'w0-5'": "half",
    "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)": "half",
    "UPDATE entry SET version = version + 1": "half",
    "DELETE FROM entry": "half",
}


@pytest.mark.parametrize("statement", HARM)
def test_harm_that_is_done_on_purpose_is_found(
    written: tuple[sqlite3.Connection, list[Accepted]], statement: str
) -> None:
    connection, accepted = written
    assert audit(lambda query: connection.execute(query).fetchall(), accepted) == Damage()
    connection.execute(statement)
    found = audit(lambda query: connection.execute(query).fetchall(), accepted)
    assert getattr(found, HARM[statement]) > 0


def everything(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {f"{sql}": connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name, sql in tables}


def test_restored_backup_is_not_undone_by_the_journal_of_the_database_before() -> None:
    recording = record(6, "truncate", None)
    cuts = crashes(recording.before, recording.log, 0, random.Random(1))
    journals = (cut.files.get(JOURNAL, b"") for cut in cuts if cut.accepted == 5)
    hot = next(journal for journal in journals if int.from_bytes(journal[8:12]) > 5)
    with folder(in_memory=True) as held:
        workshop = small_workshop(held)
        put_back(held / "data", Crash(recording.before, 0))
        with closing(open_store(workshop)) as store:
            store.backup(held / "kept.db")
        put_back(held / "data", Crash({JOURNAL: hot}, 0))
        restore_backup(held / "kept.db", workshop)
        with closing(open_store(workshop)) as store:
            store.check()
        with (
            closing(sqlite3.connect(held / "kept.db")) as kept,
            closing(sqlite3.connect(held / "data" / "workshop.db")) as restored,
        ):
            assert everything(restored) == everything(kept)
