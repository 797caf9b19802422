"""Translations that stand beside YAML, in gettext catalogues: the kit's of its form library, and a workshop's own.

A translation is used for a text of the same name and the very same words, in a language that YAML does not have. The
workshop's own goes before the kit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kit.definitions import places
from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.languages import is_language
from kit.domain.texts import Text
from kit.words import catalogues
from kit.words.catalogues import CatalogueBroken, locale_name


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language."""

    words: str
    is_draft: bool
    """No native reader has confirmed it yet."""


Known = Mapping[tuple[str, str], Translation]
"""A text's name and first words to its translation into one language."""


@dataclass(frozen=True, slots=True)
class Catalogues:
    """What is translated, by language."""

    by_language: Mapping[str, Known] = field(default_factory=dict)

    def of(self, name: str, text: Text) -> dict[str, Translation]:
        """The translations of a text, by language, that YAML does not have."""
        key = (name, text.first)
        return {
            tag: known[key] for tag, known in self.by_language.items() if key in known and tag not in text.by_language
        }

    def filled(self, name: str, text: Text) -> Text:
        """The text with its translations."""
        found = self.of(name, text)
        return Text({**text.by_language, **{tag: each.words for tag, each in found.items()}}) if found else text


def library_catalogue(language: str) -> Path:
    """The kit's catalogue of its form library, whether it is there or not."""
    return places.FORMS / "locale" / locale_name(language) / "LC_MESSAGES" / "forms.po"


def workshop_catalogue(folder: Path, language: str) -> Path:
    """A workshop's own catalogue, whether it is there or not."""
    return folder / "locale" / locale_name(language) / "LC_MESSAGES" / "workshop.po"


def read_catalogues(folder: Path, languages: Iterable[str], flaws: list[Flaw]) -> Catalogues:
    """The catalogues of these languages and of those that they are kinds of; of no others."""
    tags = (part for tag in languages if is_language(tag) for part in (tag, tag.split("-")[0]))
    found = {
        tag: {**known_of(library_catalogue(tag), tag, flaws), **known_of(workshop_catalogue(folder, tag), tag, flaws)}
        for tag in dict.fromkeys(tags)
    }
    return Catalogues({tag: known for tag, known in found.items() if known})


def known_of(file: Path, language: str, flaws: list[Flaw]) -> Known:
    """What a catalogue translates; nothing where there is none, or it cannot be read."""
    if not file.is_file():
        return {}
    try:
        return _known(catalogues.content(file), language)
    except CatalogueBroken as broken:
        flaws.append(make_flaw(file, broken.line, "catalogue_broken", reason=broken.reason))
        return {}


@lru_cache(maxsize=32)  # the library's are the same for each workshop of a server, and for a check after each edit
def _known(content: bytes, language: str) -> Known:
    single = (m for m in catalogues.parse(content, language) if isinstance(m.id, str) and isinstance(m.string, str))
    return {
        (m.context or "", m.id): Translation(words, m.fuzzy) for m in single if m.id and (words := m.string.strip())
    }
