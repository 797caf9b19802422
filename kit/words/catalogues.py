"""Files of translations (gettext's .po): read, brought up to date with the texts of today, written.

A message's context is the name of a text, its id the text as it was first written: what translates other words is never
taken for a translation of these. A message marked `fuzzy` (a translator's "needs work") is a draft that awaits a native
reader.
"""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

MAX_BYTES = 5_000_000
"""Far above any catalogue; the largest that ships has 250,000 bytes."""
CRASHES = (ValueError, LookupError, AttributeError, TypeError, AssertionError)
"""What Babel's reader raises on files that are not catalogues, beside its own PoFileError."""
BY_MACHINE = "draft by machine"


class CatalogueBroken(Exception):
    """A file that cannot be read as a catalogue; a `line` of 0 means the whole file."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason


def locale_name(language: str) -> str:
    """A language tag as gettext's files and folders are named: `pt_BR`."""
    return language.replace("-", "_")


def read(path: Path, language: str) -> Any:
    """The file as a babel.messages.Catalog. Raises CatalogueBroken."""
    return parse(content(path), language)


def content(path: Path) -> bytes:
    """What the file holds. Raises CatalogueBroken."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CatalogueBroken(0, f"more than {MAX_BYTES} bytes")
        return path.read_bytes()
    except OSError as wrong:
        raise CatalogueBroken(0, wrong.strerror or str(wrong)) from wrong


def parse(content: bytes, language: str) -> Any:
    """What a file holds as a babel.messages.Catalog. Raises CatalogueBroken."""
    from babel.messages.pofile import PoFileError, read_po  # only those who read another language pay for it

    try:
        lines = BytesIO(content.removeprefix(BOM_UTF8))
        return read_po(lines, locale=locale_name(language), abort_invalid=True)
    except PoFileError as wrong:
        raise CatalogueBroken(wrong.lineno + 1, str(wrong).rpartition(" on ")[0]) from wrong
    except CRASHES as wrong:
        raise CatalogueBroken(0, type(wrong).__name__) from wrong


def blank(language: str, *, name: str, project: str, header: str, like: Any = None) -> Any:
    """A catalogue without messages; `name` is the language's in English, `like` one whose dates and translator stay."""
    from babel.messages import Catalog

    return Catalog(
        locale=locale_name(language),
        project=project,
        version="1",
        msgid_bugs_address="the organiser of the workshop",
        header_comment=header,
        last_translator=like.last_translator if like else BY_MACHINE,
        language_team=name,
        fuzzy=False,
        creation_date=like.creation_date if like else None,
        revision_date=like.revision_date if like else None,
    )


def fill(new: Any, old: Any, texts: Iterable[tuple[str, str]], drafts: Mapping[str, str]) -> None:
    """Add today's texts, name and words, to a blank catalogue: each with its translation in `old`.

    A text that has none there takes that of `drafts`, by its name, as a draft.
    """
    known = {(message.context, message.id): message for message in old if message.id} if old else {}
    for name, words in texts:
        kept, draft = known.get((name, words)), drafts.get(name, "")
        if kept and kept.string:
            new.add(words, kept.string, context=name, flags=kept.flags, user_comments=kept.user_comments)
        else:
            new.add(words, draft, context=name, flags=["fuzzy"] if draft else ())


def keep_unused(new: Any, old: Any) -> None:
    """Keep translations whose text is gone or has changed where programs for translators find them (`#~`).

    One whose words are there again is taken back, as a draft: gettext does not keep its mark meanwhile.
    """
    translated = {(m.context, m.id): m for m in (*old, *old.obsolete.values()) if m.id and m.string}
    for key, message in translated.items():
        today = new.get(message.id, message.context)
        if today is None:
            new.obsolete[key] = message
        elif not today.string:
            today.string = message.string
            today.flags.add("fuzzy")


def lacking(catalogue: Iterable[Any], texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The names of today's texts, name and words, that a catalogue has no translation of."""
    translated = {(message.context, message.id) for message in catalogue if message.string}
    return (name for name, words in texts if (name, words) not in translated)


def told(missing: Mapping[str, Iterable[str]], *, check: bool) -> int:
    """Name on stdout what each language lacks; the exit code, which is not 0 where something is and `check` asks."""
    lines = [f"not translated: {language}: {name}\n" for language, names in missing.items() for name in names]
    sys.stdout.write("".join(lines))
    return 1 if lines and check else 0


def write(path: Path, new: Any, old: Any = None) -> None:
    """Write the file, unless `old` says the same: a sentence in one line, as changes are compared line by line."""
    from babel.messages.pofile import write_po

    if old is not None and _said(old) == _said(new):
        return
    new.revision_date = datetime.now(UTC)
    text = BytesIO()
    write_po(text, new, width=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")  # a file of translators' work is there as a whole or as it was
    draft.write_bytes(text.getvalue())
    draft.replace(path)


def _said(catalog: Any) -> list[tuple[Any, ...]]:
    used = [(m.context, m.id, m.string, sorted(m.flags)) for m in catalog if m.id]
    return [*used, ("unused",), *((m.context, m.id, m.string) for m in catalog.obsolete.values())]
