"""One question of a form, as YAML writes it."""

from __future__ import annotations

from kit.definitions.choices import read_choices
from kit.definitions.conditions import read_condition
from kit.definitions.nodes import Scalar
from kit.definitions.question_types import WrittenType, read_type
from kit.definitions.scalars import NO, YES, needs_filling, to_date
from kit.definitions.sections import Section
from kit.domain.form import DEFAULT_MAX_LENGTH, Condition, Question, QuestionType

WRITERS = ("author", "owner", "hub")
DEFAULT_MAX_ITEMS = 50


def read_question(section: Section) -> Question:
    """The question that a table describes; what cannot be read is flagged and left out."""
    kind = section.value("type", read_type, required=True) or WrittenType(QuestionType.TEXT)
    name = section.word("name", required=True) or ""
    choices = section.node("choices")
    lowest, highest = _bound(section, "minimum", kind.type), _bound(section, "maximum", kind.type)
    question = Question(
        name=name,
        type=kind.type,
        label=section.text("label", required=kind.type is not QuestionType.REPEAT),
        hint=section.text("hint"),
        required=_required(section),
        relevant=_condition(section, "relevant"),
        choices=read_choices(section.source, choices, "choices") if choices else (),
        choice_list=kind.choice_list,
        entries_of=kind.entries_of,
        questions=tuple(read_question(row) for row in section.sections("questions")),
        minimum=lowest,
        maximum=highest,
        not_before=section.word("not_before"),
        max_length=section.number("max_length", DEFAULT_MAX_LENGTH),
        max_items=section.number("max_items", DEFAULT_MAX_ITEMS),
        multiline=section.flag("multiline"),
        or_unknown=section.flag("or_unknown"),
        contact=section.flag("contact"),
        organisers_only=section.flag("organisers_only"),
        written_by=section.one_of("written_by", WRITERS, "author"),
        names_someone=section.flag("names_someone"),
        group=section.text("group"),
        read_only=section.flag("read_only"),
    )
    return section.note(question)


def _condition(section: Section, key: str) -> Condition | None:
    node = section.node(key)
    return read_condition(section.source, node, key) if node else None


def _required(section: Section) -> bool | Condition:
    node = section.node("required")
    if node is None or (isinstance(node, Scalar) and (needs_filling(node) or node.text.lower() in YES | NO)):
        return section.flag("required")
    return read_condition(section.source, node, "required") or False


def _bound(section: Section, key: str, kind: QuestionType) -> str | None:
    """A number or a date, canonical; which of the two, the question's type says."""
    node = section.scalar(key)
    if node is None:
        return None
    if kind is QuestionType.DATE:
        day = to_date(section.source, node)
        return day.isoformat() if day else None
    if not is_number(node.text):
        section.source.flaw(node, "bound_unreadable", key=key, value=node.text)
        return None
    return node.text


def is_number(words: str) -> bool:
    """Whether a text is a plain decimal number."""
    whole, dot, fraction = words.removeprefix("-").partition(".")
    digits = whole + fraction
    return digits.isascii() and digits.isdigit() and bool(whole) and (not dot or bool(fraction))
