"""The parts of a page that follow the room, and which changes concern each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

BALLOTS = "ballots"
"""What stands for a form's name where a part shows votes."""
PLAN_FORMS = frozenset({"plan", "priority", "activity"})
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is brought up to date after a change; with a hundred pages open, only where it must be."""

    refresh: Callable[[], object]
    forms: frozenset[str]
    """Changes of these forms' entries concern it, and of votes where BALLOTS is among them."""
    delegation: str | None = None
    """Only this delegation's entries concern it; None: anybody's."""

    def concerned(self, event: Mapping[str, Any]) -> bool:
        """Whether an event (`kind`, `form`, `delegation`) may change what the part shows."""
        kind = event["kind"]
        if kind in ("session", "purge"):
            return True
        if kind == "ballot":
            return BALLOTS in self.forms
        form = "plan" if kind == "plan" else event.get("form")
        return form in self.forms and self.delegation in (None, event.get("delegation"))


def bring_up_to_date(parts: Iterable[Part]) -> None:
    """Refresh them; one that fails does not stop the others."""
    for part in parts:
        try:
            part.refresh()
        except Exception:
            log.exception("A part of a page could not be brought up to date")
