"""A disk that keeps a log of every write, sync, truncation and deletion, or that fails where it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a file: `write`, `truncate`, `sync`, `create`, `delete`; or `said`, to the writer."""

    kind: str
    file: str = ""
    at: int = 0
    """Offset of a write, size of a truncation, 1 for a deletion that is synced."""
    data: bytes = b""
    said: Any = None


class Disk(apsw.VFS):
    """The system's own disk, watched. `on_step` hears of each step before it is taken, and may raise in its place."""

    def __init__(self, on_step: Callable[[Step], None]) -> None:
        super().__init__("watched", "", maxpathname=1024)
        self.on_step = on_step

    def xOpen(self, name: Any, flags: list[int]) -> File:  # noqa: N802 - SQLite's own names
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary")
        if flags[0] & apsw.SQLITE_OPEN_CREATE and not path.exists():
            self.on_step(Step("create", path.name))
        return File(self, path.name, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.on_step(Step("delete", Path(filename).name, int(syncdir)))
        super().xDelete(filename, syncdir)


class File(apsw.VFSFile):
    """One open file of the disk."""

    def __init__(self, disk: Disk, name: str, filename: Any, flags: list[int]) -> None:
        self._disk, self._name = disk, name
        super().__init__("", filename, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.on_step(Step("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.on_step(Step("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        # What a sync makes durable is worked out from the log; the disk below need not do it.
        self._disk.on_step(Step("sync", self._name))
