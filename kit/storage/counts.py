"""How much there is, in numbers alone: for the console, the wall, and to know when a report is out of date."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, func, select

from kit.domain.entry import Refused
from kit.domain.form import Form, Per
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.agenda import QUIET
from kit.storage.ballots import of_newest_rounds
from kit.storage.context import Context
from kit.storage.reading import concerning

ACTIVE = timedelta(minutes=5)
"""For how long after the last sign of life a person counts as active."""
VOTE = "vote"
"""What stands for a form's name in counts of ballots."""


@dataclass(frozen=True, slots=True)
class Count:
    """Entries of one form that one delegation wrote in one session."""

    session: str
    form: str
    """A form's name, or "vote" for ballots."""
    delegation: str | None
    """None for what the hub writes and for anonymous forms."""
    entries: int
    people_active: int
    """People of the delegation who gave a sign of life in the last five minutes; of all where it is None."""


def counts(connection: Connection, context: Context, viewer: Viewer) -> list[Count]:
    """Every session's forms and votes, each with every delegation's number, 0 among them; a participant's own only."""
    if viewer.role is Role.PARTICIPANT and viewer.delegation is None:
        raise Refused("store.not_yours")
    written, active = _written(connection, context), _active(connection, context)
    rows = [
        Count(session.id, form, delegation, written[session.id, form, delegation], active[delegation])
        for session in context.workshop.sessions
        for form in (*session.forms, *((VOTE,) if session.vote else ()))
        for delegation in _writers(context, context.workshop.forms.get(form))
    ]
    return [row for row in rows if viewer.role is not Role.PARTICIPANT or row.delegation == viewer.delegation]


def fingerprint(connection: Connection, context: Context, delegation: str | None) -> str:
    """A text that changes with the data behind a delegation's report (None: the region's, and all records)."""
    entries = select(t.entry.c.id, t.entry.c.version, t.entry.c.deleted).order_by(t.entry.c.id)
    ballots = select(t.ballot).order_by(t.ballot.c.session, t.ballot.c.token)
    steps = select(t.agenda.c.step, t.agenda.c.undone).where(t.agenda.c.action.not_in(QUIET)).order_by(t.agenda.c.step)
    sorting = select(t.moderation.c.step, t.moderation.c.undone).order_by(t.moderation.c.step)
    queries = [entries, ballots, steps, sorting]
    if delegation is not None:
        # What others note, plan and vote, and what happens in the room, is in no document of this delegation.
        queries = [entries.where(concerning(context, delegation)), ballots.where(t.ballot.c.delegation == delegation)]
    digest = hashlib.sha256()
    for query in queries:
        for row in connection.execute(query):
            digest.update(repr(tuple(row)).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _writers(context: Context, form: Form | None) -> list[str | None]:
    if form is not None and (form.anonymous or form.per is Per.HUB):
        return [None]
    return [delegation.code for delegation in context.workshop.delegations]


def _written(connection: Connection, context: Context) -> Counter[tuple[str, str, str | None]]:
    e, b = t.entry.c, t.ballot.c
    entries = select(e.session, e.form, e.delegation, func.count()).where(e.deleted.is_(False), e.session.is_not(None))
    now = of_newest_rounds(connection, context)
    ballots = select(b.session, b.delegation, func.count()).where(now).group_by(b.session, b.delegation)
    found: Counter[tuple[str, str, str | None]] = Counter()
    for session, form, delegation, number in connection.execute(entries.group_by(e.session, e.form, e.delegation)):
        found[session, form, delegation] = number
    for session, delegation, number in connection.execute(ballots):
        found[session, VOTE, delegation] = number
    return found


def _active(connection: Connection, context: Context) -> Counter[str | None]:
    since = context.clock() - ACTIVE
    people = select(t.person.c.delegation, func.count()).where(t.person.c.seen >= since)
    rows = connection.execute(people.group_by(t.person.c.delegation)).all()
    by_delegation: Counter[str | None] = Counter({delegation: number for delegation, number in rows if delegation})
    by_delegation[None] = sum(number for _, number in rows)
    return by_delegation
