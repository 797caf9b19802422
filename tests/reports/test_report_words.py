"""Every language says every sentence, with the same places for details, in its own script, dates and digits."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter as Places
from typing import Any

import pytest
from report_examples import table_report
from report_reading import docx_text, html_parts
from report_store import Clock, example_workshop, filled
from ruamel.yaml import YAML

from kit.definitions.catalogues import library_catalogue
from kit.domain.viewer import Role, Viewer
from kit.reports.country import country_report
from kit.reports.fonts import covered
from kit.reports.locales import Formatter
from kit.reports.material import gather
from kit.reports.model import Money
from kit.reports.render import render
from kit.reports.templates import SHIPPED, Templates
from kit.words.catalogues import read

SCRIPTS = {"bn": "ঀ-৿", "hi": "ऀ-ॿ", "ne": "ऀ-ॿ", "si": "඀-෿", "ta": "஀-௿", "ur": "؀-ۿ", "dv": "ހ-޿"}
LANGUAGES = list(SCRIPTS)


def catalogue(language: str) -> dict[str, str]:
    """The sentences by key, those of a group by ``group.key``."""
    loaded = YAML(typ="safe", pure=True).load((SHIPPED / "words" / f"{language}.yaml").read_text(encoding="utf-8"))
    flat: dict[str, str] = {}
    for key, value in loaded.items():
        flat |= {f"{key}.{name}": text for name, text in value.items()} if isinstance(value, Mapping) else {key: value}
    return flat


def places(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Places().parse(sentence) if name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_of_each_language_has_every_sentence_with_the_same_places(language: str) -> None:
    english, own = catalogue("en"), catalogue(language)
    assert set(own) == set(english)
    assert {key: places(text) for key, text in own.items()} == {key: places(text) for key, text in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_of_each_language_is_in_its_script_and_can_be_drawn(language: str) -> None:
    for key, text in catalogue(language).items():
        if key not in ("status", "continued"):  # "continued" is made of places alone
            assert re.search(f"[{SCRIPTS[language]}]", text), (key, text)
            assert {c for c in text if ord(c) not in covered() and c not in "\u200c\u200d"} == set(), (key, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_forms_can_be_drawn_in_each_language(language: str) -> None:
    for message in read(library_catalogue(language), language):
        assert {c for c in message.string if ord(c) not in covered() and c not in "\u200c\u200d\n"} == set(), (
            message.string
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_machine_drafted_catalogue_says_so_and_so_does_the_document(language: str, tmp_path: Path) -> None:
    assert Templates.of().words(language).status == "awaiting a native reader"
    store = filled(example_workshop(tmp_path), Clock())
    try:
        view = store.view(Viewer(Role.PARTICIPANT, "BD"))
        material = gather(store.workshop, view, "BD", language, date(2023, 2, 2), "0123456789ab")
    finally:
        store.close()
    report = country_report(material)
    assert Templates.of().words(language)("machine_draft") in report.sources
    forms_too = language in store.workshop.languages
    assert (report.workshop == store.workshop.title.first) != forms_too
    assert (Templates.of().words(language)("forms_draft") in report.sources) == forms_too
    confirmed = country_report(replace(material, workshop=replace(store.workshop, drafted=frozenset())))
    assert Templates.of().words(language)("forms_draft") not in confirmed.sources
    sentences = {**material.words.sentences, "status": "reviewed"}
    reviewed = country_report(replace(material, words=replace(material.words, sentences=sentences)))
    assert Templates.of().words(language)("machine_draft") not in reviewed.sources


@pytest.mark.parametrize(
    ("language", "told", "number"),
    [
        ("en", "1 Feb 2023", "12,500"),
        ("bn", "১ ফেব, ২০২৩", "১২,৫০০"),
        ("hi", "1 फ़र॰ 2023", "12,500"),
        ("ne", "२०२३ फेब्रुअरी १", "१२,५००"),
        ("ta", "1 பிப்., 2023", "12,500"),
        ("ur", "1 فروری، 2023", "12,500"),
        ("dv", "1 ފެބްރުއަރީ 2023", "12,500"),
    ],
)
def test_dates_and_amounts_are_written_as_the_language_writes_them(language: str, told: str, number: str) -> None:
    formatter = Formatter(language)
    assert formatter.date(date(2023, 2, 1)) == told
    assert number in formatter.money(Money(Decimal(12500), "BDT"))


@pytest.mark.parametrize("language", ["bn", "ur"])
def test_fixed_words_of_documents_are_in_the_language(language: str) -> None:
    words: Any = Templates.of().words(language)
    report = table_report(1)
    report = replace(report, language=language, direction="rtl" if language == "ur" else "ltr")
    assert words("made_on") in html_parts(render(report, "html"))[0]
    text = docx_text(render(report, "docx"))
    assert words("sources") in text
    assert words("made_on") in text


@pytest.mark.parametrize("language", ["ur", "dv"])
def test_right_to_left_sentence_that_begins_with_a_place_reads_from_the_right_whatever_name_comes(
    language: str,
) -> None:
    for key, text in catalogue(language).items():
        assert not text.startswith("{"), key
    assert Templates.of().words(language)("country_title", country="Bangladesh").startswith("\u200f\u2068Bangladesh")


@pytest.mark.parametrize(("language", "shown"), [("en", "Planning wing"), ("ur", "\u2068Planning wing\u2069")])
def test_latin_words_in_a_right_to_left_sentence_are_isolated_from_the_date_after_them(
    language: str, shown: str
) -> None:
    sentence = Templates.of().words(language)("status_confirmed", name="Planning wing", date="30 نومبر، 2023")
    assert f"({shown}" in sentence
    assert f"{shown}\u2069" not in sentence


def test_letters_of_the_sentence_s_own_direction_are_left_as_they_are() -> None:
    assert "\u2068" not in Templates.of().words("ur")("country_title", country="پاکستان")
