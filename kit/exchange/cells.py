"""Answers as cells that people can edit, and back without loss."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kit.domain.form import Question, QuestionType

YES, NO = "yes", "no"
_LIST, _PART = "; ", " | "
_ESCAPED = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}

Titles = Mapping[str, str]
"""Entry id to what people call the entry."""


def to_cell(question: Question, value: Any, titles: Titles, language: str | None = None) -> str:
    """An answer as text: choices by label in `language`, or by name where it is None; rows of a repeat as lines."""
    if value is None:
        return ""
    if question.type is QuestionType.REPEAT:
        return "\n".join(_row(question, row, titles, language) for row in value)
    if isinstance(value, list):
        return _LIST.join(_one(question, item, titles, language) for item in value)
    return _one(question, value, titles, language)


def _row(question: Question, row: Mapping[str, Any], titles: Titles, language: str | None) -> str:
    parts = [to_cell(inner, row.get(inner.name), titles, language) for inner in question.questions]
    return _PART.join(re.sub(r"[\\|\n]", lambda found: _ESCAPED[found[0]], part) for part in parts)


def _one(question: Question, value: Any, titles: Titles, language: str | None) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if question.type in (QuestionType.SELECT_ONE_FROM_ENTRIES, QuestionType.SELECT_MULTIPLE_FROM_ENTRIES):
        return titles.get(str(value), str(value))
    if question.choices and language is not None:
        return choice_cells(question, language).get(str(value), str(value))
    return str(value)


def choice_cells(question: Question, language: str) -> dict[str, str]:
    """Choice's name to the words that stand for it in a cell: its label, unless that could be taken for another's."""
    labels = [choice.label.to(language) for choice in question.choices]
    taken = {*labels, *(choice.name for choice in question.choices)}
    return {
        choice.name: label if label and _is_clear(choice.name, label, labels, taken) else choice.name
        for choice, label in zip(question.choices, labels, strict=True)
    }


def _is_clear(name: str, label: str, labels: Sequence[str], taken: set[str]) -> bool:
    other_names = taken - set(labels) - {name}
    return labels.count(label) == 1 and label not in other_names and not re.search(r"[;\n|\\]", label)


def clear_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Entry id to title where the title can stand for the entry in a cell, else to the id."""
    words = [title.casefold() for title in titles.values()]
    return {
        entry: title if title and words.count(title.casefold()) == 1 and not re.search(r"[;\n]", title) else entry
        for entry, title in titles.items()
    }


def list_items(cell: str) -> list[str]:
    """The items of a list's cell: by semicolons or lines."""
    return [item.strip() for item in re.split(r"[;\n]", cell) if item.strip()]


def repeat_rows(cell: str) -> list[list[str]]:
    """The rows of a repeat's cell, each with its parts, as `to_cell` writes them."""
    return [[_unescape(part) for part in _parts(line)] for line in cell.split("\n") if line.strip()]


def _parts(line: str) -> list[str]:
    marked = re.sub(r"\\[\\|n]", lambda found: {"\\\\": "\ue000", "\\|": "\ue001", "\\n": "\ue002"}[found[0]], line)
    return [part.strip() for part in marked.split("|")]


def _unescape(part: str) -> str:
    return part.replace("\ue000", "\\").replace("\ue001", "|").replace("\ue002", "\n")
