"""One server for each workshop folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from kit.storage.place import data_folder
from kit.storage.problems import StorageProblem

_LOCKED_BYTE = 4096
"""The byte that is locked: far behind what is written, so that others can read who holds the lock."""
_HELD: dict[Path, tuple[BinaryIO, str]] = {}
"""Files locked by this process, with what stands in them: POSIX would give it the lock again, and drop the lock when
this process merely reads the file and closes it. A lock that nobody kept a reference to is held all the same."""


class FolderLock:
    """Holds a workshop's folder for one server, until it is released or its process ends, however it ends.

    A child that is forked does not hold it: a lock of POSIX belongs to one process.
    """

    def __init__(self, folder: Path) -> None:
        self.file = data_folder(folder) / "server.lock"
        self._process: int | None = None

    def acquire(self, port: int) -> FolderLock:
        """Takes the lock for a server on `port`. Raises StorageProblem that names the one that has it."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path, words = self.file.resolve(), f"{os.getpid()} {port}\n"
        if path in _HELD:
            raise _in_use(_HELD[path][1])
        handle = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        try:
            _lock(handle)
        except OSError as error:
            holder = handle.read(64).decode(errors="replace")
            handle.close()
            raise _in_use(holder) from error
        handle.write(words.encode())
        handle.truncate()
        handle.flush()
        self._process = os.getpid()
        _HELD[path] = (handle, words)
        return self

    def release(self) -> None:
        """Lets the next server in. Does nothing in a child of the process that holds the lock."""
        if self._process == os.getpid():
            handle, _ = _HELD.pop(self.file.resolve())
            handle.seek(0)
            handle.truncate()
            handle.close()
        self._process = None

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _in_use(words: str) -> StorageProblem:
    pid, port = (*words.split(), "?", "?")[:2]
    return StorageProblem("store.folder_in_use", pid=pid, port=port)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: BinaryIO) -> None:
        handle.seek(_LOCKED_BYTE)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        handle.seek(0)

else:
    import fcntl

    def _lock(handle: BinaryIO) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _LOCKED_BYTE)
