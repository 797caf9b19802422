"""Language tags, as Babel knows them."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from kit.domain.texts import Text


@cache
def known_languages() -> frozenset[str]:
    """Every language that CLDR has an English name for."""
    return frozenset(Locale("en").languages)


def is_language(tag: str) -> bool:
    """Whether a BCP 47 tag begins with a known language and is well formed (`bn`, `zh-Hant`, `pt-BR`)."""
    parts = tag.split("-")
    return parts[0] in known_languages() and all(part.isascii() and part.isalnum() for part in parts[1:])


def english_name(tag: str) -> str:
    """What a language is called in English."""
    return str(Locale("en").languages.get(tag.split("-")[0], tag))


@cache
def language_name(tag: str) -> Text:
    """What a language is called by those who speak it, and in English."""
    english = english_name(tag)
    try:
        own = Locale.parse(tag.split("-")[0]).get_display_name()
    except (UnknownLocaleError, ValueError):
        own = None
    both = f"{own} ({english})" if own and own != english else english
    return Text({"en": both})
