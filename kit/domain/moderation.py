"""How facilitators sort free text for the room: steps that are only ever added, and what they come to.

A step names answers, or a group, and what is to become of them. Steps of several facilitators are read one after
another: for each answer, and for each group's words, the later step holds. Nothing that was written is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kit.domain.form import Form, Per, Protection, Question, QuestionType
from kit.domain.visibility import is_private

LONGEST_WORDS = 120
"""Characters of a group's name."""
OF_ANSWERS = ("group", "ungroup", "show", "unshow", "hide", "unhide")
"""What can become of answers: into a group or out of it; onto the wall or off it; out of sight or back."""
OF_GROUPS = ("rename", "show_group", "unshow_group")
"""What can become of a group; one without answers is gone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a facilitator did."""

    number: int
    at: datetime
    by: str | None
    """A person's id; None where they asked to be forgotten."""
    action: str
    entries: Mapping[str, int] = field(default_factory=dict)
    """Entry's id to the version in which its answer was last changed: what the facilitator had read."""
    group: str | None = None
    words: str | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that say something alike."""

    id: str
    words: str
    """The facilitator's own."""
    shown: bool
    """Whether the wall shows its words and how many answers it holds."""
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """How the answers to one question stand."""

    groups: tuple[Group, ...] = ()
    """In the order in which they were first made."""
    shown: Mapping[str, int] = field(default_factory=dict)
    """Entries whose text may go to the wall, if their author opened it, with the version that was read."""
    hidden: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Made:
    words: dict[str, str] = field(default_factory=dict)
    on_wall: dict[str, bool] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, bool] = field(default_factory=dict)


def sorted_by(steps: Iterable[Step]) -> Sorted:
    """What the steps that were not taken back come to, in their order."""
    made = _Made()
    for step in steps:
        if not step.undone:
            _take(made, step)
    held: dict[str, list[str]] = {group: [] for group in made.words}
    for entry, group in made.groups.items():
        held[group].append(entry)
    groups = (
        Group(id, words, made.on_wall.get(id, False), tuple(sorted(held[id]))) for id, words in made.words.items()
    )
    hidden = frozenset(entry for entry, hides in made.hidden.items() if hides)
    return Sorted(tuple(group for group in groups if group.entries), made.shown, hidden)


def without(found: Sorted, gone: Iterable[str]) -> Sorted:
    """The same without answers that are no longer there, and without groups that held no others."""
    missing = frozenset(gone)
    groups = (replace(g, entries=tuple(e for e in g.entries if e not in missing)) for g in found.groups)
    shown = {entry: version for entry, version in found.shown.items() if entry not in missing}
    return Sorted(tuple(group for group in groups if group.entries), shown, found.hidden - missing)


def _take(made: _Made, step: Step) -> None:
    if step.action == "group" and step.group:
        made.words.setdefault(step.group, step.words or "")
        made.groups |= dict.fromkeys(step.entries, step.group)
    elif step.action == "ungroup":
        made.groups = {entry: group for entry, group in made.groups.items() if entry not in step.entries}
    elif step.action in ("show", "unshow"):
        kept = {entry: version for entry, version in made.shown.items() if entry not in step.entries}
        made.shown = kept | (dict(step.entries) if step.action == "show" else {})
    elif step.action in ("hide", "unhide"):
        made.hidden |= dict.fromkeys(step.entries, step.action == "hide")
    elif step.group in made.words:
        _take_group(made, step, step.group)


def _take_group(made: _Made, step: Step, group: str) -> None:
    if step.action == "rename":
        made.words[group] = step.words or made.words[group]
    elif step.action in ("show_group", "unshow_group"):
        made.on_wall[group] = step.action == "show_group"


def questions_to_sort(form: Form) -> tuple[Question, ...]:
    """The free text of a form that is talked about in the room; nothing of persons, plans or anonymous forms."""
    if form.anonymous or form.per is Per.HUB or form.protection not in (Protection.NOTE, Protection.EXCHANGE):
        return ()
    return tuple(question for question in form if question.type is QuestionType.TEXT and not _keeps_apart(question))


def _keeps_apart(question: Question) -> bool:
    return question.names_someone or question.written_by != "author" or is_private(question)
