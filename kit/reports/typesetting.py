"""Typst with the kit's own fonts and the organiser's templates; text from people enters as values only."""

import json
import os
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typst

from kit.domain.bidi import has_rtl, isolate
from kit.reports.fonts import drawable, fonts_dir
from kit.reports.templates import SHIPPED, Templates

ZERO_WIDTH_SPACE = "\u200b"
USABLE = frozenset({".typ", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""What templates may import or show; each from the first folder that has it."""
_LONG = re.compile(r"\S{25,}")


@cache
def shipped_fonts() -> typst.Fonts:
    """Ours only: what is installed on one machine must not change the pages of another."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_dir())])


def typeset(
    templates: Templates,
    main: bytes,
    values: Mapping[str, Any],
    data: Mapping[str, Any] = MappingProxyType({}),
    **options: Any,
) -> list[bytes]:
    """What Typst makes of ``main``, which may import every template: one file, or one for each page.

    It finds ``values`` in ``sys.inputs`` and ``data`` in files, both as JSON. What Typst found out for one document it
    can use for the next only where ``values`` are the same.

    Raises:
        typst.TypstError: where a template that was changed by hand does not compile.
    """
    files = _needed(_usable(templates.folders), main) | {"main": main}
    files |= {name: _json(value).encode() for name, value in data.items()}
    inputs = {name: _json(value) for name, value in values.items()}
    made: Any = typst.compile(files, font_paths=shipped_fonts(), sys_inputs=inputs, **options)
    return [made] if isinstance(made, bytes) else list(made)


def typeset_pdf(templates: Templates, main: bytes, values: Mapping[str, Any], made: datetime) -> bytes:
    """The same as one accessible PDF (PDF/UA-1) that says when it was made. Raises as `typeset` does."""
    return typeset(templates, main, values, format="pdf", pdf_standards=["ua-1"], timestamp=made)[0]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _needed(files: Mapping[str, Path], main: bytes) -> dict[str, bytes]:
    """Without the kit's own sources that no other names: Typst reads whatever it is given, used or not."""
    contents = {name: _read(path, path.stat().st_mtime_ns) for name, path in files.items()}
    unnamed = {name for name, path in files.items() if path.suffix == ".typ" and path.parent == SHIPPED}
    needed = {name: content for name, content in contents.items() if name not in unnamed}
    waiting = [main, *(content for name, content in needed.items() if name.endswith(".typ"))]
    while waiting:
        source = waiting.pop()
        for name in [name for name in unnamed if name.encode() in source]:
            unnamed.remove(name)
            needed[name] = contents[name]
            waiting.append(contents[name])
    return needed


def _usable(folders: tuple[Path, ...]) -> dict[str, Path]:
    return {
        (place / name).relative_to(folder).as_posix(): place / name
        for folder in reversed(folders)
        for place, _, names in ((Path(place), among, names) for place, among, names in os.walk(folder))
        for name in names
        if Path(name).suffix.lower() in USABLE
    }


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> bytes:
    return file.read_bytes()


def printable(text: str, *, rtl: bool) -> str:
    """A person's text as a page can show it: in its own direction, no missing character, no word without a break."""
    text = _LONG.sub(lambda found: _breakable(found.group()), drawable(text))
    return "\n".join(_own_direction(line) for line in text.split("\n")) if rtl or has_rtl(text) else text


def _own_direction(line: str) -> str:
    """A line in the direction of its first letter (HTML's ``dir="auto"``): "31 January" stays whole in Urdu."""
    return isolate(line) if line else line


def _breakable(word: str) -> str:
    """A word that no line can hold, with places to break it (an address, a pasted code); clusters stay whole."""
    pieces, since = [], 0
    for number, character in enumerate(word):
        joined = unicodedata.category(character)[0] in "MC" or (number and word[number - 1] == "\u200d")
        if since >= 12 and not joined and character.isascii():
            pieces.append(ZERO_WIDTH_SPACE)
            since = 0
        pieces.append(character)
        since += 1
    return "".join(pieces)
