"""Reference numbers such as "BD-01", each given once."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from kit.storage import tables as t


def next_number(connection: Connection, form: str, delegation: str) -> int:
    """The next number of a delegation, never one that was given before; the transaction lets no other writer in."""
    key = (t.number.c.form == form) & (t.number.c.delegation == delegation)
    last = connection.execute(select(t.number.c.last).where(key)).scalar_one_or_none() or 0
    connection.execute(delete(t.number).where(key))
    connection.execute(insert(t.number).values(form=form, delegation=delegation, last=last + 1))
    return last + 1


def reference(delegation: str, number: int) -> str:
    """What people call an activity: "BD-01"."""
    return f"{delegation}-{number:02d}"
