"""Brings the gettext catalogues up to date with the code's English: `python -m kit.words.update`.

New sentences are added without a translation, and shown in English until they have one; where the English of a sentence
has changed its translation goes, since it may now say something else. With `--check` nothing is written: what lacks a
translation is listed, and the command ends with 1 where something does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from kit.words import catalogue
from kit.words.locales import SOURCE, languages, path_of, read

ON_THE_COMMAND_LINE = (
    "cli.", "define.", "exchange.", "rehearse.",
    "live.certificate_", "live.host_", "live.key_", "live.port_", "live.proxy_", "live.url_",
    "openid.issuer_", "openid.not_installed", "openid.staff_", "openid.together",
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
    from babel.messages import Catalog

    name = Locale.parse(language).get_language_name("en")
    old = read(language) if path_of(language).is_file() else Catalog(locale=language)
    new = Catalog(
        locale=language,
        project="workplan-kit",
        version="1",
        msgid_bugs_address="the organiser of the workshop",
        header_comment=HEADER.format(name=name),
        last_translator="draft by machine",
        language_team=str(name),
        fuzzy=False,
        creation_date=old.creation_date,
        revision_date=old.revision_date,
    )
    known = {(message.context, message.id): message for message in old if message.id}
    for code, english in to_translate().items():
        kept = known.get((code, english))
        draft = (drafts or {}).get(code, "")
        if kept and kept.string:
            new.add(english, kept.string, context=code, flags=kept.flags, user_comments=kept.user_comments)
        else:
            new.add(english, draft, context=code, flags=["fuzzy"] if draft else ())
    return new


def written(catalog: Any) -> bytes:
    """The text of a catalogue's file: a sentence in one line, as changes are compared line by line."""
    from babel.messages.pofile import write_po

    text = BytesIO()
    write_po(text, catalog, width=0)
    return text.getvalue()


def update(language: str, drafts: Mapping[str, str] | None = None) -> None:
    """Write a language's catalogue, where a sentence has come, gone or changed."""
    catalog = updated(language, drafts)
    if path_of(language).is_file() and _messages(read(language)) == _messages(catalog):
        return
    catalog.revision_date = datetime.now(UTC)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_bytes(written(catalog))


def _messages(catalog: Any) -> list[tuple[Any, ...]]:
    return [(m.context, m.id, m.string, sorted(m.flags)) for m in catalog if m.id]


def lacking(language: str) -> Iterator[str]:
    """The codes of sentences that a language has no translation of."""
    translations = {(m.context, m.id) for m in read(language) if m.string}
    return (code for code, english in to_translate().items() if (code, english) not in translations)


def main(arguments: list[str]) -> int:
    """Update or check every catalogue; the exit code."""
    others = [language for language in languages() if language != SOURCE]
    if "--check" not in arguments:
        for language in others:
            update(language)
    missing = [f"{language}: {code}" for language in others for code in lacking(language)]
    sys.stdout.write("".join(f"not translated: {line}\n" for line in missing))
    return 1 if missing and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
