"""Numbers and days as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from kit.words import say
from kit.words.formats import day_words, digits, localised

DAY = date(2023, 1, 31)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Tuesday, 31 January 2023"),
        ("bn", "মঙ্গলবার, ৩১ জানুয়ারী, ২০২৩"),
        ("hi", "मंगलवार, 31 जनवरी 2023"),
        ("ne", "२०२३ जनवरी ३१, मङ्गलबार"),
        ("si", "2023 ජනවාරි 31, අඟහරුවාදා"),
        ("ta", "செவ்வாய், 31 ஜனவரி, 2023"),
        ("ur", "منگل، 31 جنوری، 2023"),
        ("dv", "އަންގާރަ، 31 ޖެނުއަރީ 2023"),
    ],
)
def test_a_day_is_written_in_words(language: str, words: str) -> None:
    assert day_words(DAY, language, weekday=True) == words


@pytest.mark.parametrize("language", ["en", "bn", "hi", "ne", "si", "ta", "ur", "dv"])
def test_every_month_has_a_word(language: str) -> None:
    words = [day_words(date(2023, month, 1), language) for month in range(1, 13)]
    assert len(set(words)) == 12
    assert not any("M0" in each or "M1" in each for each in words)


def test_digits_follow_the_languages_default() -> None:
    assert digits("2023", "bn") == "২০২৩"
    assert digits("2023", "ne") == "२०२३"
    assert digits("2023", "hi") == digits("2023", "ur") == digits("2023", "xx") == "2023"


def test_details_are_localised_by_their_kind() -> None:
    assert localised(12, "bn") == "১২"
    assert localised("2023-01-31", "en") == "31 Jan 2023"
    assert localised("2023-02-30", "en") == "2023-02-30"
    assert localised("BD-12", "bn") == "BD-12"
    assert localised(True, "bn") is True
    assert "১২" in say("form.section_wrong", "bn", count=12)
