"""Entries, and the changes that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kit.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Change:
    """What one save asks for: the fields that it changes and the version that it saw."""

    id: str
    """Made in the browser (UUID); sent again, it is the same change."""
    entry: str
    """The entry's id (UUID), made in the browser too, so that a new entry sent twice is one entry."""
    form: str
    base: int
    """The entry's version that the writer saw; 0 for a new entry."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Question's name to its new value; None clears an answer."""
    session: str | None = None
    subject: str | None = None
    """What the entry is about: a finding's id or an activity's entry id."""
    delegation: str | None = None
    """For whom staff write; a participant's own is used whatever stands here."""
    visibility: str | None = None
    attribution: str | None = None
    language: str = "en"
    deleted: bool | None = None
    """True removes the entry from view, False brings it back; its revisions stay."""
    resolves: tuple[str, ...] = ()
    """Questions whose conflict this change settles."""
    for_whom: str | None = None
    """Typed for someone without a device (see `kit.domain.behalf`); "" takes the mark back, None leaves it."""
    paper: int | None = None
    """The number of the paper form that it is typed in from (see `kit.domain.paper`)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values for one question from two people who had not seen each other's; `mine` stands, `other` is kept."""

    question: str
    kept: Any
    other: Any
    by: str | None
    """The person's id whose value is `other`."""
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled form, as a viewer may see it."""

    id: str
    form: str
    version: int
    values: Mapping[str, Any]
    session: str | None = None
    delegation: str | None = None
    """None where the viewer may not know it, and in anonymous forms."""
    subject: str | None = None
    author: str | None = None
    """A person's id; None where the viewer may not know it."""
    visibility: str = "delegation"
    attribution: str = "none"
    language: str = "en"
    created: datetime | None = None
    updated: datetime | None = None
    conflicts: tuple[Conflict, ...] = ()
    late: bool = False
    """First written after its session had closed (see `kit.domain.lateness`)."""
    for_whom: str | None = None
    """For whom it was typed, who had no device (see `kit.domain.behalf`); None where nobody, or not to be known."""
    entered_by: str | None = None
    """The id of the person who typed it for someone else, and is not its author."""
    paper: int | None = None
    """The number of the paper form that it was typed in from."""
    deleted: bool = False

    def with_values(self, values: Mapping[str, Any]) -> Entry:
        """The same entry with these values alone."""
        return replace(self, values=values)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a change."""

    change: str
    entry: str
    version: int
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Answers that are kept but not yet right, for instance an end before its start."""
    repeated: bool = False
    """The same change had been saved before."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with an answer, with what to do instead; `code` and `details` find the words."""

    question: str
    code: str
    details: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """A change that was not saved: `code` and `details` find the words; nothing of the change is kept by the store."""

    def __init__(self, code: str, question: str | None = None, **details: str | Text) -> None:
        super().__init__(code, question, details)
        self.code, self.question, self.details = code, question, details

    def __reduce__(self) -> tuple[Any, ...]:
        """What lets it travel between processes."""
        return _refused, (self.code, self.question, dict(self.details))


def _refused(code: str, question: str | None, details: dict[str, str | Text]) -> Refused:
    return Refused(code, question, **details)
