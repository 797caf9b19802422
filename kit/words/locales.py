"""The gettext catalogues of the interface: read as they are, once in a process.

`locale/<language>/LC_MESSAGES/kit.po` is what translators' programs open. There is no compiled copy that could be older
than it: a catalogue is read in some hundredths of a second, and kernels are forked from a process that has read them.

A draft that awaits a native reader (`fuzzy`) is used. What is never used is a translation of English that has changed
since.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kit.words import catalogues

LOCALES = Path(__file__).with_name("locale")
SOURCE = "en"


@cache
def languages() -> tuple[str, ...]:
    """Every language that the interface speaks, English first."""
    return (SOURCE, *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/kit.po")))


def path_of(language: str) -> Path:
    """The catalogue of a language, whether it is there or not."""
    return LOCALES / language / "LC_MESSAGES" / "kit.po"


def read(language: str) -> Any:
    """A language's babel.messages.Catalog."""
    return catalogues.read(path_of(language), language)


def translated(language: str, english: Mapping[str, str]) -> dict[str, str]:
    """Code to sentence, where the catalogue of `language` (else of its base language) translates this very English."""
    known = next((tag for tag in (language, language.split("-")[0]) if path_of(tag).is_file()), None)
    messages = read(known) if known else ()
    return {m.context: m.string for m in messages if m.string and english.get(m.context) == m.id}


@cache
def awaits_reader(language: str) -> bool:
    """Whether a catalogue holds sentences that no native reader has confirmed yet."""
    return language != SOURCE and path_of(language).is_file() and any(m.id and m.fuzzy for m in read(language))
