"""Facts of a database by their name: whose it is, its secrets, what was shown, which rounds were sent."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from kit.storage import tables as t


def fact(connection: Connection, name: str) -> str | None:
    """What stands under a name; None where nothing does."""
    return connection.execute(select(t.about.c.value).where(t.about.c.name == name)).scalar_one_or_none()


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Puts it there, in the place of what stood there before."""
    connection.execute(delete(t.about).where(t.about.c.name == name))
    connection.execute(insert(t.about).values(name=name, value=value))
