"""Which language a page speaks to somebody who has not chosen, and where choosing one leads."""

from __future__ import annotations

import pytest

from kit.live.languages import accepted, tongues, way_back

OFFERED = ("en", "bn", "ur", "zh-Hant")


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
    english, bangla, urdu = tongues(("en", "bn", "ur"), "ur")
    assert (english.name, bangla.name, urdu.name) == ("English", "বাংলা", "اردو")
    assert [each.dir for each in (english, bangla, urdu)] == ["ltr", "ltr", "rtl"]
    assert [each.chosen for each in (english, bangla, urdu)] == [False, False, True]
    assert not english.is_draft
    assert bangla.is_draft
