"""Writers of one SQLite file take turns in the order in which they came.

SQLite lets those who find it busy sleep longer and longer, so that whoever has waited longest looks most rarely, and
under steady writing some never get in. Here all but the first wait in the operating system's queue for a lock on an
empty file, and the first alone looks at the database, every millisecond.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kit.storage.sqlite import sqlite3

_LOOK_SECONDS = 0.001


def begin(connection: Any, file: Path, seconds: float) -> None:
    """Begins a transaction that writes, on a driver's connection to `file`, after those that came before.

    Raises the driver's error after `seconds`, as SQLite itself would.
    """
    until = time.monotonic() + seconds
    connection.execute("PRAGMA busy_timeout=0")
    try:
        with _at_the_head(file.with_name(f"{file.name}-queue"), until):
            while not _begun(connection, last=time.monotonic() >= until):
                time.sleep(_LOOK_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")


def _begun(connection: Any, *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


@contextmanager
def _at_the_head(file: Path, until: float) -> Iterator[None]:
    """Holds the queue's lock. Whoever cannot have it in time goes on without: the database has the last word."""
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        # A folder that cannot be written to, or a full disk: what is wrong the database says in words.
        yield
        return
    line = _Place(handle)
    line.wait(until)
    try:
        yield
    finally:
        line.leave()


class _Place:
    """A place in the queue; its file is closed once, by whichever thread needs it last."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._lock = threading.Lock()
        self._left = self._waiting = False

    def wait(self, until: float) -> None:
        """Until the lock is held, or the time is up."""
        if _locked(self._handle, wait=False):
            return
        # The system's call cannot be told to give up, so a thread makes it. It may outlast this wait.
        self._waiting = True
        thread = threading.Thread(target=self._wait, name="queue", daemon=True)
        thread.start()
        thread.join(max(0.0, until - time.monotonic()))

    def _wait(self) -> None:
        _locked(self._handle, wait=True)
        with self._lock:
            self._waiting = False
            if self._left:
                os.close(self._handle)

    def leave(self) -> None:
        """Lets the next one in. Closing the file drops its lock."""
        with self._lock:
            self._left = True
            if not self._waiting:
                os.close(self._handle)


if sys.platform == "win32":

    def _locked(handle: int, *, wait: bool) -> bool:
        # Windows has no fair lock; SQLite's own lock stands, and is looked at as often.
        return True

else:
    import fcntl

    def _locked(handle: int, *, wait: bool) -> bool:
        """Takes the lock; it belongs to this open file alone, not to the process, so that threads queue too."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False
