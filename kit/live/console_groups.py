"""Groups on the console: those that can be formed, and who is in those that are, counted by delegation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.domain.breakouts import Grouping
from kit.domain.grouping import grouping_of, offered_themes
from kit.domain.workshop import Session
from kit.live.agenda import Say
from kit.live.room import Room
from kit.live.taking_part import group_name
from kit.storage import SessionState


def offered_groups(room: Room, language: str, say: Say) -> dict[str, Any]:
    """What the console offers for each session that people can part in: the groups as planned, and the themes."""
    words = {theme.name: theme.label.to(language) for theme in room.workshop.themes}
    return {
        session.id: {
            "planned": _planned(session, say),
            "most": (session.breakouts.most if session.breakouts else None) or "",
            "themes": [{"name": name, "words": words[name]} for name in offered_themes(room.workshop, session)],
        }
        for session in room.workshop.sessions
    }


def groups_data(room: Room, states: Mapping[str, SessionState], language: str, say: Say) -> dict[str, Any]:
    """The groups that sessions have, with the number of people of each delegation in each."""
    found: dict[str, Any] = {}
    for session in room.workshop.sessions:
        grouping = grouping_of(room.workshop, session, states[session.id].marks)
        if grouping is not None:
            found[session.id] = _session(room, session, grouping, language, say)
    return found


def _session(room: Room, session: Session, grouping: Grouping, language: str, say: Say) -> dict[str, Any]:
    counts = room.store.groups.counts(session.id)
    codes = [delegation.code for delegation in room.workshop.delegations]
    groups = [
        {
            "key": group.key,
            "name": group_name(group, language, say),
            "place": group.place.to(language),
            "people": [counts[group.key, code] for code in codes],
        }
        for group in grouping.groups
    ]
    return {"by": grouping.by, "delegations": codes, "groups": groups}


def _planned(session: Session, say: Say) -> str:
    """The words of the button that forms the groups of the definition; none where it states none."""
    planned = session.breakouts
    if planned is None:
        return ""
    code = "room.groups_mixed_number" if planned.by == "mixed" else f"room.groups_{planned.by}"
    return say("room.groups_planned", what=say(code, groups=planned.groups))
