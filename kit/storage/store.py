"""The store of a workshop's answers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import insert

from kit.domain.viewer import Viewer
from kit.domain.workshop import Workshop
from kit.storage import place
from kit.storage import tables as t
from kit.storage.agenda import Agenda
from kit.storage.backup import backup, backup_beside
from kit.storage.codes import Codes
from kit.storage.context import Clock, Context, utc_now
from kit.storage.counts import fingerprint
from kit.storage.engine import Database
from kit.storage.events import Event, events_since, sequence
from kit.storage.facts import fact
from kit.storage.groups import Groups
from kit.storage.papers import Papers
from kit.storage.people import People
from kit.storage.problems import StorageProblem
from kit.storage.ready import Ready
from kit.storage.rounds import Rounds
from kit.storage.secrets import secret
from kit.storage.soundness import check_sound
from kit.storage.sqlite import sqlite3
from kit.storage.upgrade import SCHEMA, upgrade
from kit.storage.view import View


class Store:
    """Everything that people of one workshop have answered; made by `open_store`."""

    def __init__(self, workshop: Workshop, database: Database, clock: Clock) -> None:
        self.workshop, self._database = workshop, database
        self.context = Context(workshop, database, clock, secret(database, "tokens"))
        self.codes = Codes(workshop, database, clock)
        self.people = People(database, self.codes, clock)
        self.agenda = Agenda(workshop, database, clock)
        self.groups = Groups(workshop, database, self.agenda, clock)
        self.papers = Papers(workshop, database, clock)
        self.ready = Ready(workshop, database, clock)
        self.rounds = Rounds(database)

    def view(self, viewer: Viewer) -> View:
        """The only way to entries: as `viewer` may see and change them."""
        return View(self.context, viewer)

    def moment(self) -> AbstractContextManager[None]:
        """Until it ends, what this thread reads is of one moment, read in one transaction, unless it writes meanwhile.

        A page that asks a hundred times looks up once who may see what. To be held without waiting for anything.
        Without a write-ahead log, where readers keep writers waiting, each read is of its own moment as ever.
        """
        return self._database.moment()

    def sequence(self) -> int:
        """A number that rises with every change of anything that people may see; cheap."""
        return sequence(self._database)

    def events_since(self, seq: int) -> list[Event]:
        """What has changed since `sequence()` was `seq`."""
        return events_since(self._database, seq)

    def secret(self, name: str) -> bytes:
        """A random secret that stays the same for as long as the database lives, for instance for signing cookies."""
        return secret(self._database, name)

    def fingerprint(self, delegation: str | None) -> str:
        """A text that changes with the data behind a delegation's report (None: the region's)."""
        with self._database.reading() as connection:
            return fingerprint(connection, self.context, delegation)

    def backup(self, file: Path) -> None:
        """Writes a consistent copy to a new file while people go on writing. Raises StorageProblem."""
        backup(self._database, file)

    def check(self) -> None:
        """Reads the whole database. Raises StorageProblem, which names the newest backup, where it is damaged."""
        check_sound(self._database)

    def describe(self) -> str:
        """What keeps the answers, for the operator: the database, its version, how it writes."""
        if not self._database.is_sqlite:
            return f"PostgreSQL at {self._database.name}, schema {SCHEMA}"
        mode = place.journal_mode()
        return (
            f"SQLite {sqlite3.sqlite_version} at {self._database.name}, schema {SCHEMA},"
            f" journal_mode={mode}, synchronous=EXTRA"
        )

    def close(self) -> None:
        """Closes this process's connections."""
        self._database.close()


def open_store(workshop: Workshop, url: str | None = None, *, clock: Clock = utc_now) -> Store:
    """Opens a workshop's store, made or upgraded where needed: SQLite in its folder, or the database at `url`.

    Raises StorageProblem where it cannot be used, with what to do.
    """
    database = Database(place.address(workshop.folder, url))
    if database.is_sqlite:
        place.prepare(database.file.parent)
    data = place.data_folder(workshop.folder)
    try:
        upgrade(database, lambda found: backup_beside(database, data, f"schema-{found}"))
        _claim(database, workshop)
        return Store(workshop, database, clock)
    except BaseException:
        database.close()
        raise


def _claim(database: Database, workshop: Workshop) -> None:
    """Notes whose database this is. Raises StorageProblem where it is another workshop's."""
    with database.reading() as connection:
        found = fact(connection, "workshop")
    if found is None:
        with database.writing() as connection:
            found = fact(connection, "workshop")
            if found is None:
                found = workshop.id
                connection.execute(insert(t.about).values(name="workshop", value=workshop.id))
    if found != workshop.id:
        raise StorageProblem("store.other_workshop", found=found, expected=workshop.id)
