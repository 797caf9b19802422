"""The gettext catalogues: complete, in their own script, with every place of the English, and used as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from translated import SCRIPTS, check_script, places

from kit.words import catalogue, locales, say, sentences, update
from kit.words.locales import awaits_reader, languages, path_of, read, translated

SEPARATORS = ("form.list_separator", "form.row_separator")
OTHERS = [language for language in languages() if language != "en"]
IN_LATIN = re.compile(
    r"`[^`]+`|\bkit [a-z-]+|\{\w*\}|[\w+.:/-]*(?:://|--)\S*"
    r"|\b(?:JavaScript|SQLite|PostgreSQL|OpenID(?: Connect)?|HTTPS?)\b"
    r"|\b(?:FILE|backups|db|host|port)\b|\b\w*\.(?:yaml|xlsx|pem|pdf)\b|7KQX-M2PA|F9"
)
"""What stays in Latin letters in every language: places, commands, addresses, names of programs, a code."""


def test_the_interface_speaks_eight_languages() -> None:
    assert set(languages()) == {"en", *SCRIPTS}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_a_page_is_translated(language: str) -> None:
    missing = list(update.lacking(language))
    assert not missing, f"run `python -m kit.words.update`, then translate in {path_of(language)}: {', '.join(missing)}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_up_to_date_with_the_code(language: str) -> None:
    kept = [(m.context, m.id) for m in read(language) if m.id]
    assert kept == list(update.to_translate().items()), "run `python -m kit.words.update`"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_english(language: str) -> None:
    messages = [m for m in read(language) if m.id and m.string]
    assert messages
    differing = {m.context: m.string for m in messages if places(m.id) != places(m.string)}
    assert not differing


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_written_in_the_script_of_its_language(language: str) -> None:
    for message in read(language):
        if not message.id or not message.string or not re.search(r"[a-z]{2}", IN_LATIN.sub("", message.id)):
            continue
        check_script(message, language, IN_LATIN)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_ends_as_a_sentence_where_the_english_does(language: str) -> None:
    for message in read(language):
        if message.id and message.string:
            assert message.string.strip() == message.string or message.context in SEPARATORS
            assert not message.id.endswith("…") or "…" in message.string, message.context
            assert message.id.rstrip().endswith(":") == message.string.rstrip().endswith(":"), message.context


def test_a_draft_is_shown_and_said_to_await_a_reader() -> None:
    draft = next(m for m in read("bn") if m.id and m.fuzzy)
    assert translated("bn", catalogue())[draft.context] == draft.string
    assert awaits_reader("bn")
    assert not awaits_reader("en")
    assert not awaits_reader("fr")


def test_a_translation_of_older_english_is_not_shown() -> None:
    newer = dict(catalogue()) | {"form.yes": "Yes, gladly"}
    assert "form.yes" not in translated("bn", newer)
    assert "form.no" in translated("bn", newer)


def test_an_unknown_language_is_english_and_a_region_is_its_language() -> None:
    assert say("form.yes", "fr") == say("form.yes", "en")
    assert say("form.yes", "bn-BD") == say("form.yes", "bn") != say("form.yes", "en")
    assert sentences("form", "hi")["yes"] == say("form.yes", "hi")


def test_an_update_adds_what_is_new_and_drops_what_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    today = dict(catalogue())
    changed = today | {"form.yes": "Yes, gladly", "form.brand_new": "A new sentence"}
    monkeypatch.setattr(update, "catalogue", lambda: changed)
    messages = {m.context: m for m in update.updated("bn") if m.id}
    assert messages["form.yes"].string == messages["form.brand_new"].string == ""
    assert messages["form.no"].string == say("form.no", "bn")
    assert messages["form.no"].fuzzy
    assert {"form.yes", "form.brand_new"} <= set(update.lacking("bn"))


def test_an_update_writes_only_where_there_is_news(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(locales, "LOCALES", tmp_path)
    update.update("ur", {"form.yes": "ہاں"})
    before = path_of("ur").stat().st_mtime_ns
    update.update("ur")
    assert path_of("ur").stat().st_mtime_ns == before
    update.update("ur", {"form.no": "نہیں"})
    assert {m.context: m.string for m in read("ur") if m.string and m.id} == {"form.yes": "ہاں", "form.no": "نہیں"}
