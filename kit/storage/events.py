"""What happened, in order, for those who tell others of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select

from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.moment import once

_LAST = select(func.coalesce(func.max(t.event.c.seq), 0))
_TOLD = insert(t.event).values(
    {column: bindparam(column) for column in ("kind", "entry", "form", "session", "delegation")}
    | {"seq": select(func.coalesce(func.max(t.event.c.seq), 0) + 1).scalar_subquery()}
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people may see has changed; ids only."""

    seq: int
    kind: str
    """`entry`, `session`, `wall`, `person`, `ballot`, `plan`, `ready`, `group` or `purge`.

    `wall` is what only projectors show.
    """
    entry: str | None = None
    form: str | None = None
    session: str | None = None
    delegation: str | None = None
    """None where it concerns everyone, and for anonymous forms and ballots."""


def announce(
    connection: Connection,
    kind: str,
    *,
    entry: str | None = None,
    form: str | None = None,
    session: str | None = None,
    delegation: str | None = None,
) -> None:
    """Adds an event to the transaction of what happened. Numbers have no gaps, since writers come one at a time."""
    row = {"kind": kind, "entry": entry, "form": form, "session": session, "delegation": delegation}
    connection.execute(_TOLD, row)


def sequence(database: Database) -> int:
    """The number of the last event; 0 before the first."""
    with database.reading() as connection:
        return last_event(connection)


def last_event(connection: Connection) -> int:
    """As `sequence`, inside a transaction."""
    return once(connection, "last event", lambda: int(connection.execute(_LAST).scalar_one()))


def events_since(database: Database, seq: int) -> list[Event]:
    """The events after `seq`, in order."""
    with database.reading() as connection:
        rows = connection.execute(select(t.event).where(t.event.c.seq > seq).order_by(t.event.c.seq))
        return [Event(**row) for row in rows.mappings()]
