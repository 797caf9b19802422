"""The number on a paper form: a serial number and a check digit, so that a slip of the hand finds no other form."""

from __future__ import annotations

from kit.domain.digits import latin_digits
from kit.domain.entry import Refused
from kit.domain.form import Form, Per

_ABOUT_ACTIVITIES = frozenset({Per.ACTIVITY, Per.OWN_ACTIVITY})
_MATCHES = "match_response"
FIRST = 1001
"""The first serial number: all have the same length for as long as there are fewer than nine thousand forms."""
UNNUMBERED = 0
"""Stands in place of a number with what was typed in from an anonymous sheet."""
_LONGEST = 9
"""Digits with the check digit; what is longer is no number of ours."""
_SEPARATORS = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u00a0\u202f\u200e\u200f")
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""Damm's quasigroup of order 10 (H. M. Damm, 2004, Total anti-symmetrische Quasigruppen, p. 111): it notices every
single wrong digit and every exchange of two neighbours."""


def has_paper(form: Form) -> bool:
    """Whether a form can be filled in on paper: not what the hub writes, nor what is about an activity.

    A sheet cannot list what others have planned meanwhile.
    """
    return form.per is not Per.HUB and form.per not in _ABOUT_ACTIVITIES and form.name != _MATCHES


def is_numbered(form: Form) -> bool:
    """Whether each of a form's sheets has a number of its own; an anonymous answer must not be known by one."""
    return has_paper(form) and not form.anonymous


def is_unnumbered(form: Form) -> bool:
    """Whether a form's sheets are all alike: they are anonymous."""
    return has_paper(form) and form.anonymous


def check_digit(serial: int) -> int:
    """The digit that belongs behind a serial number."""
    return _walk(str(serial))


def in_full(serial: int) -> str:
    """The number as it is printed: "1001-9"."""
    return f"{serial}-{check_digit(serial)}"


def read_number(typed: str) -> int:
    """The serial number of a typed one, in any script's digits and with or without its hyphen.

    Raises Refused where it is no number, or its check digit does not fit.
    """
    digits = latin_digits(typed).translate(_SEPARATORS)
    if not (digits.isascii() and digits.isdigit() and 1 < len(digits) <= _LONGEST and digits[0] != "0"):
        raise Refused("paper.number_malformed", typed=typed[:20])
    if _walk(digits) != 0:
        raise Refused("paper.number_wrong", typed=typed[:20])
    return int(digits[:-1])


def _walk(digits: str) -> int:
    state = 0
    for digit in digits:
        state = int(_TABLE[state][int(digit)])
    return state
