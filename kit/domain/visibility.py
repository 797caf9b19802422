"""Who sees what of an entry: one table, and the few rules that its cells name.

Notes are never attributed beyond what their author chose (the Chatham House Rule), contact data are seen by the person
and the organisers alone, and a plan is its delegation's until they share or confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kit.domain.entry import Entry
from kit.domain.form import Form, Per, Protection, Question, QuestionType
from kit.domain.paper import UNNUMBERED
from kit.domain.viewer import Role, Viewer


class Level(StrEnum):
    """How much of an entry somebody sees."""

    NONE = "none"
    THEMES = "themes"
    """What was picked from lists; no text, nobody's delegation or name."""
    FULL = "full"


class Relation(StrEnum):
    """What an entry is to the one who looks."""

    SELF = "self"
    OWN = "own"
    OWNER = "owner"
    """It reviews an activity of the viewer's delegation."""
    OTHER = "other"
    FACILITATOR = "facilitator"
    ORGANISER = "organiser"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far a delegation's plan has come, as far as it decides who may read it."""

    state: str = "draft"
    shared: bool = False
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What of an entry is shown."""

    level: Level = Level.NONE
    author: bool = False
    delegation: bool = False
    city: bool = False
    private: bool = False
    """Contact data, and answers for organisers only."""
    history: bool = False
    """Earlier versions and conflicts."""


class _Cell(StrEnum):
    NO = "no"
    YES = "yes"
    CHOSEN = "chosen"  # as the entry's visibility says: themes, or the text
    SHARED = "shared"  # once the plan is shared or confirmed
    CLEARED = "cleared"  # once the plan is published and cleared


_NO, _YES = _Cell.NO, _Cell.YES
_COLUMNS = tuple(Relation)
_TABLE: Mapping[Protection, tuple[_Cell, ...]] = {
    # self, own, owner, other, facilitator, organiser, public
    Protection.REGISTRATION: (_YES, _YES, _NO, _NO, _YES, _YES, _NO),
    Protection.NOTE: (_YES, _YES, _Cell.CHOSEN, _Cell.CHOSEN, _YES, _YES, _NO),
    Protection.PLAN: (_YES, _YES, _Cell.SHARED, _Cell.SHARED, _YES, _YES, _Cell.CLEARED),
    Protection.REVIEW: (_YES, _YES, _YES, _NO, _YES, _YES, _NO),
    Protection.EXCHANGE: (_YES, _YES, _YES, _YES, _YES, _YES, _NO),
    Protection.FUND: (_YES, _YES, _NO, _NO, _NO, _YES, _NO),
    Protection.FOLLOW_UP: (_YES, _YES, _NO, _NO, _YES, _YES, _NO),
    Protection.EVALUATION: (_YES, _NO, _NO, _NO, _NO, _NO, _NO),
    Protection.DECISION: (_YES, _YES, _YES, _YES, _YES, _YES, _NO),
}
_INSIDE = frozenset({Relation.SELF, Relation.OWN, Relation.FACILITATOR, Relation.ORGANISER})
_PICKED = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
_PLACES = frozenset({"cities", "delegations"})
UNTOLD_LANGUAGE = "und"
"""BCP 47 for a language that is not told: it may tell the country."""


def relation(
    viewer: Viewer, *, author: str | None, delegation: str | None, owner: str | None = None, anonymous: bool = False
) -> Relation:
    """What an entry is to a viewer; `owner` is the delegation whose activity it reviews.

    Staff see as staff also what they wrote themselves; but an anonymous sheet is read by the one alone who types it in.
    """
    own = viewer.person is not None and viewer.person == author
    if viewer.role is not Role.PARTICIPANT and not (own and anonymous):
        return Relation(viewer.role.value)
    if own:
        return Relation.SELF
    if viewer.delegation is None:
        return Relation.OTHER
    if viewer.delegation == delegation:
        return Relation.OWN
    return Relation.OWNER if viewer.delegation == owner else Relation.OTHER


def sight(form: Form, who: Relation, *, visibility: str, attribution: str, plan: PlanProgress) -> Sight:
    """What of a form's entry someone sees, given what its author chose and the state of its delegation's plan."""
    level = _level(_TABLE[form.protection][_COLUMNS.index(who)], who, form, visibility, plan)
    if level is Level.NONE:
        return Sight()
    inside = who in _INSIDE
    named = level is Level.FULL and (inside or form.protection is not Protection.NOTE)
    return Sight(
        level=level,
        author=inside and not form.anonymous,
        delegation=named or (level is Level.FULL and attribution in ("country", "city")),
        city=named or (level is Level.FULL and attribution == "city"),
        private=who in (Relation.SELF, Relation.ORGANISER),
        history=inside and not form.anonymous,
    )


def _level(cell: _Cell, who: Relation, form: Form, visibility: str, plan: PlanProgress) -> Level:
    if form.protection is Protection.NOTE and visibility == "organisers":
        return Level.FULL if who in (Relation.SELF, Relation.ORGANISER) else Level.NONE
    if cell is _Cell.CHOSEN:
        return Level.FULL if visibility in ("participants", "public") else Level.THEMES
    seen = {
        _Cell.NO: False,
        _Cell.YES: True,
        _Cell.SHARED: plan.shared or plan.state != "draft",
        _Cell.CLEARED: plan.state == "published" and plan.cleared,
    }
    return Level.FULL if seen[cell] else Level.NONE


def is_private(question: Question) -> bool:
    """Whether only the person and the organisers see this answer, or a part of it."""
    return question.contact or question.organisers_only or any(is_private(part) for part in question.questions)


def is_contact(question: Question) -> bool:
    """Whether this answer, or a part of it, is contact data, which are kept apart."""
    return question.contact or any(is_contact(part) for part in question.questions)


def shows(question: Question, seen: Sight) -> bool:
    """Whether one question's answer is shown to someone who sees `seen` of the entry."""
    if seen.level is Level.NONE or (is_private(question) and not seen.private):
        return False
    if question.choice_list in _PLACES and not seen.city:
        return False
    return seen.level is Level.FULL or question.type in _PICKED


def redact(entry: Entry, form: Form, seen: Sight) -> Entry:
    """The entry as someone who sees `seen` of it may have it; `seen.level` is not none."""
    shown = _answers(entry, form, seen)
    entry = replace(
        entry,
        values={name: value for name, value in entry.values.items() if name in shown},
        author=entry.author if seen.author else None,
        for_whom=entry.for_whom if seen.author else None,
        entered_by=entry.entered_by if seen.author else None,
        paper=entry.paper if seen.author or entry.paper == UNNUMBERED else None,
        delegation=entry.delegation if seen.delegation else None,
        conflicts=tuple(c for c in entry.conflicts if c.question in shown) if seen.history else (),
    )
    if seen.delegation:
        return entry
    subject = entry.subject if form.per is Per.FINDING else None
    language = entry.language if seen.level is Level.FULL else UNTOLD_LANGUAGE
    return replace(entry, created=None, updated=None, subject=subject, language=language)


def _answers(entry: Entry, form: Form, seen: Sight) -> set[str]:
    """Names of the answers that are shown; those of questions that the form no longer asks, to organisers only."""
    shown = {question.name for question in form if shows(question, seen)}
    gone: Mapping[str, Any] = {name: value for name, value in entry.values.items() if form.question(name) is None}
    return shown | (gone.keys() if seen.private and seen.history else set())
