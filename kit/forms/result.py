"""One result of a session: what it is called, and the board that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kit.forms.boards import board_strings


@dataclass(frozen=True, slots=True)
class Result:
    """A board with its heading; no data where there is nothing to draw yet, and `note` says why."""

    title: str
    kind: str
    data: Mapping[str, Any] | None
    note: str = ""

    def to_json(self, language: str) -> dict[str, Any]:
        """The board as the wall draws it."""
        strings = board_strings(language)
        strings |= {"board_empty": self.note} if self.note else {}
        return {"title": self.title, "kind": self.kind, "data": self.data, "strings": strings}


@dataclass(frozen=True, slots=True)
class Planned:
    """A result that a session can have, before anything is read or counted."""

    name: str
    """What tells it from the session's others; it stays the same from day to day."""
    title: str
    make: Callable[[], Result]
    while_open: bool = False
    """Whether the wall may show it while people still write: nothing in it could be copied, or tells who just wrote."""
