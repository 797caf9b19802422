"""Sorted free text as a board: the facilitator's words for each group, and texts that their authors opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kit.domain.entry import Entry
from kit.domain.workshop import Workshop
from kit.storage import Gathered
from kit.words import say


def words_board(found: Gathered, question: str, workshop: Workshop, language: str) -> dict[str, Any] | None:
    """The board of what came of a question; None while nothing is shown of it."""
    if not (found.groups or found.texts):
        return None
    groups = [
        {"words": group.words, "count": group.count, "texts": _texts(group.texts, question, workshop, language)}
        for group in found.groups
    ]
    untold = any(group.count is None for group in found.groups)
    note = say("form.words_untold", language) if untold else ""
    return {"groups": groups, "texts": _texts(found.texts, question, workshop, language), "note": note}


def _texts(entries: Iterable[Entry], question: str, workshop: Workshop, language: str) -> list[dict[str, str]]:
    return [
        {"text": str(entry.values[question]), "lang": entry.language, "who": _who(entry, workshop, language)}
        for entry in entries
    ]


def _who(entry: Entry, workshop: Workshop, language: str) -> str:
    """The delegation, where its author chose to tell it."""
    return workshop.delegation(entry.delegation).name.to(language) if entry.delegation else ""
