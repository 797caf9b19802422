"""Sums of money as they stand in South Asian budgets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exchange.money import Money, read_money

KNOWN = frozenset({"BDT", "INR", "LKR", "USD", "EUR"})


@pytest.mark.parametrize(
    ("written", "money"),
    [
        ("12,500", Money("12500")),
        ("BDT 12,500", Money("12500", "BDT")),
        ("12,500.50 usd", Money("12500.50", "USD")),
        ("Tk. 12,500/-", Money("12500", "BDT")),
        ("৳১২,৫০০", Money("12500", "BDT")),
        ("Rs 2.5 lakh", Money("250000", "BDT")),
        ("1.2 crore INR", Money("12000000", "INR")),
        ("$5000", Money("5000", "USD")),
        ("5 million LKR", Money("5000000", "LKR")),
        ("50k", Money("50000")),
    ],
)
def test_sum_is_read_with_its_currency(written: str, money: Money) -> None:
    assert read_money(written, "BDT", KNOWN) == money


@pytest.mark.parametrize("written", ["plenty", "XYZ 500", "5 apples", "USD 5 INR", "5-10", "", "1e9", "lakh"])
def test_what_is_no_sum_is_none(written: str) -> None:
    assert read_money(written, "BDT", KNOWN) is None


@given(st.text(max_size=30))
def test_any_text_is_a_sum_or_none(written: str) -> None:
    money = read_money(written, None, KNOWN)
    assert money is None or money.amount
