"""The catalogues that ship: every text of the library, of the example and of a new workshop, in every language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from translated import SCRIPTS, check_script, places

from kit.definitions import check_workshop
from kit.definitions.catalogues import library_catalogue, workshop_catalogue
from kit.definitions.places import NEW_WORKSHOP
from kit.definitions.reading import read_draft
from kit.definitions.scalars import FIXME
from kit.definitions.update import OTHERS, lacking, main, to_translate
from kit.definitions.used_texts import used_texts
from kit.words import catalogues

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
IN_LATIN = re.compile(r"\{\w*\}|BD-01|LK-03")
"""What stays in Latin letters in every language: places, and the numbers of activities."""


def files(language: str) -> tuple[Path, Path, Path]:
    return (
        library_catalogue(language),
        workshop_catalogue(EXAMPLE, language),
        workshop_catalogue(NEW_WORKSHOP, language),
    )


def translated(language: str) -> Iterator[Any]:
    for file in files(language):
        yield from (message for message in catalogues.read(file, language) if message.id and message.string)


def figures(text: str) -> list[int]:
    return sorted(int(digits) for digits in re.findall(r"\d+", text))


def test_the_library_speaks_every_language_of_the_interface() -> None:
    assert set(OTHERS) == set(SCRIPTS)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_library_is_translated(language: str) -> None:
    missing = list(lacking(language))
    assert not missing, f"run `make messages`, then translate in {library_catalogue(language)}: {', '.join(missing)}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_of_the_library_is_up_to_date_with_its_forms(language: str) -> None:
    kept = [(m.context, m.id) for m in catalogues.read(library_catalogue(language), language) if m.id]
    assert kept == to_translate(), "run `make messages`"


def test_nothing_lacks_a_translation_for_the_check_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_the_example_lacks_no_text_in_any_of_its_languages() -> None:
    warned = {flaw.code for flaw in check_workshop(EXAMPLE)}
    assert warned == {"drafts_await"}


@pytest.mark.parametrize("folder", [EXAMPLE, NEW_WORKSHOP], ids=["example", "new"])
def test_a_workshop_that_ships_is_translated_as_far_as_it_is_written(folder: Path) -> None:
    written = [each for each in used_texts(read_draft(folder)[0]) if each.file.name == "workshop.yaml"]
    ready = {each.key for each in written if not FIXME.search(each.text.first)}
    for language in OTHERS:
        known = catalogues.read(workshop_catalogue(folder, language), language)
        assert {(m.context, m.id) for m in known if m.id and m.string} == ready, "run `make messages`"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_and_figures_of_its_english(language: str) -> None:
    for message in translated(language):
        assert places(message.string) == places(message.id), message.context
        assert figures(message.string) == figures(message.id), message.context


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_written_in_the_script_of_its_language(language: str) -> None:
    for message in translated(language):
        check_script(message, language, IN_LATIN)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_asks_where_the_english_asks_and_keeps_its_figure_in_front(language: str) -> None:
    for message in translated(language):
        assert message.string.endswith(("?", "؟")) == message.id.endswith("?"), message.context
        assert bool(re.match(r"\d – ", message.string)) == bool(re.match(r"\d – ", message.id)), message.context


@pytest.mark.parametrize("language", OTHERS)
def test_questions_and_choices_that_differ_in_english_differ_in_translation(language: str) -> None:
    english: dict[tuple[str, str], set[str]] = defaultdict(set)
    for message in catalogues.read(library_catalogue(language), language):
        parts = (message.context or "").split(".")
        if parts[-1] == "label":  # a sheet's columns are told apart by them, and so are the choices of one list
            english[".".join(parts[:-2]), message.string].add(message.id)
    assert {place: words for place, words in english.items() if len(words) > 1} == {}
