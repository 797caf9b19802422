"""Brings the gettext catalogues up to date with the code's English: `python -m kit.words.update`.

New sentences are added without a translation, and shown in English until they have one; where the English of a sentence
has changed its translation goes, since it may now say something else. With `--check` nothing is written: what lacks a
translation is listed, and the command ends with 1 where something does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from kit.words import catalogue, catalogues
from kit.words.locales import SOURCE, languages, path_of, read

ON_THE_COMMAND_LINE = (
    "cli.", "define.", "exchange.", "rehearse.",
    "live.certificate_", "live.host_", "live.key_", "live.port_", "live.proxy_", "live.url_",
    "openid.issuer_", "openid.not_installed", "openid.staff_", "openid.together",
    "record.", "round.closed", "round.due", "round.line", "round.no_link", "round.unknown",
    "paper.written", "checklist.written", "invite.other_code", "invite.table", "invite.written",
)  # fmt: skip
"""What only organisers and operators read, in a terminal: English, like the definitions and commands it speaks of."""
HEADER = """# {name} for workplan-kit.
# Drafted by machine. A message marked "fuzzy" awaits a native reader: correct it where it needs it, then remove the mark
# (in Poedit and other programs: "needs work"). It is shown to people either way.
# Keep what stands in {{braces}} as it is. docs/organiser.md tells more.
#"""


def to_translate() -> dict[str, str]:
    """Code to English, for every sentence that people read on pages."""
    return {code: words for code, words in catalogue().items() if not code.startswith(ON_THE_COMMAND_LINE)}


def updated(language: str, drafts: Mapping[str, str] | None = None) -> Any:
    """The catalogue of a language with the sentences of today, and `drafts` (code to sentence) for those that lack one."""
    from babel import Locale

    name = str(Locale.parse(language).get_language_name("en"))
    old = _there(language)
    new = catalogues.blank(language, name=name, project="workplan-kit", header=HEADER.format(name=name), like=old)
    catalogues.fill(new, old, to_translate().items(), drafts or {})
    return new


def update(language: str, drafts: Mapping[str, str] | None = None) -> None:
    """Write a language's catalogue, where a sentence has come, gone or changed."""
    catalogues.write(path_of(language), updated(language, drafts), _there(language))


def _there(language: str) -> Any:
    return read(language) if path_of(language).is_file() else None


def lacking(language: str) -> Iterator[str]:
    """The codes of sentences that a language has no translation of."""
    return catalogues.lacking(read(language), to_translate().items())


def main(arguments: list[str]) -> int:
    """Update or check every catalogue; the exit code."""
    others = [language for language in languages() if language != SOURCE]
    if "--check" not in arguments:
        for language in others:
            update(language)
    return catalogues.told({language: lacking(language) for language in others}, check="--check" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
