"""Dates, numbers and amounts as a language writes them (CLDR, through Babel)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from kit.domain.bidi import left_to_right
from kit.reports.model import Cell, Money

# CLDR's plain "en" writes dates as in the United States; the kit's users do not.
_PREFERRED = {"en": "en_GB"}
_DIGITS = {
    "beng": "০১২৩৪৫৬৭৮৯",
    "deva": "०१२३४५६७८९",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "mymr": "၀၁၂၃၄၅၆၇၈၉",
}
# CLDR 47 has no month names for Dhivehi (it says "M02"), so they stand here.
_MONTHS = {
    "dv": (
        "ޖަނަވަރީ", "ފެބްރުއަރީ", "މާރިޗު", "އެޕްރީލް", "މޭ", "ޖޫން",
        "ޖުލައި", "އޮގަސްޓު", "ސެޕްޓެމްބަރު", "އޮކްޓޫބަރު", "ނޮވެމްބަރު", "ޑިސެމްބަރު",
    ),
}  # fmt: skip
_REMEMBERED = 4096
"""How many dates and numbers: a report shows each in three formats, and Babel takes its time."""


@dataclass(frozen=True)
class Formatter:
    """Formats values for one language; an unknown language gets ISO dates and plain numbers."""

    language: str

    @property
    def locale(self) -> Locale | None:
        return _locale(self.language)

    def date(self, value: dt.date) -> str:
        """A date with the month in words, or ISO 8601 where the language's months are not known."""
        return _date(self, value)

    def month(self, value: dt.date) -> str:
        """A month and its year, short, for an axis."""
        return _month(self, value)

    def short_number(self, value: float) -> str:
        """A number for an axis, in the language's compact form (12 K)."""
        if self.locale is None:
            return f"{value:,.10g}"
        if abs(value) < 10_000:
            return self.number(Decimal(f"{value:.10g}"))
        return self.digits(format_compact_decimal(value, locale=self.locale, fraction_digits=1))

    def number(self, value: int | Decimal, decimals: int | None = None) -> str:
        """A grouped number in the language's own digits; none is rounded away, ``decimals`` are written out."""
        return _number(self, str(value), value, decimals)

    def money(self, value: Money) -> str:
        """The currency's code and the amount, kept in this order in right-to-left text too."""
        whole = value.amount == value.amount.to_integral_value()
        amount = (
            value.amount.quantize(Decimal(1) if whole else Decimal("0.01"))
            if abs(value.amount) < 10**20
            else value.amount
        )
        return left_to_right(f"{value.currency} {self.number(amount, decimals=0 if whole else 2)}")

    def digits(self, text: str) -> str:
        """Text with its Western digits in the language's own."""
        system = _DIGITS.get(self.locale.default_numbering_system) if self.locale else None
        return text.translate(str.maketrans("0123456789", system)) if system else text

    def cell(self, value: Cell) -> str:
        """A table cell as people read it; nothing for an empty one."""
        match value:
            case None:
                return ""
            case str():
                return value
            case Money():
                return self.money(value)
            case dt.date():
                return self.date(value)
            case _:
                return self.number(value)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(_PREFERRED.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _date(formatter: Formatter, value: dt.date) -> str:
    if formatter.locale is None:
        return value.isoformat()
    if months := _MONTHS.get(formatter.language):
        return f"{value.day} {months[value.month - 1]} {value.year}"
    return formatter.digits(format_date(value, format="medium", locale=formatter.locale))


@lru_cache(maxsize=_REMEMBERED)
def _month(formatter: Formatter, value: dt.date) -> str:
    if formatter.locale is None:
        return f"{value:%Y-%m}"
    if months := _MONTHS.get(formatter.language):
        return f"{months[value.month - 1]} {value.year}"
    return formatter.digits(format_date(value, format="MMM y", locale=formatter.locale))


@lru_cache(maxsize=_REMEMBERED)
def _number(formatter: Formatter, _written: str, value: int | Decimal, decimals: int | None) -> str:
    """``_written`` tells 1 from 1.0, which are one key otherwise."""
    locale = formatter.locale
    if locale is None:
        return f"{value:,}"
    if decimals:
        pattern = locale.decimal_formats[None].pattern.split(".")[0] + "." + "0" * decimals
        return formatter.digits(format_decimal(value, pattern, locale, numbering_system="default"))
    text = format_decimal(value, locale=locale, decimal_quantization=False, numbering_system="default")
    return formatter.digits(text)
