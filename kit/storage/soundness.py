"""Whether a database is whole, looked into once when a server starts."""

from __future__ import annotations

import json

from kit.storage.engine import Database
from kit.storage.problems import StorageProblem

_TEXTS = (
    "SELECT CAST(answers AS BLOB) FROM entry UNION ALL SELECT CAST(answers AS BLOB) FROM revision"
    " UNION ALL SELECT CAST(answers AS BLOB) FROM ballot"
)


def check_sound(database: Database) -> None:
    """Reads a whole SQLite file: its structure, its keys, and every answer. PostgreSQL looks after its own files.

    Raises StorageProblem that names the newest backup. SQLite keeps no checksums: a letter that has become another one
    is not seen.
    """
    if database.is_sqlite and not _is_sound(database):
        raise StorageProblem("store.damaged", folder=database.name, backup=database.newest_backup())


def _is_sound(database: Database) -> bool:
    with database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            return False
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone() is not None:
            return False
        try:
            for (answers,) in connection.exec_driver_sql(_TEXTS):
                json.loads(answers)
        except ValueError:
            return False
    return True
