"""Every word that the page itself shows; languages replace them through `page_config["kit"]["strings"]`."""

from collections.abc import Mapping

from kit.words import sentences

ENGLISH: Mapping[str, str] = sentences("page")


def words(strings: Mapping[str, str] | None) -> dict[str, str]:
    """All words of a page: the given ones, and English where one is missing."""
    return {**ENGLISH, **(strings or {})}
