"""Text is kept as people wrote it, less what could mislead or break."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.cleaning import clean_line, clean_lines


@pytest.mark.parametrize(
    "word",
    ["ශ්‍රී ලංකාව", "می‌خواهم", "👩🏽‍🌾 farmers", "ক্ষমতা", "\u200eABC\u200f", "e̸"],
    ids=["sinhala-zwj", "persian-zwnj", "emoji-zwj", "bangla", "direction-marks", "overlay"],
)
def test_words_that_need_joiners_and_marks_are_kept(word: str) -> None:
    assert clean_line(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("nul\x00bell\x07esc\x1b[31m", "nulbellesc[31m"),
        ("half \ud83d pair", "half pair"),
        ("cafe\u0301", "café"),
        ("  two   spaces\tand tab ", "two spaces and tab"),
        ("line one\r\nline two", "line one line two"),
    ],
)
def test_invisible_and_dangerous_characters_are_removed(given_text: str, kept: str) -> None:
    assert clean_line(given_text) == kept


def test_line_ends_of_every_system_become_line_feeds() -> None:
    assert clean_lines("a\r\nb\rc\u2028d\n\n\n\ne  \n") == "a\nb\nc\nd\n\ne"


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_and_can_be_encoded(text: str) -> None:
    for clean in (clean_line, clean_lines):
        once = clean(text)
        assert clean(once) == once
        assert once.encode("utf-8").decode("utf-8") == once
