"""What is collected while a workshop's files are read: flaws, and where each thing was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.nodes import Node, Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file."""

    file: Path
    line: int


@dataclass(slots=True)
class Spots:
    """Where each object of a definition was written, by the object itself: equal objects may stand in two places."""

    _things: dict[int, tuple[object, Spot, Mapping[str, int]]] = field(default_factory=dict)

    def note(self, thing: T, spot: Spot, keys: Mapping[str, int] | None = None) -> T:
        """Remembers where `thing` stands, and the lines of its keys; gives it back."""
        self._things[id(thing)] = (thing, spot, keys or {})
        return thing

    def of(self, thing: object, key: str | None = None) -> Spot:
        """Where `thing`, or one key of it, stands. Raises KeyError for a thing that was never noted."""
        _, spot, keys = self._things[id(thing)]
        return Spot(spot.file, keys.get(key, spot.line)) if key else spot

    def keys_of(self, thing: object) -> frozenset[str]:
        """The keys that were written for `thing`."""
        return frozenset(self._things[id(thing)][2])

    def knows(self, thing: object) -> bool:
        """Whether `thing` was noted."""
        return id(thing) in self._things


@dataclass(frozen=True, slots=True)
class Source:
    """One file that is being read: `language` is that of texts given without one."""

    file: Path
    language: str
    flaws: list[Flaw]
    spots: Spots

    def flaw(self, where: Node | int, code: str, /, **details: object) -> None:
        """Notes a flaw at a node or a line of this file."""
        line = where if isinstance(where, int) else where.line
        self.flaws.append(make_flaw(self.file, line, code, **details))

    def note(self, thing: T, table: Table) -> T:
        """Remembers that `thing` was written as this table."""
        return self.spots.note(thing, Spot(self.file, table.line), {key.text: key.line for key, _ in table.pairs})

    def note_line(self, thing: T, line: int) -> T:
        """Remembers that `thing` was written in this line."""
        return self.spots.note(thing, Spot(self.file, line))
