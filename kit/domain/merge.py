"""How changes of people who did not see each other become one entry, field by field, with nothing lost.

Two changes of different questions both stand, in whatever order they come. Two of the same question by people who had
not seen each other's: the later one stands, the other is kept beside it as a conflict until somebody chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.domain.entry import Change, Conflict

_DELETION = ""
"""The stamp of deleting and bringing back; no question has this name."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version last set a question's answer, and whose change that was (None: not known)."""

    version: int
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What stands in an entry after all of its changes."""

    version: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    """Without the questions that have no answer."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved change of an entry; never altered."""

    entry: str
    version: int
    change: str
    base: int
    at: datetime
    by: str | None
    values: Mapping[str, Any]
    """Only what this change set; None where it cleared an answer."""
    visibility: str | None = None
    attribution: str | None = None
    deleted: bool | None = None
    resolves: tuple[str, ...] = ()
    language: str = "en"
    for_whom: str | None = None
    """Where this change set or took back for whom the entry was typed."""
    paper: int | None = None
    """The paper form that `by` typed this change in from."""


def merge(before: Merged, change: Change, by: str | None) -> Merged:
    """What stands after `change` by the person `by`.

    A person never conflicts with their own earlier changes: what they typed last is what they mean, also when a
    change was sent before the answer to the one before it had come. Someone who changes an entry without having seen
    that it was deleted brings it back. A base that is higher than the entry's version was seen in a database that a
    backup has since replaced, and counts as having seen nothing.
    """
    base = change.base if change.base <= before.version else 0
    version = before.version + 1
    conflicts = _without(before.conflicts, change.resolves)
    for name, value in change.values.items():
        conflicts = _with_answer(conflicts, before, name, value, by, base=version if name in change.resolves else base)
    values = {**before.values, **change.values}
    stamps = dict(before.stamps) | {name: Stamp(version, by) for name in change.values}
    deleted = _is_deleted(before, change, base)
    if deleted != before.deleted:
        stamps[_DELETION] = Stamp(version, by)
    answered = {name: value for name, value in values.items() if value is not None}
    return Merged(version, answered, stamps, _standing(conflicts, answered), deleted)


def answers_at(revisions: Iterable[Revision], version: int) -> dict[str, Any]:
    """An entry's answers as they stood at a version, from all of its revisions in order."""
    answers: dict[str, Any] = {}
    for revision in revisions:
        if revision.version <= version:
            answers |= revision.values
    return {name: value for name, value in answers.items() if value is not None}


def _without(conflicts: tuple[Conflict, ...], resolved: tuple[str, ...]) -> tuple[Conflict, ...]:
    return tuple(conflict for conflict in conflicts if conflict.question not in resolved)


def _with_answer(
    conflicts: tuple[Conflict, ...], before: Merged, name: str, value: Any, by: str | None, *, base: int
) -> tuple[Conflict, ...]:
    """The conflicts after one answer: the writer's own older value gives way, somebody's unseen one is added."""
    ours = tuple(c for c in conflicts if not (c.question == name and c.by == by and by is not None))
    last, standing = before.stamps.get(name), before.values.get(name)
    if last is None or last.version <= base or (by is not None and last.by == by):
        return ours
    others = tuple(c for c in ours if not (c.question == name and c.by == last.by and (last.by or c.other == standing)))
    return (*others, Conflict(name, value, standing, last.by, last.version))


def _standing(conflicts: tuple[Conflict, ...], answers: Mapping[str, Any]) -> tuple[Conflict, ...]:
    """Conflicts with what is kept brought up to date, without those on which both now say the same."""
    current = (Conflict(c.question, answers.get(c.question), c.other, c.by, c.version) for c in conflicts)
    return tuple(c for c in current if c.kept != c.other)


def _is_deleted(before: Merged, change: Change, base: int) -> bool:
    if change.deleted is not None:
        return change.deleted
    last = before.stamps.get(_DELETION)
    unseen = last is not None and last.version > base
    return before.deleted and not (unseen and change.values)
