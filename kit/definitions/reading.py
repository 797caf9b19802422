"""Reads a workshop's folder and the form library into a draft and the flaws met on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit.definitions import places
from kit.definitions.catalogues import read_catalogues
from kit.definitions.choices import read_choice_lists
from kit.definitions.draft import WORKSHOP_FILE, Draft
from kit.definitions.flaws import Flaw
from kit.definitions.forms import CHOICES_FILE, WrittenForm, form_files, form_of, read_form, read_table
from kit.definitions.sources import Source, Spots
from kit.definitions.workshop_file import read_workshop_file
from kit.domain.form import Choice

FIRST_LANGUAGE = "en"
"""The language of the library, and of a workshop until its file has said its own."""


def read_draft(folder: Path, translated_into: tuple[str, ...] = ()) -> tuple[Draft, list[Flaw]]:
    """Everything that a workshop's files and the library state; translations also into `translated_into`."""
    flaws: list[Flaw] = []
    spots = Spots()
    fields, languages = read_workshop_file(Source(folder / WORKSHOP_FILE, FIRST_LANGUAGE, flaws, spots))
    library = _read_forms(places.FORMS, FIRST_LANGUAGE, flaws, spots)
    own = _read_forms(folder / "forms", languages[0], flaws, spots)
    name = fields.pop("id", None) or folder.resolve().name
    draft = Draft(
        folder=folder,
        spots=spots,
        id=name,
        languages=languages,
        library_lists=_read_lists(places.FORMS, FIRST_LANGUAGE, flaws, spots)
        | _read_lists(folder / "forms", languages[0], flaws, spots),
        forms=library | own,
        library=library,
        catalogues=read_catalogues(folder, (*languages, *translated_into), flaws),
        **fields,
    )
    return draft, flaws


def read_library() -> tuple[Draft, list[Flaw]]:
    """A draft that holds the library alone, its forms as if all were used."""
    flaws: list[Flaw] = []
    spots = Spots()
    forms = _read_forms(places.FORMS, FIRST_LANGUAGE, flaws, spots)
    lists = _read_lists(places.FORMS, FIRST_LANGUAGE, flaws, spots)
    return Draft(places.FORMS, spots, "", (FIRST_LANGUAGE,), library_lists=lists, forms=forms), flaws


def lone_form(words: str, file: Path) -> tuple[Draft, list[Flaw]]:
    """A draft that holds this one form and the library's lists, for checking a form by itself."""
    flaws: list[Flaw] = []
    spots = Spots()
    section = read_table(Source(file, FIRST_LANGUAGE, flaws, spots), words)
    written = form_of(section) if section else None
    forms = {written.form.name: written} if written else {}
    lists = _read_lists(places.FORMS, FIRST_LANGUAGE, [], spots)
    elsewhere = frozenset(library.stem for library in form_files(places.FORMS))
    draft = Draft(file.parent, spots, "", (FIRST_LANGUAGE,), library_lists=lists, forms=forms, library=forms)
    return replace(draft, elsewhere=elsewhere), flaws


def _read_forms(folder: Path, language: str, flaws: list[Flaw], spots: Spots) -> dict[str, WrittenForm]:
    read = (read_form(Source(file, language, flaws, spots)) for file in form_files(folder))
    return {written.form.name: written for written in read if written}


def _read_lists(folder: Path, language: str, flaws: list[Flaw], spots: Spots) -> dict[str, tuple[Choice, ...]]:
    file = folder / CHOICES_FILE
    if not file.is_file():
        return {}
    section = read_table(Source(file, language, flaws, spots))
    if section is None:
        return {}
    lists = read_choice_lists(section)
    section.note(lists)
    return lists
