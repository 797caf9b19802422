"""The database itself: durability, migrations, backups, locks, forks, and words for what goes wrong."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from storage_rooms import Clock, Room, fill, new_id, save
from workshop import small_workshop

from kit.domain.viewer import FACILITATOR, ORGANISER
from kit.domain.workshop import Workshop
from kit.storage import FolderLock, StorageProblem, open_store, place, restore_backup
from kit.storage import upgrade as upgrading
from kit.storage.sqlite import sqlite3
from kit.storage.tables import metadata


def problem_of(action: object) -> StorageProblem:
    with pytest.raises(StorageProblem) as caught:
        action()  # type: ignore[operator]
    assert str(caught.value)
    return caught.value


def database_file(workshop: Workshop) -> Path:
    return workshop.folder / "data" / "workshop.db"


# Durability -----------------------------------------------------------------------------------------------------------


def test_journal_mode_is_wal_only_where_sqlite_keeps_it_safe() -> None:
    assert place.journal_mode((3, 51, 3)) == "wal"
    assert place.journal_mode((3, 51, 2)) == "truncate"
    assert place.journal_mode((3, 40, 1)) == "truncate"


def test_connections_are_fully_durable_and_what_describe_says(sqlite_room: Room) -> None:
    with sqlite_room.store.context.database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    extra, on = 3, 1
    assert pragmas["journal_mode"] == place.journal_mode()
    assert (pragmas["synchronous"], pragmas["foreign_keys"], pragmas["secure_delete"]) == (extra, on, on)
    assert pragmas["busy_timeout"] >= 5000
    assert f"journal_mode={pragmas['journal_mode']}" in sqlite_room.store.describe()
    assert sqlite3.sqlite_version in sqlite_room.store.describe()


def test_data_folder_is_its_owners_alone(workshop: Workshop) -> None:
    open_store(workshop).close()
    assert stat.S_IMODE((workshop.folder / "data").stat().st_mode) == 0o700


# Migrations -----------------------------------------------------------------------------------------------------------


def test_migrations_make_the_tables_that_the_code_knows(workshop: Workshop, postgresql_url: str) -> None:
    for url in (None, postgresql_url):
        store = open_store(workshop, url)
        with store.context.database.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        store.close()


def test_newest_migration_is_the_one_that_is_run() -> None:
    files = sorted(Path(upgrading.__file__).with_name("migrations").glob("versions/v[0-9]*.py"))
    assert files[-1].name[1:5] == upgrading.SCHEMA


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kit whose schema has one more column."""
    folder = tmp_path / "next" / "migrations"
    shutil.copytree(Path(upgrading.__file__).with_name("migrations"), folder)
    (folder / "versions" / "v9998_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '9998', '{upgrading.SCHEMA}'\n"
        "def upgrade():\n    op.add_column('person', sa.Column('pronoun', sa.Text))\n"
    )
    monkeypatch.setattr(upgrading, "_MIGRATIONS", folder)
    monkeypatch.setattr(upgrading, "SCHEMA", "9998")
    return "9998"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_older_database_is_upgraded_after_a_backup(
    workshop: Workshop, kind: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else None
    before = open_store(workshop, url)
    old = upgrading.SCHEMA
    before.agenda.open("barriers", FACILITATOR)
    before.close()
    new = request.getfixturevalue("next_version")
    store = open_store(workshop, url)
    with store.context.database.reading() as connection:
        assert upgrading.schema_of(connection) == new
        connection.execute(text("SELECT pronoun FROM person"))
    assert store.agenda.states()["barriers"].state == "open"
    (copy,) = (workshop.folder / "data" / "backups").glob(f"schema-{old}-*.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (old,)
        assert connection.execute("SELECT session, action FROM agenda").fetchall() == [("barriers", "open")]
    store.close()


def test_newer_database_is_refused_and_left_as_it_is(workshop: Workshop, url: str | None) -> None:
    store = open_store(workshop, url)
    with store.context.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    problem = problem_of(lambda: open_store(workshop, url))
    assert (problem.code, problem.details["found"]) == ("store.newer", "9999")
    with store.context.database.writing() as connection:
        assert upgrading.schema_of(connection) == "9999"
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{upgrading.SCHEMA}'"))
    store.close()


def test_database_of_another_workshop_is_refused(workshop: Workshop, url: str | None) -> None:
    open_store(workshop, url).close()
    assert problem_of(lambda: open_store(replace(workshop, id="other"), url)).code == "store.other_workshop"


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense", "sqlite://", "postgresql+asyncpg://x/y"])
def test_address_of_another_kind_is_refused(workshop: Workshop, address: str) -> None:
    assert problem_of(lambda: open_store(workshop, address)).code == "store.scheme"


def test_postgresql_that_does_not_answer_is_said_without_its_password(workshop: Workshop) -> None:
    problem = problem_of(lambda: open_store(workshop, "postgresql://kit:geheim@127.0.0.1:1/kit"))
    assert problem.code == "store.unreachable"
    assert "geheim" not in str(problem)


# Backups --------------------------------------------------------------------------------------------------------------


def test_backup_while_people_write_is_whole(room: Room, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy{n}.db" for n in range(3)]
    stop = threading.Event()
    saved: list[str] = []

    def write() -> None:
        while not stop.is_set():
            entry = new_id()
            save(room, room.ann, "activity", entry, activity="x")
            saved.append(entry)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        acknowledged = []
        for copy in copies:
            acknowledged.append(len(saved))
            room.store.backup(copy)
    finally:
        stop.set()
        writer.join()
    for copy, least in zip(copies, acknowledged, strict=True):
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            entries = {row[0] for row in connection.execute("SELECT id FROM entry WHERE form = 'activity'")}
            assert entries >= set(saved[:least])
            assert connection.execute("SELECT count(*) FROM revision").fetchone() == (len(entries),)
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_backup_to_a_file_that_exists_is_refused(sqlite_room: Room, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    assert problem_of(lambda: sqlite_room.store.backup(taken)).code == "store.file_exists"
    assert taken.read_text() == "mine"


@pytest.mark.parametrize("back_to", ["sqlite", "postgresql"])
def test_restored_backup_is_what_was_backed_up(
    room: Room, tmp_path: Path, back_to: str, request: pytest.FixtureRequest
) -> None:
    save(room, room.ann, "barrier", "b", statement="Kept 👩🏽‍🌾")
    save(room, room.ann, "registration", "g", email="a@example.org")
    copy = tmp_path / "copy.db"
    room.store.backup(copy)
    url = request.getfixturevalue("postgresql_url") if back_to == "postgresql" else None
    elsewhere = small_workshop(tmp_path / "elsewhere")
    restore_backup(copy, elsewhere, url)
    restored = open_store(elsewhere, url)
    for viewer in (ORGANISER, room.ann, room.lal):
        assert restored.view(viewer).entries() == room.store.view(viewer).entries()
    assert restored.view(ORGANISER).history("b") == room.store.view(ORGANISER).history("b")
    assert restored.secret("tokens") == room.store.secret("tokens")
    assert (restored.sequence(), restored.codes.all()) == (room.store.sequence(), room.store.codes.all())
    assert restored.fingerprint(None) == room.store.fingerprint(None)
    with restored.context.database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    restored.close()


def test_restore_over_answers_is_refused_unless_forced_and_then_they_are_kept(
    room: Room, workshop: Workshop, url: str | None, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    room.store.backup(copy)
    save(room, room.ann, "barrier", "b", statement="Written since")
    room.store.close()
    assert problem_of(lambda: restore_backup(copy, workshop, url)).code == "store.not_empty"
    assert len(room.store.view(ORGANISER).entries()) == 1
    room.store.close()
    restore_backup(copy, workshop, url, force=True)
    with closing(open_store(workshop, url)) as back:
        assert back.view(ORGANISER).entries() == []
    (kept,) = (workshop.folder / "data" / "backups").glob("before-restore-*.db")
    restore_backup(kept, workshop, url, force=True)
    after = open_store(workshop, url)
    assert after.view(ORGANISER).entry("b").values["statement"] == "Written since"
    after.close()


def test_restore_of_what_is_no_backup_is_refused(sqlite_room: Room, tmp_path: Path) -> None:
    workshop = small_workshop(tmp_path / "new")
    words, other, damaged = tmp_path / "words.db", tmp_path / "other.db", tmp_path / "damaged.db"
    words.write_text("not a database" * 100)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE something (x)")
    sqlite_room.store.backup(damaged)
    spoil(damaged)
    for file in (words, other, damaged):
        assert problem_of(lambda file=file: restore_backup(file, workshop)).code == "store.not_a_database"
    assert problem_of(lambda: restore_backup(tmp_path / "none.db", workshop)).code == "store.no_file"
    good = tmp_path / "good.db"
    sqlite_room.store.backup(good)
    assert problem_of(lambda: restore_backup(good, replace(workshop, id="other"))).code == "store.other_workshop"


def test_restore_while_a_server_runs_is_refused(sqlite_room: Room, workshop: Workshop, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    sqlite_room.store.backup(copy)
    with FolderLock(workshop.folder).acquire(8866):
        problem = problem_of(lambda: restore_backup(copy, workshop, force=True))
    assert (problem.code, problem.details["port"]) == ("store.folder_in_use", "8866")


# One server, forks, kills ---------------------------------------------------------------------------------------------

HOLD = """
import sys, time
from pathlib import Path
from kit.storage import FolderLock
FolderLock(Path(sys.argv[1])).acquire(4711)
print("held", flush=True)
time.sleep(60)
"""


def test_folder_is_held_by_one_server_until_it_ends_however_it_ends(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        problem = problem_of(lambda: FolderLock(tmp_path).acquire(8866))
        assert problem.details == {"pid": str(holder.pid), "port": "4711"}
        holder.kill()
    FolderLock(tmp_path).acquire(8866).release()


def test_folder_is_held_once_within_a_process_too(tmp_path: Path) -> None:
    with FolderLock(tmp_path).acquire(1):
        assert problem_of(lambda: FolderLock(tmp_path).acquire(2)).details["port"] == "1"
    FolderLock(tmp_path).acquire(3).release()


FORK = """
import os, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from storage_rooms import fill, Clock, save, Room
from workshop import small_workshop
from kit.storage import open_store
room = fill(open_store(small_workshop(Path(sys.argv[1])), sys.argv[2] or None), Clock())
children = []
for child in range(4):
    pid = os.fork()
    if pid == 0:
        for n in range(5):
            save(room, room.ann, "barrier", f"{{child}}-{{n}}", statement="x", id_=f"c{{child}}-{{n}}")
        os._exit(0)
    children.append(pid)
for n in range(5):
    save(room, room.asif, "barrier", f"parent-{{n}}", statement="x", id_=f"p{{n}}")
assert all(os.waitpid(pid, 0)[1] == 0 for pid in children)
assert len(room.store.view(room.ann).entries("barrier")) == 25
room.store.close()
"""


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    whole = script.format(tests=str(Path(__file__).parent))
    command = [sys.executable, "-W", "error", "-c", whole, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_store_opened_before_a_fork_works_in_parent_and_children(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    done = run(FORK, tmp_path, url)
    assert (done.returncode, done.stderr) == (0, "")


def test_first_start_of_several_processes_makes_one_database(tmp_path: Path, postgresql_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    for url in (None, postgresql_url):
        folder = tmp_path / str(url is None)
        with context.Pool(3) as pool:
            found = pool.starmap(first_start, [(folder, url)] * 3)
        assert len(set(found)) == 1


def first_start(folder: Path, url: str | None) -> str:
    store = open_store(small_workshop(folder), url)
    codes = " ".join(code.code for code in store.codes.ensure())
    store.close()
    return codes + store.secret("cookies").hex()


# What goes wrong, in words --------------------------------------------------------------------------------------------


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder outside of pytest's, which only root may enter."""
    folder = Path(tempfile.mkdtemp(prefix="kit-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Root may write anywhere; the user of this test may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_folder_that_cannot_be_written_to_is_said(nobodys_folder: Path, request: pytest.FixtureRequest) -> None:
    nobodys_folder.chmod(0o555)
    request.getfixturevalue("as_nobody")
    problem = problem_of(lambda: open_store(small_workshop(nobodys_folder)))
    assert problem.code == "store.read_only"
    assert str(nobodys_folder) in str(problem)


def test_database_that_has_become_read_only_is_said_and_nothing_is_saved(
    nobodys_folder: Path, request: pytest.FixtureRequest
) -> None:
    workshop = small_workshop(nobodys_folder)
    room = fill(open_store(workshop), Clock())
    room.store.close()
    data = nobodys_folder / "data"
    data.chmod(0o555)
    for file in data.iterdir():
        file.chmod(0o444)
    request.getfixturevalue("as_nobody")
    assert problem_of(lambda: save(room, room.ann, "barrier", "b", statement="x")).code == "store.read_only"
    with closing(sqlite3.connect(f"file:{data / 'workshop.db'}?immutable=1", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)


FULL = """
import resource, signal, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from storage_rooms import fill, Clock, save
from workshop import small_workshop
from kit.domain.viewer import ORGANISER
from kit.storage import StorageProblem, open_store
folder = Path(sys.argv[1])
room = fill(open_store(small_workshop(folder)), Clock())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, hard))
acknowledged = []
try:
    for n in range(1000):
        save(room, room.ann, "barrier", f"b{{n}}", long="x" * 5000)
        acknowledged.append(f"b{{n}}")
except StorageProblem as problem:
    print(problem.code)
assert [entry.id for entry in room.store.view(ORGANISER).entries()] == sorted(acknowledged, key=lambda b: int(b[1:]))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
save(room, room.ann, "barrier", "after", long="x" * 5000)
assert len(room.store.view(ORGANISER).entries()) == len(acknowledged) + 1
print(len(acknowledged) > 5)
"""


def test_full_disk_is_said_and_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    done = run(FULL, tmp_path)
    assert (done.stdout, done.stderr) == ("store.disk_full\nTrue\n", "")


def spoil(file: Path) -> None:
    """Overwrites everything behind the first page."""
    with file.open("r+b") as handle:
        handle.seek(4096)
        handle.write(b"\xff" * (file.stat().st_size - 4096))


def test_damaged_database_is_said_and_the_newest_backup_named(workshop: Workshop) -> None:
    store = open_store(workshop)
    kept = workshop.folder / "data" / "backups" / "good.db"
    kept.parent.mkdir()
    store.backup(kept)
    store.close()
    spoil(database_file(workshop))
    problem = problem_of(lambda: open_store(workshop))
    assert problem.code == "store.damaged"
    assert str(kept) in str(problem)


def test_file_that_is_no_database_is_said(workshop: Workshop) -> None:
    database_file(workshop).parent.mkdir()
    database_file(workshop).write_text("something else " * 1000)
    assert problem_of(lambda: open_store(workshop)).code == "store.damaged"


def test_network_file_system_is_refused(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "file_system", lambda path: "nfs4")
    problem = problem_of(lambda: open_store(workshop))
    assert (problem.code, problem.details["kind"]) == ("store.network_folder", "nfs4")


def test_file_system_of_a_path_is_found() -> None:
    assert place.file_system(Path("/proc")) == "proc"


def test_writer_that_waits_too_long_is_told_that_the_database_is_busy(
    sqlite_room: Room, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.storage.engine.LOCK_SECONDS", 0.2)
    sqlite_room.store.close()
    with closing(sqlite3.connect(database_file(workshop), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert (
            problem_of(lambda: save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="x")).code == "store.busy"
        )
        other.execute("ROLLBACK")
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="x")
