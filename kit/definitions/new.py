"""Begins a new workshop from the template."""

from __future__ import annotations

import shutil
from pathlib import Path

from kit.definitions.places import NEW_WORKSHOP
from kit.words import say


class CannotCreate(Exception):
    """No workshop was made; the message says why and what to do."""


def new_workshop(folder: Path) -> None:
    """Copies the template into an empty or new folder. Raises CannotCreate, and touches nothing, where files are."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotCreate(say("define.new_in_use", folder=folder))
    try:
        shutil.copytree(NEW_WORKSHOP, folder, dirs_exist_ok=True)
    except (OSError, shutil.Error) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
        raise CannotCreate(say("define.new_failed", folder=folder, reason=reason)) from wrong
