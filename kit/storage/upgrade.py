"""Bringing a database's schema to this version of the kit: a copy first, and never backwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from kit.storage.engine import Database
from kit.storage.problems import StorageProblem

SCHEMA = "0008"
"""The newest migration in `kit/storage/migrations/versions`."""
_MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database: Database, copy_first: Callable[[str], Path]) -> None:
    """Runs what migrations are missing, in one transaction; `copy_first(found)` saves an existing database before that.

    Raises StorageProblem where the database is newer than this version of the kit, which then changes nothing.
    """
    with database.reading() as connection:
        found = schema_of(connection)
    if found == SCHEMA:
        return
    refuse_newer(found, database.name)
    if found is not None:
        copy_first(found)
    with database.writing() as connection:
        # Another process may have done it while this one waited for the lock.
        if schema_of(connection) != SCHEMA:
            _run(connection, SCHEMA)


def schema_of(connection: Connection) -> str | None:
    """The migration that a database stands at; None where it has no tables of ours. Raises StorageProblem."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(found) != 1 or not isinstance(found[0], str) or not found[0].isalnum():
        damaged = Database(connection.engine.url)
        raise StorageProblem("store.damaged", folder=damaged.name, backup=damaged.newest_backup())
    return found[0]


def refuse_newer(found: str | None, name: str) -> None:
    """Raises StorageProblem for a schema that this version of the kit does not know."""
    if found is not None and found not in _known():
        raise StorageProblem("store.newer", folder=name, found=found, known=SCHEMA)


def _known() -> set[str]:
    return {file.name[1:5] for file in (_MIGRATIONS / "versions").glob("v[0-9]*.py")}


def make_schema(connection: Connection, version: str) -> None:
    """The tables as of a schema's version, in a database that has none."""
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    _run(connection, version)


def _run(connection: Connection, version: str) -> None:
    # Alembic is slow to import, and only needed here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, version)
