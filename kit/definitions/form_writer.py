"""A form as the YAML that `read_form` reads: what is written and read back is equal."""

from __future__ import annotations

from dataclasses import fields
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from kit.definitions.choice_lists import PROVIDED
from kit.domain.form import Choice, Condition, Form, Question, QuestionType
from kit.domain.texts import Text

NOT_WRITTEN = frozenset({"name", "type", "choice_list", "entries_of"})
"""Fields of a question that `name:` and `type:` state."""
PLAIN = Question(name="", type=QuestionType.TEXT, label=Text())
EMPTY = Form(name="", title=Text(), questions=())
"""What the reader assumes where nothing is written."""
NEVER_FOLDED = 1_000_000
"""Characters in a line; folding would have to be undone exactly, and nobody gains by it."""


def form_to_yaml(form: Form, language: str = "en") -> str:
    """The file's text; texts in `language` alone are written plainly, lists that the workshop provides are left out."""
    written: dict[str, Any] = {"language": language} if language != "en" else {}
    for key in ("title", "intro", "entry_title", "add_label", "per", "protection", "anonymous", "visibility"):
        written |= _entry(key, getattr(form, key), language, getattr(EMPTY, key))
    written["questions"] = [_question(question, language) for question in form.questions]
    lists = _lists(form.questions)
    if lists:
        written["choices"] = {name: _choices(choices, language) for name, choices in lists.items()}
    return dump(written)


def dump(written: object) -> str:
    """Tables, lists and texts as YAML."""
    writer = YAML()
    writer.width = NEVER_FOLDED
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    writer.dump(_quoted(written), stream)
    return stream.getvalue()


def _quoted(written: Any) -> Any:
    """The same, with line breaks and signs that cannot be seen inside quotation marks: else YAML bends them."""
    if isinstance(written, dict):
        return {_quoted(key): _quoted(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_quoted(item) for item in written]
    return DoubleQuotedScalarString(written) if isinstance(written, str) and not written.isprintable() else written


def _question(question: Question, language: str) -> dict[str, Any]:
    target = question.choice_list or question.entries_of
    kind = f"{question.type} {target}" if target else str(question.type)
    written: dict[str, Any] = {"type": kind, "name": question.name}
    for field in fields(Question):
        value = getattr(question, field.name)
        if field.name == "choices" and question.choice_list:
            continue
        if field.name not in NOT_WRITTEN:
            written |= _entry(field.name, value, language, getattr(PLAIN, field.name))
    return written


def _entry(key: str, value: Any, language: str, default: Any) -> dict[str, Any]:
    """One key with its value, or nothing where the reader would assume the value anyway."""
    if value == default and key not in {"per", "protection"}:
        return {}
    if isinstance(value, Text):
        return {key: _text(value, language)} if value else {}
    if isinstance(value, Condition):
        return {key: {name: _accepted(words) for name, words in value.accepted.items()}}
    if key == "choices":
        return {key: _choices(value, language)}
    if key == "questions":
        return {key: [_question(row, language) for row in value]}
    if isinstance(value, bool):
        return {key: "yes" if value else "no"}
    return {key: value if isinstance(value, int) else str(value)}


def _text(text: Text, language: str) -> str | dict[str, str]:
    words = {tag: word for tag, word in text.by_language.items() if word}
    return words[language] if words.keys() == {language} else words


def _accepted(words: frozenset[str]) -> str | list[str]:
    return next(iter(words)) if len(words) == 1 else sorted(words)


def _choices(choices: tuple[Choice, ...], language: str) -> list[dict[str, Any]] | dict[str, Any]:
    """`name: label` where that says everything, else items."""
    if any(choice.hint for choice in choices) or len({choice.name for choice in choices}) < len(choices):
        return [{"name": choice.name} | _labels(choice, language) for choice in choices]
    return {choice.name: _text(choice.label, language) for choice in choices}


def _labels(choice: Choice, language: str) -> dict[str, Any]:
    texts = {"label": choice.label, "hint": choice.hint}
    return {key: _text(text, language) for key, text in texts.items() if text}


def _lists(questions: tuple[Question, ...]) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, tuple[Choice, ...]] = {}
    for question in questions:
        if question.choice_list and question.choices and question.choice_list not in PROVIDED:
            found[question.choice_list] = question.choices
        found |= _lists(question.questions)
    return found
