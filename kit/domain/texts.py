"""A text that people read, in one or more languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur"})


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML's `dir` wants it, for a BCP 47 language tag."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in several languages, keyed by BCP 47 tag; the first key is the one that was written first."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def to(self, language: str) -> str:
        """The text in `language`, else in its base language, else in the language that it was first written in."""
        return self.by_language.get(self.tag(language), "")

    def tag(self, language: str) -> str:
        """The language in which `to(language)` answers; empty where there is no text."""
        for tag in (language, language.split("-")[0]):
            if tag in self.by_language:
                return tag
        return next(iter(self.by_language), "")

    def elsewhere(self, language: str) -> str:
        """The tag of `to(language)` where that is another language than the one asked for; else empty."""
        tag = self.tag(language)
        return "" if tag.split("-")[0] == language.split("-")[0] else tag

    @property
    def first(self) -> str:
        """The words that were written first."""
        return next(iter(self.by_language.values()), "")

    def missing(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `languages` in which this text has not been written, nor in their base language."""
        written = self.by_language
        return tuple(tag for tag in languages if tag not in written and tag.split("-")[0] not in written)

    def __bool__(self) -> bool:
        return any(self.by_language.values())


def text(words: str, language: str = "en") -> Text:
    """A text in one language."""
    return Text({language: words})
