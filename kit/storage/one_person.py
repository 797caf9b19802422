"""Everything about one person: handed to them, or deleted."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Connection, and_, delete, select, update

from kit.domain.entry import Refused
from kit.domain.form import Protection
from kit.domain.nominal import FINAL, FIRST
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.ballots import token_for
from kit.storage.context import Context
from kit.storage.events import announce
from kit.storage.purging import PurgeLog, cut_links, delete_backups, delete_entries, log
from kit.storage.rows import read_stored, with_contacts
from kit.storage.store import Store


def about_person(store: Store, person_id: str) -> dict[str, Any]:
    """All that the store holds about a person, as plain values for JSON with times as datetime.

    Keys: person, entries (with contact data), revisions, ballots, groups, ready, moderation (how they sorted answers as
    staff). Raises Refused where nobody has this id.
    """
    context = store.context
    with context.database.reading() as connection:
        viewer = _viewer(connection, person_id)
        row = connection.execute(select(t.person).where(t.person.c.id == person_id)).mappings().one()
        written = (t.entry.c.author == person_id) | t.entry.c.token.in_(_tokens(context, viewer))
        entries = with_contacts(connection, [s.entry for s in read_stored(connection, select(t.entry).where(written))])
        revisions = connection.execute(select(t.revision).where(t.revision.c.by == person_id)).mappings()
        steps = connection.execute(select(t.moderation).where(t.moderation.c.by == person_id)).mappings()
        return {
            "person": dict(row),
            "entries": [asdict(entry) for entry in entries.values()],
            "revisions": [dict(revision) for revision in revisions],
            "ballots": [_ballot(row) for row in connection.execute(_ballots(context, viewer)).mappings()],
            "groups": _rows(connection, t.seat.c.person, person_id),
            "ready": _rows(connection, t.ready.c.by, person_id),
            "moderation": [dict(step) for step in steps],
        }


def _rows(connection: Connection, column: Column[Any], person_id: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(column.table).where(column == person_id)).mappings()]


def forget_person(store: Store, person_id: str) -> PurgeLog:
    """Deletes a person: their registration and contact data, their name, and every link from what they wrote to them.

    What they wrote for their delegation stays, as nobody's. Backups that the kit made itself hold the same: they go
    too. Raises Refused where nobody has this id.
    """
    context = store.context
    with context.database.writing() as connection:
        viewer = _viewer(connection, person_id)
        personal = [f.name for f in context.workshop.forms.values() if f.protection is Protection.REGISTRATION]
        mine = and_(t.entry.c.author == person_id, t.entry.c.form.in_(personal))
        counts = {
            "registrations": delete_entries(connection, connection.execute(select(t.entry.c.id).where(mine)).scalars()),
            "links": _cut(connection, context, viewer),
            "people": connection.execute(delete(t.person).where(t.person.c.id == person_id)).rowcount,
        }
        counts = {what: number for what, number in counts.items() if number}
        log(connection, counts, context.clock())
        announce(connection, "person", delegation=viewer.delegation)
    context.database.forget_log()
    if files := delete_backups(context.workshop):
        counts["backups"] = files
    return PurgeLog(counts)


def _viewer(connection: Connection, person_id: str) -> Viewer:
    row = connection.execute(select(t.person).where(t.person.c.id == person_id)).one_or_none()
    if row is None:
        raise Refused("store.person_unknown")
    return Viewer(Role(row.role), row.delegation, person_id)


def _tokens(context: Context, viewer: Viewer) -> list[str]:
    return [context.token_of(viewer, form.name) for form in context.workshop.forms.values() if form.anonymous]


def _ballots(context: Context, viewer: Viewer) -> Any:
    voting = [session.id for session in context.workshop.sessions if session.vote]
    tokens = [token_for(context, viewer, session, round) for session in voting for round in (FIRST, FINAL)]
    return select(t.ballot).where(t.ballot.c.token.in_(tokens))


def _ballot(row: Any) -> dict[str, Any]:
    return {"session": row["session"], "round": row["round"], "code": row["code"], "values": row["answers"]}


def _cut(connection: Connection, context: Context, viewer: Viewer) -> int:
    ballots = [row.token for row in connection.execute(_ballots(context, viewer))]
    cut = cut_links(connection, t.ballot, t.ballot.c.token.in_(ballots))
    cut += cut_links(connection, t.entry, t.entry.c.token.in_(_tokens(context, viewer)))
    hand = context.token_of(viewer, "receipt")
    connection.execute(update(t.receipt).where(t.receipt.c.writer == hand).values(writer=""))
    cut += connection.execute(delete(t.seat).where(t.seat.c.person == viewer.person)).rowcount
    written = (t.entry.c.author, t.entry.c.entered_by, t.paper.c.keyed_by, t.paper.c.photo_by)
    for column in (*written, t.revision.c.by, t.agenda.c.by, t.ready.c.by, t.moderation.c.by):
        change = update(column.table).where(column == viewer.person).values({column.name: None})
        cut += connection.execute(change).rowcount
    return cut + _unstamp(connection, viewer.person or "")


def _unstamp(connection: Connection, person_id: str) -> int:
    """Takes a person's id out of what entries remember of who set which answer."""
    rows = connection.execute(select(t.entry.c.id, t.entry.c.stamps, t.entry.c.conflicts)).all()
    changed = 0
    for row in rows:
        stamps = {name: [version, None if by == person_id else by] for name, (version, by) in row.stamps.items()}
        conflicts = [[*c[:3], None if c[3] == person_id else c[3], c[4]] for c in row.conflicts]
        if stamps != row.stamps or conflicts != row.conflicts:
            changed += 1
            change = update(t.entry).where(t.entry.c.id == row.id)
            connection.execute(change.values(stamps=stamps, conflicts=conflicts))
    return changed
