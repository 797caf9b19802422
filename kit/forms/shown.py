"""Entries as a page reads them, made anew only where the entry is another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kit.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry, as the page reads it, and that as text."""

    entry: Entry
    made: dict[str, Any]
    text: str


def shown_now(
    before: Mapping[str, Shown], entries: Iterable[Entry], make: Callable[[Entry], dict[str, Any]]
) -> dict[str, Shown]:
    """The entries by id, in their order; what a view still holds is taken as it was made `before`."""
    return {entry.id: _again(before.get(entry.id), entry) or _made(entry, make) for entry in entries}


def _again(before: Shown | None, entry: Entry) -> Shown | None:
    return before if before is not None and before.entry is entry else None


def _made(entry: Entry, make: Callable[[Entry], dict[str, Any]]) -> Shown:
    made = make(entry)
    return Shown(entry, made, json.dumps(made, sort_keys=True, default=str))
