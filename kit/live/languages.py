"""The languages of a workshop's pages: their names, the visitor's own, and the way back after choosing another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from kit.domain.texts import direction
from kit.domain.workshop import Workshop
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
    """No native reader has confirmed all of its words yet, the pages' and the workshop's."""


def tongues(workshop: Workshop, chosen: str) -> list[Tongue]:
    """The languages of a workshop, in its order."""
    return [
        Tongue(
            tag=tag,
            name=_name(tag),
            dir=direction(tag),
            chosen=tag == chosen,
            is_draft=awaits_reader(tag.split("-")[0]) or workshop.is_drafted(tag),
        )
        for tag in workshop.languages
    ]


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
