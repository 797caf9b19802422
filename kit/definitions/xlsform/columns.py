"""Texts in several languages: `label::English (en)`."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from kit.definitions.languages import is_language, known_languages
from kit.definitions.xlsform.workbook import Row
from kit.domain.texts import Text

TAG_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


def language_tag(words: str) -> str | None:
    """The tag of `English (en)`, `en`, `English` or `Français`; None for what no language is called."""
    match = TAG_IN_BRACKETS.search(words)
    word = match[1] if match else words.strip()
    if is_language(word):
        return word
    return _tags_by_name().get(word.lower())


@cache
def _tags_by_name() -> dict[str, str]:
    """Every language's English name, and what its speakers call it."""
    found = {str(name).lower(): tag for tag, name in Locale("en").languages.items() if tag in known_languages()}
    for tag in list(found.values()):
        try:
            own = Locale.parse(tag).get_language_name()
        except (UnknownLocaleError, ValueError):
            continue
        if own:
            found.setdefault(own.lower(), tag)
    return found


def read_text(row: Row, column: str, default_language: str) -> Text:
    """A column's text in every language that the sheet has it in."""
    words = {}
    for header, value in row.cells.items():
        name, _, language = header.partition("::")
        if name == column:
            words[language_tag(language) if language else default_language] = _without_references(value)
    return Text({tag: value for tag, value in words.items() if tag})


def unknown_languages(rows: list[Row]) -> list[str]:
    """The languages of headers that no language is called by."""
    headers = {header for row in rows for header in row.cells}
    named = {header.partition("::")[2] for header in headers if "::" in header and not header.startswith("media")}
    return sorted(name for name in named if language_tag(name) is None)


def _without_references(words: str) -> str:
    """Markdown's stars and `${name}` references of XLSForm have no meaning here; the words stay."""
    return re.sub(r"\$\{([^}]+)\}", r"[\1]", words.replace("**", "")).strip()
