"""What the console's buttons do to the groups of a session."""

from __future__ import annotations

import secrets
from typing import Any

from tornado.web import HTTPError

from kit.domain.breakouts import FEWEST, MOST, MOST_PEOPLE, Breakouts
from kit.domain.entry import Refused
from kit.domain.grouping import GROUPS, LONGEST_PLACE, formed, offered_themes
from kit.domain.viewer import Viewer
from kit.domain.workshop import Session, Workshop
from kit.live.asked import whole_number
from kit.live.pages import PageHandler


async def form_planned(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Form the groups of the definition."""
    if session.breakouts is None:
        raise HTTPError(400)
    return _form(handler, session, planned_groups(handler.room.workshop, session, session.breakouts), by)


async def form_mixed(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Deal people out to `groups` groups."""
    groups = whole_number(handler, "groups", most=MOST)
    return _form(handler, session, formed(_round(), "mixed", groups=max(FEWEST, groups)), by)


async def form_by_delegation(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Each delegation by itself."""
    return _form(handler, session, formed(_round(), "delegation"), by)


async def form_by_theme(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Let people choose among `themes`, `most` in each (0: as many as like)."""
    offered = offered_themes(handler.room.workshop, session)
    chosen = [name for name in handler.get_body_argument("themes", "").split() if name in offered]
    if len(chosen) < FEWEST:
        raise Refused("room.groups_too_few")
    most = whole_number(handler, "most", most=MOST_PEOPLE) or None
    return _form(handler, session, formed(_round(), "theme", themes=chosen, most=most), by)


async def tell_places(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Say where each group meets; nobody changes group by it."""
    mark = handler.room.store.agenda.states()[session.id].marks.get(GROUPS)
    grouping = handler.room.store.groups.grouping(session.id)
    if grouping is None or mark is None:
        raise Refused("store.group_unknown")
    told = {group.key: handler.get_body_argument(f"place-{group.key}", "")[:LONGEST_PLACE] for group in grouping.groups}
    handler.room.store.groups.form(session.id, {**mark, "places": told}, by)
    return handler.say("room.groups_told")


async def end_groups(handler: PageHandler, session: Session, by: Viewer) -> str:
    """Bring everybody back together."""
    handler.room.store.groups.end(session.id, by)
    return handler.say("room.groups_ended")


def planned_groups(workshop: Workshop, session: Session, breakouts: Breakouts) -> dict[str, Any]:
    """The groups of a definition, as they are formed."""
    themes, most = offered_themes(workshop, session), breakouts.most
    return formed(_round(), breakouts.by, groups=breakouts.groups, themes=themes, most=most)


def _form(handler: PageHandler, session: Session, mark: dict[str, Any], by: Viewer) -> str:
    handler.room.store.groups.form(session.id, mark, by)
    return handler.say("room.groups_formed")


def _round() -> str:
    return secrets.token_hex(8)


GROUP_ACTIONS = {
    "groupsplanned": form_planned,
    "groupsmixed": form_mixed,
    "groupsdelegation": form_by_delegation,
    "groupstheme": form_by_theme,
    "groupsplaces": tell_places,
    "groupsend": end_groups,
}
