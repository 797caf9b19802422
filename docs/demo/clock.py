"""The time in the room, told to every process of the kit, so that pictures are the same whenever they are drawn.

libfaketime (Debian's package `faketime`) gives each process that it is loaded into the time that a file holds. That
time stands still until the next step of the day.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Colombo")
"""Where both workshops meet."""
_TOLD = Path(__file__).with_name("told")
_READ_EACH_SECONDS = 1.5
_LIBRARIES = "*/faketime/libfaketime.so.1"


@dataclass
class Clock:
    """What everybody in the room takes for now."""

    file: Path
    now: datetime = datetime(2023, 1, 31, 8, 40, tzinfo=ZONE)

    def __post_init__(self) -> None:
        self._write()

    def __call__(self) -> datetime:
        """The moment, as a store asks for it."""
        return self.now.astimezone(UTC)

    def at(self, moment: str) -> None:
        """Moves to a moment in the room's time: "2023-01-31 09:05"."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
        self._write()

    def environment(self) -> Mapping[str, str]:
        """What a process needs to see this time."""
        (library,) = Path("/usr/lib").glob(_LIBRARIES)
        options = {"FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": _python_path()}
        return {"LD_PRELOAD": str(library), "TZ": "UTC", "FAKETIME_TIMESTAMP_FILE": str(self.file), **options}

    def _write(self) -> None:
        # Replaced in one step: a process may read it at any time, and does each second.
        new = self.file.with_suffix(".new")
        new.write_text(f"{self():%Y-%m-%d %H:%M:%S}\n")
        new.replace(self.file)
        time.sleep(_READ_EACH_SECONDS)


def _python_path() -> str:
    return os.pathsep.join(filter(None, (str(_TOLD), os.environ.get("PYTHONPATH"))))
