"""The languages of a workshop's pages: their names, the visitor's own, and the way back after choosing another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from kit.domain.texts import direction
from kit.words.locales import awaits_reader

_PAGE = re.compile(r"/(?:now(?:\?stay)?|console|left|s/[\w-]+)")
"""The pages of which a language is chosen; other addresses, as one with a join code, are not sent about."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that can be chosen, named in itself."""

    tag: str
    name: str
    dir: str
    chosen: bool
    is_draft: bool
    """No native reader has confirmed all of its sentences yet."""


def tongues(tags: tuple[str, ...], chosen: str) -> list[Tongue]:
    """The languages of a workshop, in its order."""
    return [Tongue(tag, _name(tag), direction(tag), tag == chosen, awaits_reader(tag.split("-")[0])) for tag in tags]


@cache
def _name(tag: str) -> str:
    """The language's name in itself; the tag where CLDR has no name for it."""
    locale = Locale.parse(tag, sep="-")
    return str(locale.get_display_name(locale) or tag).capitalize()


def accepted(header: str, offered: Sequence[str]) -> str | None:
    """The first language of an `Accept-Language` header that is offered; browsers send them in order of preference."""
    asked = [part.partition(";")[0].strip().split("-")[0].lower() for part in header.split(",")]
    return next((tag for each in asked for tag in offered if tag.split("-")[0] == each), None)


def way_back(address: str) -> str:
    """The page on which a language was chosen, or the agenda where it is none of ours (an open redirect, otherwise)."""
    return address if _PAGE.fullmatch(address) else "/now"
