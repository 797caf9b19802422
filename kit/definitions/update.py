"""Brings the catalogues of the form library, and of new workshops, up to date: `python -m kit.definitions.update`.

New texts are added without a translation, and shown in English until they have one; where the English of a text has
changed its translation goes, since it may now say something else. With `--check` nothing is written: what lacks a
translation is listed, and the command ends with 1 where something does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from kit.definitions.catalogues import library_catalogue
from kit.definitions.languages import english_name
from kit.definitions.places import NEW_WORKSHOP
from kit.definitions.reading import read_library
from kit.definitions.translating import translate
from kit.definitions.used_texts import used_texts
from kit.words import catalogues
from kit.words.locales import SOURCE, languages

HEADER = """# {name} for the form library of workplan-kit.
# Drafted by machine. A message marked "fuzzy" awaits a native reader: correct it where it needs it, then remove the
# mark (in Poedit and other programs: "needs work"). It is shown to people either way. docs/organiser.md tells more.
#"""
OTHERS = tuple(language for language in languages() if language != SOURCE)


def to_translate() -> list[tuple[str, str]]:
    """Name and English of every text of the library."""
    return [each.key for each in used_texts(read_library()[0])]


def updated(language: str, drafts: Mapping[str, str] | None = None) -> Any:
    """The library's catalogue with the texts of today, and `drafts` (name to translation) for those that lack one."""
    name, old = english_name(language), _there(language)
    new = catalogues.blank(language, name=name, project="workplan-kit", header=HEADER.format(name=name), like=old)
    catalogues.fill(new, old, to_translate(), drafts or {})
    return new


def update(language: str, drafts: Mapping[str, str] | None = None) -> None:
    """Write the library's catalogue of a language, where a text has come, gone or changed."""
    catalogues.write(library_catalogue(language), updated(language, drafts), _there(language))


def _there(language: str) -> Any:
    file = library_catalogue(language)
    return catalogues.read(file, language) if file.is_file() else None


def lacking(language: str) -> Iterator[str]:
    """The names of the library's texts that a language has no translation of."""
    return catalogues.lacking(_there(language) or (), to_translate())


def main(arguments: list[str]) -> int:
    """Update or check every catalogue; the exit code."""
    if "--check" not in arguments:
        for language in OTHERS:
            update(language)
        translate(NEW_WORKSHOP, OTHERS)
    return catalogues.told({language: lacking(language) for language in OTHERS}, check="--check" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
