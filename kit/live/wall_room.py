"""What the wall shows of an open session besides its counts: how many delegations are ready, and the groups."""

from __future__ import annotations

from typing import Any

from kit.domain.breakouts import room_left, sizes_of
from kit.domain.workshop import Session
from kit.live.agenda import Say
from kit.live.room import Room
from kit.live.taking_part import group_name, places_left


def wall_room(room: Room, session: Session, language: str, say: Say) -> dict[str, Any]:
    """Numbers, and groups with their places; nobody's name, and no delegation's state."""
    there = {person.delegation for person in room.store.people.all() if person.delegation}
    ready = room.store.ready.delegations().get(session.id, {})
    return {
        "ready": say("room.ready_count", ready=len(ready), all=len(there)) if ready else "",
        "groups": _groups(room, session, language, say),
    }


def _groups(room: Room, session: Session, language: str, say: Say) -> list[dict[str, str]]:
    grouping = room.store.groups.grouping(session.id)
    if grouping is None:
        return []
    left = room_left(grouping, sizes_of(room.store.groups.counts(session.id)))
    return [
        {
            "name": group_name(group, language, say),
            "place": group.place.to(language),
            "note": places_left(left[group.key], say),
        }
        for group in grouping.groups
    ]
