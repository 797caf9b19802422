"""People are warned before they write down who somebody is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.sensitive import warnings_for
from kit.words import say


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Call +880 1711-123456 at once", "phone", "+880 1711-123456"),
        ("০১৭১১-১২৩৪৫৬", "phone", "০১৭১১-১২৩৪৫৬"),
        ("or 01711123456.", "phone", "01711123456"),
        ("(021) 3456 7890", "phone", "(021) 3456 7890"),
        ("write to a.b+c@city.gov.bd, please", "email", "a.b+c@city.gov.bd"),
        ("Dr. Ayesha Rahman said", "name", "Dr. Ayesha Rahman"),
        ("met Mr A. Perera there", "name", "Mr A. Perera"),
        ("জনাব রহমান বলেন", "name", "জনাব রহমান বলেন"),
        ("ہم جناب احمد سے ملے", "name", "جناب احمد سے"),
    ],
)
def test_contact_or_titled_name_is_pointed_out(text: str, kind: str, found: str) -> None:
    warnings = warnings_for(text)
    assert [(w.code, w.details["found"]) for w in warnings] == [(f"answers.looks_like_{kind}", found)]
    assert found in say(warnings[0].code, "en", **warnings[0].details)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The period 2023-2024, from 2023-06-30 to 30/06/2024",
        "The budget is 12,500,000 BDT or 1 250 000 LKR, 40000000 in all",
        "Local Government Division with the Ministry of Home Affairs",
        "The mayor and the Deputy Commissioner agreed",
        "3 of 5 districts, 14.2 million people",
        "Sections 12.3.4 and 5",
        "Mr and Mrs are titles",
    ],
)
def test_dates_sums_and_offices_are_not_pointed_out(text: str) -> None:
    assert warnings_for(text) == ()


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(warning.details["found"] for warning in warnings_for(text))


@pytest.mark.parametrize("text", ["1 " * 5000, "a." * 5000, "A. " * 5000, "Mr " * 5000, "@" * 10000, "জনাব " * 3000])
def test_long_text_is_read_in_less_than_a_second(text: str) -> None:
    begun = time.process_time()
    warnings_for(text)
    assert time.process_time() - begun < 1
