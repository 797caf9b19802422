"""Rounds of follow-up on the console: which delegations have corrected what was sent back to them."""

from __future__ import annotations

from datetime import UTC, datetime

from kit.domain.viewer import Viewer
from kit.forms.told import answers, round_words
from kit.live.agenda import Say
from kit.live.room import Room
from kit.words.formats import day_words


def sent_back(room: Room, viewer: Viewer, language: str, say: Say) -> dict[str, list[dict[str, str]]]:
    """The lines of each round that was sent, in the order of its sending; empty before the first."""
    found: dict[str, list[dict[str, str]]] = {}
    for answer in answers(room.store, room.store.view(viewer), datetime.now(UTC)):
        summary = answer.summary
        line = {
            "delegation": room.workshop.delegation(summary.delegation).name.to(language),
            "standing": say(f"round.standing_{answer.standing}"),
            "until": say("round.until", until=day_words(summary.until, language)),
        }
        found.setdefault(round_words(room.workshop, summary.round, language), []).append(line)
    return found
