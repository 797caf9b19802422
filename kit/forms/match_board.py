"""Where delegations can help one another, as a board: each match with its reasons, and what nothing fits yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kit.domain.entry import Entry
from kit.domain.matching import Match, one_sided
from kit.domain.workshop import Workshop
from kit.forms.wording import reason_in_words
from kit.words import say


def matches_board(
    matches: Sequence[Match], entries: Sequence[Entry], workshop: Workshop, language: str
) -> dict[str, Any]:
    """Matches in their order. `entries` are the offers and needs (`offer_need`) that the viewer may see."""
    known = {entry.id: entry for entry in entries}
    items = [_item(match, known, workshop, language) for match in matches if {match.a, match.b} <= known.keys()]
    lines = [_line(entry, workshop, language) for entry in one_sided(entries, matches)]
    return {"items": items, "left": {"caption": say("form.match_left", language), "lines": lines}}


def _item(match: Match, known: Mapping[str, Entry], workshop: Workshop, language: str) -> dict[str, Any]:
    return {
        "kind": match.kind,
        "label": say(f"match.{match.kind}", language),
        "sides": [_side(known[entry], workshop, language) for entry in (match.a, match.b)],
        "reasons": [reason_in_words(reason, workshop, language) for reason in match.reasons],
        "obstacles": [reason_in_words(reason, workshop, language) for reason in match.obstacles],
    }


def _side(entry: Entry, workshop: Workshop, language: str) -> dict[str, str]:
    who = workshop.delegation(entry.delegation).name.to(language) if entry.delegation else ""
    verb = say("form.match_offers" if entry.values.get("kind") == "offer" else "form.match_needs", language)
    return {"who": who, "verb": verb, "words": str(entry.values.get("statement") or "")}


def _line(entry: Entry, workshop: Workshop, language: str) -> str:
    side = _side(entry, workshop, language)
    return f"{side['who']} {side['verb']} {side['words']}".strip()
