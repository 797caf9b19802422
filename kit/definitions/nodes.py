"""A YAML file as a tree of texts, lists and tables that know their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, as the text that stands in the file."""

    text: str
    line: int
    plain: bool = True
    """Written without quotation marks."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items that begin with dashes."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values; each key once."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the table where it has no such key."""
        return next((name.line for name, _ in self.pairs if name.text == key), self.line)


Node: TypeAlias = Scalar | Listing | Table


def is_empty(node: Node | None) -> bool:
    """Whether nothing was written: `key:` alone, or no key."""
    return node is None or (isinstance(node, Scalar) and node.plain and not node.text)


def scalars(node: Node) -> Iterator[Scalar]:
    """Every value below a node, in the file's order; keys are not values."""
    if isinstance(node, Scalar):
        yield node
    children = (
        node.items if isinstance(node, Listing) else [v for _, v in node.pairs] if isinstance(node, Table) else []
    )
    for child in children:
        yield from scalars(child)
