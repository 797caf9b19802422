"""The names of languages, each in its own language and script."""

from __future__ import annotations

from functools import cache

from babel import Locale


@cache
def language_names(tags: tuple[str, ...]) -> list[tuple[str, str]]:
    """Tag and name of each language; the tag itself where CLDR has no name for it."""
    return [(tag, (_name(tag) or tag).capitalize()) for tag in tags]


def _name(tag: str) -> str | None:
    locale = Locale.parse(tag, sep="-")
    name: str | None = locale.get_display_name(locale)
    return name
