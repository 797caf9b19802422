"""Text from people made safe for every format, with each loss visible.

Sources: XML 1.0 section 2.2 (characters a document may hold); Unicode UAX 9 (direction controls).
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar, cast

from kit.domain.bidi import has_latin, has_rtl

T = TypeVar("T")

NOT_READ = frozenset({"svg", "url", "digits", "id", "type", "shape", "tone", "language", "direction", "kind"})
"""Keys of a document's plain values whose texts no reader sees as text."""
LOST = "\ufffd"
LEFT_TO_RIGHT_MARK = "\u200e"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_EMBEDDERS, _ISOLATORS = "\u202a\u202b", "\u2066\u2067\u2068"
_CONTROLS = re.compile("[\u202a-\u202c\u2066-\u2069]")
_CLOSERS = {"\u202c": _EMBEDDERS, "\u2069": _ISOLATORS}


def clean(text: str) -> str:
    """Text that every format can hold: forbidden characters and direction overrides become U+FFFD.

    An override shows text in another order than it is stored, so a reader would sign what is not written. Embeddings
    and isolates are kept and closed, so that none reaches the text that follows. ZWJ and ZWNJ stay: Sinhala and Urdu
    need them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\ufeff", "")
    )
    text = _OVERRIDES.sub(LOST, _FORBIDDEN.sub(LOST, text))
    return _closed(text) if _CONTROLS.search(text) else text


def _closed(text: str) -> str:
    """Drop closing controls that close nothing and close what is left open at the end of each line."""
    return "\n".join(_closed_line(line) for line in text.split("\n"))


def _closed_line(line: str) -> str:
    kept: list[str] = []
    still_open: list[str] = []
    for character in line:
        if character in _CLOSERS:
            if not still_open or still_open[-1] not in _CLOSERS[character]:
                continue
            still_open.pop()
        elif character in _EMBEDDERS + _ISOLATORS:
            still_open.append(character)
        kept.append(character)
    closing = ["\u202c" if opener in _EMBEDDERS else "\u2069" for opener in reversed(still_open)]
    return "".join(kept + closing)


def steady(text: str) -> str:
    """A text whose lines in Latin letters keep their order within a right-to-left paragraph (UAX 9).

    Marks stand around them, since word processors do not show isolates: "40 people." would be shown as ".people 40".
    """
    return "\n".join(map(_steady_line, text.split("\n")))


def _steady_line(line: str) -> str:
    return f"{LEFT_TO_RIGHT_MARK}{line}{LEFT_TO_RIGHT_MARK}" if has_latin(line) and not has_rtl(line) else line


def map_texts(value: T, change: Callable[[str], str]) -> T:
    """A copy of a model in which every text, at any depth, went through ``change``."""
    return cast(T, _mapped(value, change))


def map_plain(value: Any, change: Callable[[str], str], key: str = "") -> Any:
    """A copy of plain values (JSON) in which every text that people read went through ``change``."""
    if isinstance(value, str):
        return value if key in NOT_READ else change(value)
    if isinstance(value, list):
        return [map_plain(item, change, key) for item in value]
    if isinstance(value, dict):
        return {name: map_plain(item, change, name) for name, item in value.items()}
    return value


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The value itself where nothing in it changed: most texts are clean, and making everything anew takes longer."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        mapped = [_mapped(item, change) for item in value]
        return value if all(map(is_, mapped, value)) else tuple(mapped)
    kind: Any = type(value)
    found = {name: _mapped(getattr(value, name), change) for name in _fields(kind)}
    changed = {name: now for name, now in found.items() if now is not getattr(value, name)}
    return replace(value, **changed) if changed else value


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The names of a model's fields; none of what is no model."""
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else ()
