"""What lies on a facilitator's desk, as the page reads it."""

from __future__ import annotations

from typing import Any

from kit.domain.moderation import Sorted, Step, questions_to_sort
from kit.domain.workshop import Workshop
from kit.live.room import Room
from kit.storage import Desk
from kit.storage.moderation import Answer
from kit.words import say
from kit.words.formats import digits

_MOST_LINES = 100
"""Of the log; the newest stand first."""


def sortable(workshop: Workshop) -> list[str]:
    """The sessions in which people write free text that can be sorted for the room."""
    forms = {name for name, form in workshop.forms.items() if questions_to_sort(form)}
    return [session.id for session in workshop.sessions if not forms.isdisjoint(session.forms)]


def desk_json(desk: Desk, room: Room, language: str) -> dict[str, Any]:
    """Answers, groups and the log; texts are those that the viewer may read."""
    names = {group.id: group.words for group in desk.sorted.groups}
    names |= {step.group: step.words for step in desk.steps if step.group and step.words and step.group not in names}
    return {
        "answers": [_answer(answer, desk.sorted, room, language) for answer in desk.answers],
        "groups": [
            {"id": group.id, "words": group.words, "shown": group.shown, "entries": group.entries}
            for group in desk.sorted.groups
        ],
        "log": [_line(step, names, room, language) for step in reversed(desk.steps[-_MOST_LINES:])],
    }


def _answer(answer: Answer, found: Sorted, room: Room, language: str) -> dict[str, Any]:
    entry = answer.entry
    allowed = found.shown.get(entry.id)
    return {
        "id": entry.id,
        "text": answer.text,
        "lang": entry.language,
        "version": answer.version,
        "who": room.workshop.delegation(entry.delegation).name.to(language) if entry.delegation else "",
        "opened": answer.opened,
        "shown": allowed == answer.version,
        "changed": allowed is not None and allowed != answer.version,
        "hidden": entry.id in found.hidden,
    }


def _line(step: Step, names: dict[str, str], room: Room, language: str) -> dict[str, Any]:
    there = step.at.astimezone(room.workshop.time_zone)
    who = room.store.people.display_name(step.by) if step.by else ""
    words = step.words or names.get(step.group or "", "")
    return {
        "at": digits(f"{there:%H:%M}", language),
        "who": who or say("sorting.somebody", language),
        "did": say(f"sorting.did_{step.action}", language, count=len(step.entries), words=words),
        "undone": step.undone,
    }
