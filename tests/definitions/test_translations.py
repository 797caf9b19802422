"""Translations beside YAML: which are used, which are said to be missing or drafts, and what translators get."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.definitions import InvalidWorkshop, check_workshop, load_workshop, translate
from kit.definitions.catalogues import known_of, library_catalogue, workshop_catalogue
from kit.definitions.flaws import Flaw
from kit.definitions.memory import remembered_workshop
from kit.definitions.naming import with_texts
from kit.definitions.places import FORMS
from kit.definitions.reading import read_draft
from kit.definitions.used_texts import used_texts
from kit.domain.workshop import Workshop
from kit.words import catalogues

Texts = Mapping[tuple[str, str], str]
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
TITLE = ("workshop.title", "Small")
QUESTION = ("idea.idea.label", "What is your idea?")


def put(folder: Path, language: str, texts: Texts, *, mark: str = "") -> Path:
    """A catalogue as a translator saves it."""
    file = workshop_catalogue(folder, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    messages = (f'{mark}msgctxt "{n}"\nmsgid "{e}"\nmsgstr "{words}"\n\n' for (n, e), words in texts.items())
    file.write_text(HEAD + "".join(messages), encoding="utf-8")
    return file


def edit(folder: Path, old: str, new: str, file: str = "workshop.yaml") -> None:
    path = folder / file
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def speak(folder: Path, *languages: str) -> None:
    edit(folder, "languages: [en]", f"languages: [en, {', '.join(languages)}]")


def said(workshop: Workshop, language: str) -> str:
    return workshop.title.to(language)


def warned(folder: Path, code: str) -> dict[str, Flaw]:
    return {flaw.file.name: flaw for flaw in check_workshop(folder) if flaw.code == code}


def test_a_catalogue_gives_what_yaml_does_not(folder: Path) -> None:
    speak(folder, "fr", "de")
    edit(folder, "title: Small", "title: {en: Small, de: Klein}")
    put(folder, "fr", {TITLE: "Petit", QUESTION: "Votre idée ?"})
    put(folder, "de", {TITLE: "Winzig"})
    workshop = load_workshop(folder)
    assert (said(workshop, "fr"), said(workshop, "de")) == ("Petit", "Klein")
    asked = workshop.forms["idea"].question("idea")
    assert asked
    assert (asked.label.to("fr"), asked.label.tag("fr")) == ("Votre idée ?", "fr")
    assert (asked.label.to("de"), asked.label.tag("de")) == ("What is your idea?", "en")


def test_a_translation_of_other_words_is_not_used_and_the_text_is_listed(folder: Path) -> None:
    speak(folder, "fr")
    put(folder, "fr", {TITLE: "Petit", QUESTION: "Votre idée ?"})
    assert warned(folder, "partly_translated")["workshop.yaml"].problem.startswith("15 of this file's 16 texts")
    edit(folder, "title: Small", "title: Smaller")
    assert said(load_workshop(folder), "fr") == "Smaller"
    assert warned(folder, "partly_translated")["workshop.yaml"].problem.startswith("16 of this file's 16 texts")
    (french,) = translate(folder)[1:]
    assert ("workshop.title", "Smaller") in {missing.key for missing in french.missing}


def test_what_was_translated_is_kept_for_translators_and_comes_back_as_a_draft(folder: Path) -> None:
    speak(folder, "fr")
    file = put(folder, "fr", {TITLE: "Petit"})
    edit(folder, "title: Small", "title: Smaller")
    translate(folder)
    assert '#~ msgstr "Petit"' in file.read_text(encoding="utf-8")
    edit(folder, "title: Smaller", "title: Small")
    translate(folder)
    assert "#~" not in file.read_text(encoding="utf-8")
    assert said(load_workshop(folder), "fr") == "Petit"
    assert load_workshop(folder).drafted == {"fr"}


def test_drafts_are_used_counted_and_known_to_pages(folder: Path) -> None:
    speak(folder, "fr")
    put(folder, "fr", {TITLE: "Petit", QUESTION: "Votre idée ?"}, mark="#, fuzzy\n")
    workshop = load_workshop(folder)
    assert said(workshop, "fr") == "Petit"
    assert workshop.is_drafted("fr")
    assert workshop.is_drafted("fr-CA")
    assert not workshop.is_drafted("en")
    assert "2 of the" in warned(folder, "drafts_await")["workshop.yaml"].problem
    put(folder, "fr", {TITLE: "Petit", QUESTION: "Votre idée ?"})
    assert load_workshop(folder).drafted == frozenset()


def test_a_form_that_takes_the_place_of_the_kits_keeps_its_translations_word_by_word(folder: Path) -> None:
    speak(folder, "bn")
    words = (FORMS / "barrier.yaml").read_text(encoding="utf-8").replace("What is it about?", "What sort is it?")
    (folder / "forms" / "barrier.yaml").write_text(words, encoding="utf-8")
    edit(folder, "forms: [idea]", "forms: [idea, barrier]")
    barrier = load_workshop(folder).forms["barrier"]
    statement, sort, severity = (barrier.question(name) for name in ("statement", "type", "severity"))
    assert statement
    assert sort
    assert severity
    assert statement.label.tag("bn") == severity.choices[0].label.tag("bn") == "bn"
    assert sort.label.to("bn") == "What sort is it?"
    assert "1 of this file's 34" in warned(folder, "partly_translated")["barrier.yaml"].problem


def test_a_list_of_the_workshop_takes_the_place_of_the_kits_in_every_language(folder: Path) -> None:
    speak(folder, "bn")
    edit(folder, "  colour: {red", "  level: {ward: Ward, nation: {en: Nation, bn: জাতি}}\n  colour: {red")
    edit(folder, "select_one colour", "select_one level", "forms/idea.yaml")
    edit(folder, "{colour: [red, green]}", "yes", "forms/idea.yaml")
    level = load_workshop(folder).forms["idea"].question("colour")
    assert level
    assert [(choice.label.to("bn"), choice.label.tag("bn")) for choice in level.choices] == [
        ("Ward", "en"),
        ("জাতি", "bn"),
    ]
    assert "choices.level.city.label" not in {used.name for used in used_texts(read_draft(folder)[0])}


def test_a_workshops_own_translation_goes_before_the_kits(folder: Path) -> None:
    speak(folder, "bn")
    put(folder, "bn", {("barrier.title", "Barriers"): "সমস্যা"})
    assert load_workshop(folder).forms["barrier"].title.to("bn") == "সমস্যা"
    assert load_workshop(folder).forms["decision"].title.to("bn") == "সিদ্ধান্ত"


def test_a_region_reads_its_language_and_lacks_nothing_that_this_has(folder: Path) -> None:
    speak(folder, "bn-BD", "pt-BR")
    put(folder, "pt-BR", {TITLE: "Pequeno"})
    workshop = load_workshop(folder)
    assert workshop.forms["barrier"].title.to("bn-BD") == "বাধা"
    assert workshop.title.to("pt-BR") == "Pequeno"
    assert workshop_catalogue(folder, "pt-BR").parts[-3] == "pt_BR"
    assert "choices.yaml" not in {
        flaw.file.name for flaw in warned(folder, "partly_translated").values() if "Bangla" in flaw.problem
    }


def test_other_languages_than_the_workshops_are_not_read(folder: Path) -> None:
    put(folder, "fr", {}).write_text("not a catalogue", encoding="utf-8")
    assert check_workshop(folder) == []
    assert set(read_draft(folder)[0].catalogues.by_language) == set()


def test_a_language_cannot_lead_out_of_the_folder(folder: Path) -> None:
    put(folder / "elsewhere", "fr", {TITLE: "Petit"})
    speak(folder, "../elsewhere/locale/fr")
    assert [flaw.code for flaw in check_workshop(folder) if flaw.severity == "error"] == ["language_unknown"]
    assert read_draft(folder)[0].catalogues.by_language == {}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'msgid "a"\nmsgstr "b"\nmsgfoo "c"\n', 3),
        (b'msgctxt "a"\nmsgid "\xff\xfe"\nmsgstr "b"\n', 0),
        (b'msgid "a"\n"b\n', 1),
        (b"\x00\x01", 1),
    ],
    ids=["keyword", "encoding", "untranslated", "binary"],
)
def test_a_broken_catalogue_is_named_with_its_line(folder: Path, content: bytes, line: int) -> None:
    speak(folder, "fr")
    file = put(folder, "fr", {})
    file.write_bytes(content)
    flaw = next(flaw for flaw in check_workshop(folder) if flaw.code == "catalogue_broken")
    assert (flaw.file, flaw.line, flaw.severity) == (file, line, "error")
    with pytest.raises(InvalidWorkshop):
        translate(folder)
    assert file.read_bytes() == content


def test_a_catalogue_saved_with_a_byte_order_mark_is_read(folder: Path) -> None:
    speak(folder, "fr")
    file = put(folder, "fr", {TITLE: "Petit"})
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert said(load_workshop(folder), "fr") == "Petit"


@given(content=st.binary(max_size=80) | st.text('msgidstrcxt "\\\n#~,[]01é', max_size=120).map(str.encode))
def test_no_content_of_a_catalogue_crashes_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.po"
    file.write_bytes(content)
    flaws: list[Flaw] = []
    known = known_of(file, "fr", flaws)
    assert not (known and flaws)


def test_translators_get_what_is_missing_and_a_second_run_writes_nothing(folder: Path) -> None:
    speak(folder, "fr", "bn")
    english, french, bangla = translate(folder)
    assert (english.missing, english.file.exists()) == ((), False)
    assert len(french.missing) == french.texts
    names = {m.context for m in catalogues.read(bangla.file, "bn") if m.id}
    assert "workshop.sessions.vote.vote.options.a.label" in names
    assert "idea.steps.step.label" in names
    assert not any(name.startswith("choices.level.") for name in names), "the kit has these"
    assert "choices.level.ward.label" in {m.context for m in catalogues.read(french.file, "fr") if m.id}
    before = french.file.stat().st_mtime_ns
    assert translate(folder)[1] == french
    assert french.file.stat().st_mtime_ns == before


def test_the_kits_drafts_can_be_corrected_in_the_workshop(folder: Path) -> None:
    speak(folder, "bn")
    (bangla,) = translate(folder, ["bn"], forms=True)
    file = bangla.file.read_text(encoding="utf-8")
    assert bangla.drafts > 50
    before = library_catalogue("bn").read_bytes()
    bangla.file.write_text(file.replace('msgstr "ওয়ার্ড বা পাড়া"', 'msgstr "মহল্লা"'), encoding="utf-8")
    (again,) = translate(folder, ["bn"])
    assert again == bangla, "what was taken over stays, with or without the option"
    edit(folder, "select_one colour", "select_one level", "forms/idea.yaml")
    edit(folder, "{colour: [red, green]}", "yes", "forms/idea.yaml")
    level = load_workshop(folder).forms["idea"].question("colour")
    assert level
    assert level.choices[0].label.to("bn") == "মহল্লা"
    assert library_catalogue("bn").read_bytes() == before


def test_what_still_has_to_be_filled_in_is_not_given_to_translators(folder: Path) -> None:
    edit(folder, "notice: What is kept", "notice: FIXME what is kept")
    (french,) = translate(folder, ["fr"])
    assert "workshop.notice" not in {missing.name for missing in french.missing}
    assert "workshop.title" in {missing.name for missing in french.missing}


def test_a_workshop_is_read_anew_when_a_catalogue_has_changed(folder: Path) -> None:
    speak(folder, "fr")
    assert said(remembered_workshop(folder), "fr") == "Small"
    put(folder, "fr", {TITLE: "Petit"})
    assert said(remembered_workshop(folder), "fr") == "Petit"


def test_every_text_has_a_name_of_its_own_and_changing_none_changes_nothing(folder: Path) -> None:
    draft, _ = read_draft(folder)
    assert with_texts(draft, lambda name, text: text) == draft
    keys = [used.key for used in used_texts(draft)]
    assert len(keys) == len(set(keys)) > 50
