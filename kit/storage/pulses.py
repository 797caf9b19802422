"""How far each delegation is in the sessions that are open: few queries for the whole room, numbers and times only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from kit.domain.entry import Refused
from kit.domain.pulse import Pulse
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.agenda import read_states
from kit.storage.ballots import of_newest_rounds
from kit.storage.context import Context
from kit.storage.counts import ACTIVE
from kit.storage.ready import read_ready


def pulses(connection: Connection, context: Context, viewer: Viewer) -> dict[str, dict[str, Pulse]]:
    """Each open session's delegations, by code. Raises Refused for anyone but staff."""
    if not viewer.staff:
        raise Refused("store.only_staff")
    states = read_states(connection, context.workshop)
    opened = {session: state for session, state in states.items() if state.state == "open"}
    present, saved = _present(connection, context), _saved(connection, list(opened))
    ballots, ready = _ballots(connection, context, list(opened)), read_ready(connection, opened)
    codes = [delegation.code for delegation in context.workshop.delegations]
    return {
        session: {
            code: Pulse(present[code], saved.get((session, code)), ballots[session, code], code in ready[session])
            for code in codes
        }
        for session in opened
    }


def _present(connection: Connection, context: Context) -> Counter[str]:
    p = t.person.c
    people = select(p.delegation, func.count().label("number")).join(t.code).where(t.code.c.revoked.is_(None))
    there = people.where(p.role == Role.PARTICIPANT.value, p.seen >= context.clock() - ACTIVE).group_by(p.delegation)
    return Counter({row.delegation: row.number for row in connection.execute(there)})


def _saved(connection: Connection, sessions: list[str]) -> Mapping[tuple[str, str], datetime]:
    """When each delegation last saved something: whose people did, or, for what others wrote for it, whose entry it is.

    Anonymous entries are nobody's, and are not among them.
    """
    r = t.revision.c
    whose = func.coalesce(t.person.c.delegation, t.entry.c.delegation)
    last = select(r.session, whose.label("whose"), func.max(r.at).label("at"))
    last = last.join(t.entry, t.entry.c.id == r.entry).outerjoin(t.person, t.person.c.id == r.by)
    rows = connection.execute(last.where(r.session.in_(sessions), whose.is_not(None)).group_by(r.session, whose))
    return {(row.session, row.whose): row.at for row in rows}


def _ballots(connection: Connection, context: Context, sessions: list[str]) -> Counter[tuple[str, str]]:
    b = t.ballot.c
    cast = select(b.session, b.delegation, func.count()).where(b.session.in_(sessions))
    cast = cast.where(of_newest_rounds(connection, context))
    rows = connection.execute(cast.group_by(b.session, b.delegation))
    return Counter({(session, delegation): number for session, delegation, number in rows})
