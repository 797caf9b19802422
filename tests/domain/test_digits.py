"""Numbers as people of five countries write them become one canonical form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.digits import canonical_decimal, latin_digits

ZEROS = {
    "bangla": "০",
    "devanagari": "०",
    "tamil": "௦",
    "sinhala": "෦",
    "arabic": "٠",
    "urdu": "۰",
    "thaana uses latin": "0",
}


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS.keys())
def test_digits_of_each_script_become_latin(zero: str) -> None:
    native = "".join(chr(ord(zero) + digit) for digit in (1, 2, 5, 0, 0))
    assert latin_digits(f"{native} টাকা") == "12500 টাকা"


def test_archaic_sinhala_digits_have_no_zero_but_count() -> None:
    assert latin_digits("𑇡𑇩") == "19"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("12500", "12500"),
        ("১২,৫০০", "12500"),
        ("12,500.50", "12500.50"),
        ("12.500,50", "12500.50"),
        ("1,25,00,000", "12500000"),
        ("1.250.000", "1250000"),
        ("12 500", "12500"),
        ("12\u00a0500,75", "12500.75"),
        ("1'250'000", "1250000"),
        ("12,5", "12.5"),
        ("0,500", "0.500"),
        ("12.500", "12.500"),
        ("٣٫٥", "3.5"),
        ("١٢٬٥٠٠", "12500"),
        ("−3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("007", "7"),
        ("5.", "5"),
        ("\u200f1200\u200f", "1200"),
    ],
)
def test_number_as_written_becomes_its_canonical_form(written: str, stored: str) -> None:
    assert canonical_decimal(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-",
        "twelve",
        "12a",
        "1e9",
        "0x10",
        "=1+1",
        "1,2,3",
        "1.2.3",
        "12,50,0",
        "1 2",
        "NaN",
        "inf",
        "1,500,00.5,0",
        "9" * 19,
    ],
)
def test_text_that_is_no_number_is_none(written: str) -> None:
    assert canonical_decimal(written) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_number_grouped_in_any_usual_way_keeps_its_value(number: Decimal) -> None:
    english = f"{number:,.2f}"
    continental = english.translate(str.maketrans(",.", ".,"))
    for written in (english, continental, english.replace(",", " "), english.replace(",", "'"), f"{number:.2f}"):
        stored = canonical_decimal(written)
        assert stored is not None
        assert Decimal(stored) == number


@given(st.text(max_size=30))
def test_canonical_form_of_any_text_is_a_fixed_point_or_none(text: str) -> None:
    stored = canonical_decimal(text)
    assert stored is None or canonical_decimal(stored) == stored
