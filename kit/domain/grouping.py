"""The groups that a session has now: what facilitators have formed, read against the workshop of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kit.domain.breakouts import FEWEST, MOST, MOST_PEOPLE, WAYS, By, Group, Grouping
from kit.domain.texts import Text, text
from kit.domain.workshop import Session, Workshop

GROUPS = "groups"
"""The name of what staff set for a session."""
LONGEST_PLACE = 80
"""Characters of the name of a place."""


def formed(
    round_id: str,
    by: By,
    *,
    groups: int = 0,
    themes: Sequence[str] = (),
    most: int | None = None,
    places: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What is kept of groups that have been formed; `grouping_of` reads it. `places` are by the group's key."""
    kept: dict[str, Any] = {"round": round_id, "by": by}
    kept |= {"groups": groups} if by == "mixed" else {}
    kept |= {"themes": list(themes), "most": most} if by == "theme" else {}
    return kept | ({"places": dict(places)} if places is not None else {})


def grouping_of(workshop: Workshop, session: Session, marks: Mapping[str, Any]) -> Grouping | None:
    """The groups that a session has; None where none were formed, or none that today's workshop knows."""
    mark = marks.get(GROUPS)
    if not isinstance(mark, Mapping) or mark.get("by") not in WAYS or not isinstance(mark.get("round"), str):
        return None
    by = mark["by"]
    named, places = _named(workshop, mark), _places(workshop, session, mark)
    groups = tuple(Group(key, name, places.get(key, Text())) for key, name in named)
    limit = _number(mark.get("most"), 1, MOST_PEOPLE) or None if by == "theme" else None
    return Grouping(mark["round"], by, groups, limit) if groups else None


def offered_themes(workshop: Workshop, session: Session) -> list[str]:
    """The themes by which groups can be formed: those of the session's definition, else all."""
    named = session.breakouts.themes if session.breakouts else ()
    return list(named or (theme.name for theme in workshop.themes))


def _named(workshop: Workshop, mark: Mapping[str, Any]) -> list[tuple[str, Text]]:
    if mark["by"] == "delegation":
        return [(delegation.code, delegation.name) for delegation in workshop.delegations]
    if mark["by"] == "theme":
        chosen = mark.get("themes")
        return [(t.name, t.label) for t in workshop.themes if isinstance(chosen, list) and t.name in chosen]
    return [(str(n), Text()) for n in range(1, _number(mark.get("groups"), FEWEST, MOST) + 1)]


def _places(workshop: Workshop, session: Session, mark: Mapping[str, Any]) -> dict[str, Text]:
    """Where each group meets, by its key: as was told in the room, else as the definition says."""
    told = mark.get("places")
    if isinstance(told, Mapping):
        return {key: text(place[:LONGEST_PLACE]) for key, place in told.items() if isinstance(place, str) and place}
    defined = session.breakouts
    if defined is None or defined.by != mark["by"]:
        return {}
    keys = {
        "delegation": [delegation.code for delegation in workshop.delegations],
        "theme": offered_themes(workshop, session),
        "mixed": [str(n) for n in range(1, MOST + 1)],
    }[defined.by]
    return dict(zip(keys, defined.places, strict=False))


def _number(value: Any, least: int, most: int) -> int:
    """The number where it is one within bounds, else 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else 0
