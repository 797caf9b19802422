"""Every sentence that the kit says to people, in one catalogue: by code, in English, with named places for details.

Each area has a module of its own with one mapping `MESSAGES`; a code is `area.what`. Other languages come from the
gettext catalogues in `locale/`: a message's context is its code, its id the English sentence (kit/words/locales.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from kit.words.formats import localised
from kit.words.locales import translated


@cache
def catalogue() -> dict[str, str]:
    """Code to English sentence, over all areas. Raises ValueError where two areas use the same code."""
    merged: dict[str, str] = {}
    for module in iter_modules(__path__):
        messages: dict[str, str] = getattr(import_module(f"{__name__}.{module.name}"), "MESSAGES", {})
        if doubled := merged.keys() & messages.keys():
            raise ValueError(f"message codes defined twice: {sorted(doubled)}")
        merged |= messages
    return merged


@cache
def _sentences_in(language: str) -> dict[str, str]:
    """Every code's sentence in a language; English where its translation is missing or stands for older English."""
    return catalogue() | translated(language, catalogue())


def say(code: str, language: str = "en", /, **details: object) -> str:
    """The sentence for `code`, its details filled in: numbers and days as the language writes them.

    Raises KeyError for a code that no area has.
    """
    return _sentences_in(language)[code].format_map({name: localised(d, language) for name, d in details.items()})


def listed(names: Iterable[str], language: str = "en") -> str:
    """Names one after another, parted as the language parts them."""
    return say("form.list_separator", language).join(names)


def rows_listed(rows: Iterable[str], language: str = "en") -> str:
    """Rows one after another, each of which may itself hold names that are parted by `listed`."""
    return say("form.row_separator", language).join(rows)


def sentences(area: str, language: str = "en") -> dict[str, str]:
    """All sentences of an area, unfilled, keyed by the part of the code after `area.`, for use in a page's script."""
    return dict(_area(area, language))


@cache
def _area(area: str, language: str) -> dict[str, str]:
    prefix = f"{area}."
    ours = {code: words for code, words in _sentences_in(language).items() if code.startswith(prefix)}
    return {code.removeprefix(prefix): words for code, words in ours.items()}


def load(languages: Iterable[str]) -> None:
    """Read the sentences of these languages now, so that processes forked later share them."""
    for language in languages:
        _sentences_in(language)
