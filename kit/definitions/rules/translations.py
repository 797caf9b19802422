"""Texts that the workshop's languages still lack, so that people read the first language; and drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.languages import english_name
from kit.definitions.rules.looking import flaw_in_file
from kit.definitions.used_texts import drafts, used_texts


def check(draft: Draft) -> Iterator[Flaw]:
    """Warns of languages that nothing is written in, of files that are partly translated, and of drafts."""
    used = list(used_texts(draft))
    per_file = Counter(each.file for each in used)
    lacking = Counter(
        (each.file, tag)
        for each in used
        for tag in draft.catalogues.filled(each.name, each.text).missing(draft.languages)
    )
    for tag in draft.languages:
        name = english_name(tag)
        missing = {file: lacking[file, tag] for file in per_file}
        if used and sum(missing.values()) == len(used):
            yield flaw_in_file(draft, "languages", "untranslated", language=name, tag=tag, texts=len(used))
            continue
        for file, count in missing.items():
            if count:
                details = {"missing": count, "texts": per_file[file]}
                yield make_flaw(file, 0, "partly_translated", language=name, tag=tag, **details)
    yield from _drafts(draft, len(used))


def _drafts(draft: Draft, texts: int) -> Iterator[Flaw]:
    for tag, count in drafts(draft).items():
        details = {"language": english_name(tag), "tag": tag, "drafts": count, "texts": texts}
        yield flaw_in_file(draft, "languages", "drafts_await", **details)
