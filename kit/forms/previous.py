"""The workshop before this one: its store, and what a viewer of this one is there."""

from __future__ import annotations

from typing import Any

from kit.definitions import InvalidWorkshop
from kit.definitions.memory import remembered_workshop
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.forms.opened import store_at
from kit.storage import Store, has_answers
from kit.words import say


class NoPrevious(Exception):
    """The workshop before this one cannot be looked into: `code` and `details` find the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details

    def __str__(self) -> str:
        return say(self.code, **self.details)

    def __reduce__(self) -> tuple[Any, ...]:
        """What lets it travel between processes."""
        return _no_previous, (self.code, {name: str(value) for name, value in self.details.items()})


def _no_previous(code: str, details: dict[str, str]) -> NoPrevious:
    return NoPrevious(code, **details)


def previous_store(workshop: Workshop) -> Store:
    """The store of the workshop before this one; brought up to this version of the kit where it is older.

    Raises NoPrevious where there is none or it cannot be read, StorageProblem where its database is newer or damaged.
    """
    folder = workshop.previous
    if folder is None:
        raise NoPrevious("briefing.none")
    if not (folder / "workshop.yaml").is_file():
        raise NoPrevious("briefing.no_folder", folder=folder)
    try:
        previous = remembered_workshop(folder)
    except InvalidWorkshop:
        raise NoPrevious("briefing.invalid", folder=folder) from None
    if not has_answers(folder):
        raise NoPrevious("briefing.no_answers", folder=folder)
    return store_at(previous, None)


def viewer_there(viewer: Viewer, previous: Workshop) -> Viewer:
    """What somebody is in the workshop before: the same role, and their delegation where it was there.

    Nobody is the person there that they are here, so that nothing which only its author sees is shown.
    """
    if viewer.role is not Role.PARTICIPANT:
        return Viewer(viewer.role)
    known = any(delegation.code == viewer.delegation for delegation in previous.delegations)
    return Viewer(Role.PARTICIPANT, viewer.delegation if known else None)
