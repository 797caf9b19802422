"""Forms, questions and choices, in XLSForm's words (https://xlsform.org/en/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kit.domain.texts import Text

DEFAULT_MAX_LENGTH = 500
"""Characters in a text answer where the form says nothing else."""


class QuestionType(StrEnum):
    """What kind of answer a question takes; the JSON value that an answer is stored as stands behind each."""

    TEXT = "text"  # str
    INTEGER = "integer"  # int
    DECIMAL = "decimal"  # str, canonical: "12500.50"; "unknown" where the question allows it
    DATE = "date"  # str, ISO 8601: "2023-06-30"
    SELECT_ONE = "select_one"  # str, a choice's name
    SELECT_MULTIPLE = "select_multiple"  # list of choices' names
    RANK = "rank"  # list of choices' names, best first
    SELECT_ONE_FROM_ENTRIES = "select_one_from_entries"  # str, an entry's id
    SELECT_MULTIPLE_FROM_ENTRIES = "select_multiple_from_entries"  # list of entries' ids
    ACKNOWLEDGE = "acknowledge"  # bool; never ticked beforehand
    REPEAT = "begin_repeat"  # list of objects, one question's name to its value
    NOTE = "note"  # no answer


class Protection(StrEnum):
    """Which row of the visibility table guards a form's entries (see `kit.domain.visibility`)."""

    REGISTRATION = "registration"
    NOTE = "note"
    PLAN = "plan"
    REVIEW = "review"
    EXCHANGE = "exchange"
    FUND = "fund"
    FOLLOW_UP = "follow_up"
    EVALUATION = "evaluation"
    DECISION = "decision"


class Per(StrEnum):
    """How many entries a form takes, and whose they are."""

    PERSON = "person"  # one for each person
    DELEGATION = "delegation"  # one for each delegation, written together
    MANY = "many"  # any number for each delegation
    FINDING = "finding"  # one for each mapping finding and delegation
    ACTIVITY = "activity"  # one for each activity of another delegation's plan and reviewing delegation
    OWN_ACTIVITY = "own_activity"  # any number for each activity of one's own plan
    HUB = "hub"  # any number, written by organisers for the whole workshop


@dataclass(frozen=True, slots=True)
class Condition:
    """True when each named question's answer is, or contains, one of the values given; "*" is any answer at all."""

    accepted: Mapping[str, frozenset[str]]

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether the condition is true of an entry's values."""
        return all(_matches(values.get(name), wanted) for name, wanted in self.accepted.items())


def _matches(value: object, wanted: frozenset[str]) -> bool:
    if value is None or value == "" or value == []:
        return False
    answers = {_as_word(item) for item in value} if isinstance(value, list) else {_as_word(value)}
    return "*" in wanted or bool(answers & wanted)


def _as_word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked; `name` is stored, `label` is read."""

    name: str
    label: Text
    hint: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form."""

    name: str
    type: QuestionType
    label: Text
    hint: Text = field(default_factory=Text)
    required: bool | Condition = False
    relevant: Condition | None = None
    choices: tuple[Choice, ...] = ()
    choice_list: str | None = None
    entries_of: str | None = None
    """For `select_*_from_entries`: the form whose entries (of the own delegation) are offered."""
    questions: tuple[Question, ...] = ()
    """For `begin_repeat`: the questions of one row."""
    minimum: str | None = None
    maximum: str | None = None
    """Bounds of a number, or of a date (ISO)."""
    not_before: str | None = None
    """The question whose date this one's must not precede."""
    max_length: int = DEFAULT_MAX_LENGTH
    """Characters, for text."""
    max_items: int = 50
    """Rows of a repeat, or picks of a `select_multiple` and `rank`."""
    multiline: bool = False
    or_unknown: bool = False
    """A number may be answered "unknown"."""
    contact: bool = False
    """Personal contact data: kept in a table of its own, seen by the person and organisers only."""
    organisers_only: bool = False
    """Seen by the person and organisers only."""
    written_by: str = "author"
    """`author`: the delegation whose entry it is; `owner`: the delegation whose activity is reviewed; `hub`: staff."""
    names_someone: bool = False
    """Expects a person's or an office's name: no warning about names is given."""
    group: Text = field(default_factory=Text)
    """A small heading that begins before this question and holds until the next one."""
    read_only: bool = False
    """Filled in by the kit (a reference number, a plan's state): shown, never typed."""

    def is_required(self, values: Mapping[str, object]) -> bool:
        """Whether an answer is needed, given the entry's other answers."""
        needed = self.required.holds(values) if isinstance(self.required, Condition) else self.required
        return needed and self.is_relevant(values)

    def is_relevant(self, values: Mapping[str, object]) -> bool:
        """Whether the question is asked at all, given the entry's other answers."""
        return self.relevant is None or self.relevant.holds(values)


@dataclass(frozen=True, slots=True)
class Form:
    """A set of questions, who writes it, and how it is protected."""

    name: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text = field(default_factory=Text)
    entry_title: str | None = None
    """The question whose answer names an entry in lists; the first text question where it is None."""
    add_label: Text = field(default_factory=Text)
    """The words on the button that adds another entry."""
    per: Per = Per.MANY
    protection: Protection = Protection.NOTE
    anonymous: bool = False
    """Neither author nor delegation is kept with an entry."""
    visibility: str = "delegation"
    """The default audience of a new entry: delegation, participants, organisers or public."""

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def question(self, name: str) -> Question | None:
        """The question of that name, or None."""
        return next((q for q in self.questions if q.name == name), None)

    @property
    def title_question(self) -> str | None:
        """The name of the question whose answer names an entry."""
        if self.entry_title:
            return self.entry_title
        return next((q.name for q in self.questions if q.type is QuestionType.TEXT), None)
