"""`type:` as XLSForm writes it: a word, and for some the name of a list or of a form."""

from __future__ import annotations

from dataclasses import dataclass

from kit.definitions.flaws import suggest
from kit.definitions.nodes import Scalar
from kit.definitions.sources import Source
from kit.domain.form import QuestionType

FROM_LIST = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
FROM_ENTRIES = frozenset({QuestionType.SELECT_ONE_FROM_ENTRIES, QuestionType.SELECT_MULTIPLE_FROM_ENTRIES})
OTHER_WORDS = {
    "string": "text",
    "textarea": "text",
    "int": "integer",
    "number": "decimal",
    "float": "decimal",
    "boolean": "acknowledge",
    "bool": "acknowledge",
    "checkbox": "acknowledge",
    "trigger": "acknowledge",
    "repeat": "begin_repeat",
    "choice": "select_one",
    "select": "select_one",
    "dropdown": "select_one",
    "checkboxes": "select_multiple",
    "ranking": "rank",
}
"""Words of other tools, and ours for them."""


@dataclass(frozen=True, slots=True)
class WrittenType:
    """A question's type, with the list or the form that it names."""

    type: QuestionType
    choice_list: str | None = None
    entries_of: str | None = None


def read_type(source: Source, node: Scalar) -> WrittenType:
    """The type that is written; an unknown one is flagged and read as text, so that checking goes on."""
    word, _, name = node.text.strip().partition(" ")
    name = name.strip()
    if word not in set(QuestionType):
        suggestion = suggest(OTHER_WORDS.get(word.lower(), word), QuestionType)
        source.flaw(node, "type_unknown", value=node.text, suggestion=suggestion)
        return WrittenType(QuestionType.TEXT)
    kind = QuestionType(word)
    if kind in FROM_LIST:
        return WrittenType(kind, choice_list=name or None)
    if kind in FROM_ENTRIES and not name:
        source.flaw(node, "entries_of_missing", value=word)
    if name and kind not in FROM_ENTRIES:
        source.flaw(node, "type_takes_no_name", value=word, name=name)
    return WrittenType(kind, entries_of=name or None if kind in FROM_ENTRIES else None)
