"""Every sentence that the kit says to people, in one catalogue: by code, in English, with named places for details.

Each area has a module of its own with one mapping `MESSAGES`; a code is `area.what`. Other languages come from gettext
catalogues whose message ids are these English sentences.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

LOCALES = Path(__file__).with_name("locale")


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
def _translation(language: str) -> gettext.NullTranslations:
    return gettext.translation("kit", LOCALES, languages=[language, language.split("-")[0]], fallback=True)


def say(code: str, language: str = "en", /, **details: object) -> str:
    """The sentence for `code` with its details filled in. Raises KeyError for a code that no area has."""
    return _translation(language).gettext(catalogue()[code]).format_map(details)


def sentences(area: str, language: str = "en") -> dict[str, str]:
    """All sentences of an area, unfilled, keyed by the part of the code after `area.`, for use in a page's script."""
    translate = _translation(language).gettext
    prefix = f"{area}."
    ours = {code: words for code, words in catalogue().items() if code.startswith(prefix)}
    return {code.removeprefix(prefix): translate(words) for code, words in ours.items()}
