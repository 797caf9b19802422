"""Reads a table key by key, and at its end flags the keys that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kit.definitions.flaws import suggest
from kit.definitions.languages import is_language, known_languages
from kit.definitions.nodes import Listing, Node, Scalar, Table, is_empty
from kit.definitions.scalars import needs_filling, to_flag, to_integer
from kit.definitions.sources import Source
from kit.domain.texts import Text

T = TypeVar("T")
Word = TypeVar("Word", bound=str)


class Section:
    """One table of a file; each reading method names a key and makes it a known one."""

    def __init__(self, source: Source, table: Table) -> None:
        self.source, self.table = source, table
        self._asked: set[str] = set()

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """What is written for a key, or None."""
        self._asked.add(key)
        found = self.table.get(key)
        if is_empty(found):
            if required:
                self.source.flaw(self.table.line_of(key), "missing_key", key=key)
            return None
        return found

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """A single value, or None where there is none or it still has to be filled in."""
        found = self.node(key, required=required)
        if found is not None and not isinstance(found, Scalar):
            self.source.flaw(found, "not_a_value", key=key)
            return None
        return None if found is None or needs_filling(found) else found

    def value(self, key: str, convert: Callable[[Source, Scalar], T | None], *, required: bool = False) -> T | None:
        """A single value, converted."""
        found = self.scalar(key, required=required)
        return None if found is None else convert(self.source, found)

    def word(self, key: str, *, required: bool = False) -> str | None:
        """A single value as text."""
        found = self.scalar(key, required=required)
        return None if found is None else found.text

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        found = self.value(key, to_integer)
        return default if found is None else found

    def flag(self, key: str, default: bool = False) -> bool:
        """Yes or no."""
        found = self.value(key, to_flag)
        return default if found is None else found

    def one_of(self, key: str, allowed: Iterable[Word], default: Word) -> Word:
        """One of a few words."""
        found, words = self.scalar(key), tuple(allowed)
        if found is None:
            return default
        for word in words:
            if found.text == word:
                return word
        self.source.flaw(found, "word_unknown", key=key, value=found.text, suggestion=suggest(found.text, words))
        return default

    def text(self, key: str, *, required: bool = False) -> Text:
        """Words that people read: in the file's language, or by language."""
        found = self.node(key, required=required)
        return Text() if found is None else read_text(self.source, found, key)

    def words(self, key: str) -> tuple[Scalar, ...]:
        """A list of single values; one value alone is a list of one."""
        found = self.node(key)
        if isinstance(found, Scalar):
            return () if needs_filling(found) else (found,)
        items = self.items(key)
        for item in items:
            if not isinstance(item, Scalar):
                self.source.flaw(item, "not_a_value", key=key)
        return tuple(item for item in items if isinstance(item, Scalar) and not needs_filling(item))

    def items(self, key: str) -> tuple[Node, ...]:
        """A list of anything."""
        found = self.node(key)
        if found is None or isinstance(found, Listing):
            return found.items if found else ()
        self.source.flaw(found, "not_a_list", key=key)
        return ()

    def sections(self, key: str) -> tuple[Section, ...]:
        """A list of tables."""
        items = self.items(key)
        for item in items:
            if not isinstance(item, Table):
                self.source.flaw(item, "not_a_table", key=key)
        return tuple(Section(self.source, item) for item in items if isinstance(item, Table))

    def section(self, key: str) -> Section | None:
        """A table."""
        found = self.node(key)
        if found is None or isinstance(found, Table):
            return Section(self.source, found) if found else None
        self.source.flaw(found, "not_a_table", key=key)
        return None

    def note(self, thing: T) -> T:
        """Remembers that `thing` was read from this table, and flags keys that are not known here."""
        for key, _ in self.table.pairs:
            if key.text not in self._asked:
                self.source.flaw(key, "unknown_key", key=key.text, suggestion=suggest(key.text, self._asked))
        return self.source.note(thing, self.table)


def read_text(source: Source, node: Node, key: str) -> Text:
    """A text in the file's language, or a table of language tag to text."""
    if isinstance(node, Scalar):
        return Text({source.language: node.text.strip()})
    if isinstance(node, Listing):
        source.flaw(node, "not_a_text", key=key)
        return Text()
    for tag, words in node.pairs:
        if not is_language(tag.text):
            suggestion = suggest(tag.text, known_languages())
            source.flaw(tag, "language_unknown", value=tag.text, suggestion=suggestion)
        if not isinstance(words, Scalar):
            source.flaw(words, "not_a_text", key=tag.text)
    return Text({tag.text: words.text.strip() for tag, words in node.pairs if isinstance(words, Scalar) and words.text})
