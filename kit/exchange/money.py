"""Sums of money as people write them in tables: with a currency, in lakh and crore, with a stroke behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kit.domain.digits import canonical_decimal, latin_digits
from kit.exchange.aliases import CURRENCIES, MULTIPLES

_SUM = re.compile(r"(?P<before>[^\d]{0,8}?)(?P<number>\d[\d.,'\s]*)(?P<after>[^\d]{0,20})")
_STROKE = re.compile(r"/[-=]|\.-")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in canonical digits; `currency` is ISO 4217, None where the writing does not say."""

    amount: str
    currency: str | None = None


def read_money(words: str, own_currency: str | None, known: frozenset[str]) -> Money | None:
    """The sum that a cell means, or None where it is none. `known` are the currencies that may be named."""
    found = _SUM.fullmatch(_STROKE.sub("", latin_digits(words)).strip())
    number = canonical_decimal(found["number"].rstrip(" .,")) if found else None
    if found is None or number is None:
        return None
    signs = [sign.rstrip(".").casefold() for sign in f"{found['before']} {found['after']}".split()]
    times = [MULTIPLES[sign] for sign in signs if sign in MULTIPLES]
    codes = {_code(sign, own_currency, known) for sign in signs if sign not in MULTIPLES}
    if None in codes or len(codes) > 1 or len(times) > 1:
        return None
    amount = canonical_decimal(f"{(Decimal(number) * times[0]).normalize():f}") if times else number
    return Money(amount, next(iter(codes), None)) if amount else None


def _code(sign: str, own_currency: str | None, known: frozenset[str]) -> str | None:
    if sign.upper() in known:
        return sign.upper()
    return (CURRENCIES[sign] or own_currency) if sign in CURRENCIES else None
