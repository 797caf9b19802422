"""Which language a page speaks to somebody who has not chosen, and where choosing one leads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kit.domain.texts import Text
from kit.domain.workshop import Workshop
from kit.live import languages
from kit.live.languages import accepted, tongues, way_back

OFFERED = ("en", "bn", "ur", "zh-Hant")


def workshop_in(*tags: str, drafted: frozenset[str] = frozenset()) -> Workshop:
    return Workshop(
        folder=Path(),
        id="small",
        title=Text(),
        organiser=Text(),
        first_day=date(2024, 3, 1),
        last_day=date(2024, 3, 1),
        place=Text(),
        time_zone=ZoneInfo("UTC"),
        languages=tags,
        delegations=(),
        sessions=(),
        forms={},
        drafted=drafted,
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("bn-BD,bn;q=0.9,en-US;q=0.8", "bn"),
        ("fr-FR,fr;q=0.9,ur;q=0.8", "ur"),
        ("UR", "ur"),
        ("zh-TW", "zh-Hant"),
        ("fr", None),
        ("", None),
        ("*;q=0.1", None),
        (";;,,", None),
    ],
)
def test_the_browsers_first_language_that_is_offered_counts(header: str, language: str | None) -> None:
    assert accepted(header, OFFERED) == language


@pytest.mark.parametrize("address", ["/now", "/now?stay", "/console", "/left", "/s/theme-nlc"])
def test_choosing_a_language_leads_back_to_the_page(address: str) -> None:
    assert way_back(address) == address


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "/join/ABCD-EFGH", "/s/../x", "/s/a\n", ""],
)
def test_choosing_a_language_leads_nowhere_else(address: str) -> None:
    assert way_back(address) == "/now"


def test_languages_are_named_in_themselves_and_drafts_are_known() -> None:
    english, bangla, urdu = tongues(workshop_in("en", "bn", "ur"), "ur")
    assert (english.name, bangla.name, urdu.name) == ("English", "বাংলা", "اردو")
    assert [each.dir for each in (english, bangla, urdu)] == ["ltr", "ltr", "rtl"]
    assert [each.chosen for each in (english, bangla, urdu)] == [False, False, True]
    assert not english.is_draft
    assert bangla.is_draft


def test_a_language_is_a_draft_while_the_workshops_own_words_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "awaits_reader", lambda tag: False)
    assert [each.is_draft for each in tongues(workshop_in("en", "bn", "ur", drafted=frozenset({"bn"})), "en")] == [
        False,
        True,
        False,
    ]
