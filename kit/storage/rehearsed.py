"""What the last rehearsal on this machine found, kept in the workshop's data folder for the checklist."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kit.storage.place import data_folder

REHEARSED = "rehearsal.json"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One rehearsal in short."""

    at: datetime
    participants: int
    failed: int
    """Delegates who could not join, or could not save."""
    advised: int | None
    """The most participants that the machine is advised for; None where nothing could be measured."""
    machine: str
    """The name of the computer that was rehearsed on."""


def keep_rehearsed(folder: Path, found: Rehearsed) -> None:
    """Note a workshop's last rehearsal in the place of the one before. Raises OSError."""
    data = data_folder(folder)
    data.mkdir(mode=0o700, exist_ok=True)
    values = asdict(found) | {"at": found.at.isoformat()}
    (data / REHEARSED).write_text(json.dumps(values), encoding="utf-8")


def last_rehearsed(folder: Path) -> Rehearsed | None:
    """The last rehearsal; None where there was none, or its note cannot be read."""
    try:
        values = json.loads((data_folder(folder) / REHEARSED).read_text(encoding="utf-8"))
        return Rehearsed(**values | {"at": datetime.fromisoformat(values["at"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
