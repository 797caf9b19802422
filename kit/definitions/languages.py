"""Language tags, as Babel knows them."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name

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
def language_name(tag: str, readers: tuple[str, ...]) -> Text:
    """What a language is called by those who speak it, and in English and the readers' languages."""
    own = _name(tag, tag)
    names = {"en": english_name(tag)} | {reader: name for reader in readers if (name := _name(tag, reader))}
    return Text({reader: f"{own} ({name})" if own and own != name else name for reader, name in names.items()})


@cache
def currency_name(code: str, readers: tuple[str, ...]) -> Text:
    """A currency's code and name, in English and the readers' languages as far as CLDR knows it there."""
    names = {
        reader: str(get_currency_name(code, locale=locale))
        for reader in ("en", *readers)
        if (locale := _locale(reader))
    }
    return Text({reader: f"{code}: {name}" for reader, name in names.items() if reader == "en" or name != code})


def _name(tag: str, reader: str) -> str | None:
    """What a language is called in the reader's."""
    locale = _locale(reader)
    return locale.languages.get(tag.split("-")[0]) if locale else None


@cache
def _locale(tag: str) -> Locale | None:
    """CLDR's locale of a language tag, else of its base language; None where CLDR has neither."""
    for name in (tag, tag.split("-")[0]):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(name, sep="-")
    return None
