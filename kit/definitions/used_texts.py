"""The texts that a workshop shows to people: which file each stands in, and how far it is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kit.definitions.draft import Draft
from kit.definitions.naming import SHARED, Change, form_texts, list_texts, workshop_texts
from kit.domain.texts import Text


@dataclass(frozen=True, slots=True)
class UsedText:
    """A text, its name and its file."""

    file: Path
    name: str
    text: Text

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue knows it by: its name and its first words."""
        return self.name, self.text.first


def used_texts(draft: Draft) -> Iterator[UsedText]:
    """Every text of the workshop, of the forms that it uses, and of the lists that forms share."""
    yield from _noted(draft.file, partial(workshop_texts, draft))
    for written in draft.used_forms.values():
        yield from _noted(written.file, partial(form_texts, written))
    for name, choices in draft.library_lists.items():
        if choices and name not in draft.lists:
            yield from _noted(draft.spots.of(choices[0]).file, partial(list_texts, SHARED, {name: choices}))


def _noted(file: Path, walk: Callable[[Change], object]) -> list[UsedText]:
    found: list[UsedText] = []

    def note(name: str, text: Text) -> Text:
        if text:
            found.append(UsedText(file, name, text))
        return text

    walk(note)
    return found


def drafts(draft: Draft) -> Counter[str]:
    """How many texts of the workshop are read as drafts that await a native reader, by language."""
    return Counter(
        tag
        for used in used_texts(draft)
        for tag, translation in draft.catalogues.of(used.name, used.text).items()
        if translation.is_draft
    )
