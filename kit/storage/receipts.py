"""Changes that were taken before: sent again, they get the same answer and change nothing."""

from __future__ import annotations

from sqlalchemy import RowMapping, select

from kit.domain.entry import Refused, Saved
from kit.domain.form import Form
from kit.storage import tables as t
from kit.storage.reading import sight_of, surroundings
from kit.storage.rows import find_stored
from kit.storage.writing import Writer, saved


def receipt(writer: Writer, change: str, kind: str) -> RowMapping | None:
    """The receipt of a change, None for a new one. Raises Refused where it was somebody else's or of another kind."""
    query = select(t.receipt).where(t.receipt.c.change == change)
    row = writer.connection.execute(query).mappings().one_or_none()
    if row is not None and (row["writer"] != writer.hand or row["kind"] != kind):
        raise Refused("store.change_taken")
    return row


def repeated(writer: Writer, form: Form, change: str) -> Saved | None:
    """What became of a change of an entry that was taken before; None for a new one."""
    row = receipt(writer, change, "entry")
    if row is None:
        return None
    stored = find_stored(writer.connection, row["target"])
    if stored is None or stored.entry.form != form.name:
        raise Refused("store.change_taken")
    sight = sight_of(writer.context, writer.viewer, stored, surroundings(writer.connection))
    return saved(writer, form, change, stored, sight, repeated=True)
