"""Reads a YAML file without ever guessing what a value means.

Plain YAML turns `9:30` into 570 and `no` into false; here every value stays the text that was written, and the
reader of each key converts it. Built from parse events, so that every part knows its line and no nesting, alias or
tag in a hostile file can grow or run anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.nodes import Listing, Node, Scalar, Table

MAX_BYTES = 2_000_000
"""Far above any definition; the example's largest file has 20,000 bytes."""
MAX_DEPTH = 20
"""Nested lists and tables."""
CRASHES = (YAMLError, ValueError, IndexError, KeyError, AttributeError, TypeError, AssertionError, NotImplementedError)
"""What ruamel.yaml's scanner raises on input that is not YAML; most of it is YAMLError."""


class _Stop(Exception):
    """Reading cannot go on; the flaw says why."""

    def __init__(self, line: int, code: str, **details: object) -> None:
        super().__init__(code)
        self.line, self.code, self.details = line, code, details


@dataclass(slots=True)
class _Open:
    """A list or table whose end has not been read yet."""

    line: int
    is_table: bool
    items: list[Node] = field(default_factory=list)


def read_yaml(file: Path) -> tuple[Node | None, list[Flaw]]:
    """The tree of a file and its flaws; None where it is empty or cannot be read as YAML."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            return None, [make_flaw(file, 0, "file_too_large", size=size, limit=MAX_BYTES)]
        words = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        return None, [make_flaw(file, line, "file_not_utf8")]
    except OSError as wrong:
        return None, [make_flaw(file, 0, "file_unreadable", reason=wrong.strerror or str(wrong))]
    return parse_yaml(words, file)


def parse_yaml(words: str, file: Path) -> tuple[Node | None, list[Flaw]]:
    """The tree of a YAML text and its flaws; `file` is named in the flaws."""
    tree, flaws = _parse(words, file)
    return tree, list(flaws)


@lru_cache(maxsize=64)  # a server reads the same form library for each of its workshops, a check after each edit
def _parse(words: str, file: Path) -> tuple[Node | None, list[Flaw]]:
    flaws: list[Flaw] = []
    try:
        return _build(words, file, flaws), flaws
    except _Stop as stop:
        return None, [*flaws, make_flaw(file, stop.line, stop.code, **stop.details)]
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = mark.line + 1 if mark else 0
        return None, [make_flaw(file, line, "yaml_broken", reason=(wrong.problem or wrong.context or "").strip())]
    except CRASHES as wrong:
        return None, [make_flaw(file, getattr(wrong, "line", 0), "yaml_broken", reason=type(wrong).__name__)]


def _build(words: str, file: Path, flaws: list[Flaw]) -> Node | None:
    stack: list[_Open] = [_Open(1, is_table=False)]
    documents = 0
    for event in YAML(typ="safe", pure=True).parse(words):
        line = event.start_mark.line + 1
        documents += isinstance(event, DocumentStartEvent)
        _refuse_extras(event, line, documents, len(stack))
        if isinstance(event, ScalarEvent):
            stack[-1].items.append(Scalar(event.value, line, event.implicit[0]))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            stack.append(_Open(line, isinstance(event, MappingStartEvent)))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            done = stack.pop()
            closed = _close_table(done, file, flaws) if done.is_table else Listing(tuple(done.items), done.line)
            stack[-1].items.append(closed)
    return stack[0].items[0] if stack[0].items else None


def _refuse_extras(event: Any, line: int, documents: int, depth: int) -> None:
    """Refuses what definitions have no use for and a mistake or an attack may bring."""
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise _Stop(line, "yaml_alias")
    if getattr(event, "tag", None):
        raise _Stop(line, "yaml_tag", tag=event.tag)
    if documents > 1:
        raise _Stop(line, "yaml_documents")
    if depth > MAX_DEPTH:
        raise _Stop(line, "yaml_depth", limit=MAX_DEPTH)


def _close_table(done: _Open, file: Path, flaws: list[Flaw]) -> Table:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for key, value in zip(done.items[::2], done.items[1::2], strict=True):
        if not isinstance(key, Scalar):
            flaws.append(make_flaw(file, key.line, "key_not_text"))
        elif key.text in pairs:
            first = pairs[key.text][0].line
            flaws.append(make_flaw(file, key.line, "duplicate_key", key=key.text, first=first))
        else:
            pairs[key.text] = (key, value)
    return Table(tuple(pairs.values()), done.line)
