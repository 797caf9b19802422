"""Text that may name or reach a person: a word of warning before it is saved, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.domain.digits import latin_digits, without_invisible

_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|00)?\(?\d[\d\s()./-]{5,22}\d(?![\w])")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
"""Digits of a telephone number (ITU-T E.164 has at most 15)."""
_NOT_PHONES = re.compile(
    r"\d{4}\s*[-/]\s*\d{4}"  # a period of years
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"  # a date
    r"|\d{1,3}(?:\s\d{3})+|\d+\.\d+|\d{7,9}"  # a sum of money or a head count
)

_LATIN_TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Engr|Adv|Hon|Rev|Fr|Ven|Imam|Maulana|Moulana|Mufti|Sheikh|Shaikh|Pandit|Swami"
    r"|Shri|Sri|Smt|Kumari|Md|Mohd|Mst|Begum|Sir|Madam|Haji|Al-?Haj|Inspector|Constable|Colonel|Major|Captain|Lt|Gen"
)
_LATIN_NAME = re.compile(rf"\b(?:{_LATIN_TITLES})\b\.?\s+(?:[A-Z]\.\s*)*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){{0,3}}")
_NATIVE_TITLES = (
    "জনাব|জনাবা|বেগম|ডা\\.|ড\\.|মো\\.|মোঃ|মোছাঃ|শ্রী|শ্রীমতী|श्री|श्रीमती|डॉ\\.|सुश्री|திரு\\.?|திருமதி|செல்வி"
    "|ජනාබ්|වෛද්‍ය|මහාචාර්ය|පූජ්‍ය|جناب|محترم|محترمہ|ڈاکٹر|پروفیسر|مولانا|السيد|السيدة|د\\."
)
_NATIVE_NAME = re.compile(rf"(?:^|(?<=[\s(,;:“\"]))(?:{_NATIVE_TITLES})\s*[^\s\d.,;:()।۔]+(?:\s+[^\s\d.,;:()।۔]+)?")


@dataclass(frozen=True, slots=True)
class SensitiveText:
    """Something in a text that may concern a person; `code` and `details` ("found") find the words."""

    code: str
    details: Mapping[str, str]


def warnings_for(text: str) -> tuple[SensitiveText, ...]:
    """E-mail addresses, telephone numbers in any script's digits, and names behind a title, each said once.

    A hint, not a filter: names without a title are not found, and "Dr Zhivago" is. Dates, periods, sums and head counts
    are not taken for telephone numbers, so nine digits without separators pass unless they begin with + or 0.
    """
    shown = without_invisible(text)
    found = dict.fromkeys((*_emails(shown), *_phones(shown), *_names(shown)))
    return tuple(SensitiveText(code, {"found": what}) for code, what in found)


def _emails(text: str) -> Iterator[tuple[str, str]]:
    return (("answers.looks_like_email", match.group()) for match in _EMAIL.finditer(text))


def _phones(text: str) -> Iterator[tuple[str, str]]:
    latin = latin_digits(text)
    for match in _PHONE.finditer(latin):
        number = match.group().strip()
        digits = sum(character.isdigit() for character in number)
        plain = number.isdigit() and number.startswith("0")
        if _FEWEST_DIGITS <= digits <= _MOST_DIGITS and (plain or not _NOT_PHONES.fullmatch(number)):
            yield "answers.looks_like_phone", text[match.start() : match.end()].strip()


def _names(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_LATIN_NAME, _NATIVE_NAME):
        yield from (("answers.looks_like_name", match.group().strip()) for match in pattern.finditer(text))
