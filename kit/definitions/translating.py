"""Writes a workshop's catalogues for translators, and says what they still lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.definitions.catalogues import Translation, known_of, library_catalogue, workshop_catalogue
from kit.definitions.draft import Draft
from kit.definitions.flaws import InvalidWorkshop, errors
from kit.definitions.languages import english_name
from kit.definitions.reading import read_draft
from kit.definitions.rules import check_draft
from kit.definitions.scalars import FIXME
from kit.definitions.used_texts import UsedText, used_texts
from kit.words import catalogues

HEADER = """# {name} for the texts of this workshop.
# A message marked "fuzzy" is a draft: correct it where it needs it, then remove the mark (in Poedit and other programs:
# "needs work"). It is shown to people either way. What has no translation is shown in the language it was written in.
#"""


@dataclass(frozen=True, slots=True)
class Translated:
    """How far a workshop's texts are translated into one language, and its catalogue for translators."""

    language: str
    file: Path
    texts: int
    """All that the workshop shows."""
    drafts: int
    """Those that await a native reader."""
    missing: tuple[UsedText, ...]
    """Those that nobody has translated."""


def translate(
    folder: Path, languages: Iterable[str] = (), *, forms: bool = False, drafts: Mapping[str, str] | None = None
) -> list[Translated]:
    """Bring a workshop's catalogues up to date: of `languages`, or of all that the workshop has.

    A catalogue holds what neither YAML nor the kit has in its language; with `forms` also the kit's own drafts, to be
    corrected there. `drafts` are translations by the names of texts, for those that have none. Raises InvalidWorkshop
    where files have errors (what still has to be filled in is none), and OSError.
    """
    languages = tuple(languages)
    draft, flaws = read_draft(folder, languages)
    found = {flaw for flaw in errors([*flaws, *check_draft(draft)]) if flaw.code != "fixme"}
    if found:
        raise InvalidWorkshop(sorted(found))
    used = [each for each in used_texts(draft) if not FIXME.search(each.text.first)]
    return [_up_to_date(draft, used, tag, forms, drafts or {}) for tag in languages or draft.languages]


def _up_to_date(draft: Draft, used: list[UsedText], tag: str, forms: bool, drafts: Mapping[str, str]) -> Translated:
    file, library = workshop_catalogue(draft.folder, tag), _of_library(tag)
    asked = {each.key: each for each in used if each.text.missing((tag,))}
    own = known_of(file, tag, [])
    copied = {key for key in asked if forms and key in library and library[key].is_draft}
    texts = [key for key in asked if key in own or key in copied or key not in library]
    _write(file, tag, draft.id, texts, {name: library[name, words].words for name, words in copied} | dict(drafts))
    known = {**library, **known_of(file, tag, [])}
    return Translated(
        language=tag,
        file=file,
        texts=len(used),
        drafts=sum(known[key].is_draft for key in asked if key in known),
        missing=tuple(each for key, each in asked.items() if key not in known),
    )


def _of_library(tag: str) -> dict[tuple[str, str], Translation]:
    """What the kit translates into a language, or into the one that it is a kind of."""
    known: dict[tuple[str, str], Translation] = {}
    for language in (tag.split("-")[0], tag):
        known |= known_of(library_catalogue(language), language, [])
    return known


def _write(file: Path, tag: str, project: str, texts: list[tuple[str, str]], drafts: Mapping[str, str]) -> None:
    """The catalogue's file; none where there is nothing to translate and never was."""
    old = catalogues.read(file, tag) if file.is_file() else None
    if old is None and not texts:
        return
    name = english_name(tag)
    new = catalogues.blank(tag, name=name, project=project, header=HEADER.format(name=name), like=old)
    catalogues.fill(new, old, texts, drafts)
    if old is not None:
        catalogues.keep_unused(new, old)
    catalogues.write(file, new, old)
