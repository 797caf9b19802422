"""What can go wrong with the database itself, in words for the person who runs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError

from kit.storage.sqlite import sqlite3
from kit.words import say


class StorageProblem(Exception):
    """The database cannot be used, or did not take a change: `code` and `details` find the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details

    def __reduce__(self) -> tuple[Any, ...]:
        """What lets it travel between processes."""
        return _problem, (self.code, {name: str(value) for name, value in self.details.items()})

    def __str__(self) -> str:
        return say(self.code, **self.details)


def _problem(code: str, details: dict[str, str]) -> StorageProblem:
    return StorageProblem(code, **details)


_BY_SQLITE_NAME = {
    "SQLITE_READONLY": "store.read_only",
    "SQLITE_CANTOPEN": "store.read_only",
    "SQLITE_PERM": "store.read_only",
    "SQLITE_FULL": "store.disk_full",
    "SQLITE_IOERR": "store.disk_full",
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
    "SQLITE_CORRUPT": "store.damaged",
    "SQLITE_NOTADB": "store.damaged",
}
_BY_SQLSTATE = {"53100": "store.disk_full", "55P03": "store.busy", "25006": "store.read_only"}


@contextmanager
def in_words(folder: object, seconds: float, newest_backup: Callable[[], object]) -> Iterator[None]:
    """Turns a driver's error into a StorageProblem about `folder`; `seconds` is the time waited for a lock."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        details = {"folder": folder, "seconds": f"{seconds:g}", "backup": newest_backup(), "reason": reason}
        code = _code(error)
        if code == "store.disk_full" and not _writable(str(folder)):
            code = "store.read_only"  # what an open file gives once its disk can only be read
        raise StorageProblem(code, **details) from error


def _writable(file: str) -> bool:
    return os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _code(error: DBAPIError | sqlite3.Error) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", None) or ""
        return next((code for start, code in _BY_SQLITE_NAME.items() if name.startswith(start)), "store.failed")
    if getattr(error, "connection_invalidated", False) or getattr(cause, "sqlstate", None) is None:
        return "store.unreachable"
    return _BY_SQLSTATE.get(getattr(cause, "sqlstate", ""), "store.failed")
