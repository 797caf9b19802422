"""Rows of the entry table as domain objects, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select

from kit.domain.entry import Conflict, Entry
from kit.domain.merge import Merged, Revision, Stamp
from kit.storage import tables as t

_ONE = select(t.entry).where(t.entry.c.id == bindparam("entry"))
_CONTACTS = select(t.contact).where(t.contact.c.entry.in_(bindparam("entries", expanding=True)))


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it stands in the database, before anybody's view of it."""

    entry: Entry
    merged: Merged
    number: int | None = None
    token: str | None = None


def read_stored(
    connection: Connection, query: Select[Any], values: Mapping[str, Any] = MappingProxyType({})
) -> list[Stored]:
    """The entries that a query on the table `entry` finds, without contact data; `values` are its parameters."""
    return [_stored(row) for row in connection.execute(query, dict(values)).mappings()]


def find_stored(connection: Connection, entry_id: str) -> Stored | None:
    """The entry with that id, deleted or not."""
    found = read_stored(connection, _ONE, {"entry": entry_id})
    return found[0] if found else None


def with_contacts(connection: Connection, entries: Iterable[Entry]) -> dict[str, Entry]:
    """The same entries by id, with their contact data among their values."""
    by_id = {entry.id: entry for entry in entries}
    for row in connection.execute(_CONTACTS, {"entries": list(by_id)}).mappings() if by_id else ():
        entry = by_id[row["entry"]]
        by_id[entry.id] = replace(entry, values={**entry.values, row["question"]: row["value"]})
    return by_id


def read_revisions(connection: Connection, entry_id: str) -> list[Revision]:
    """Every revision of an entry, oldest first."""
    query = select(t.revision).where(t.revision.c.entry == entry_id).order_by(t.revision.c.version)
    return [_revision(row) for row in connection.execute(query).mappings()]


def merged_columns(merged: Merged) -> dict[str, Any]:
    """What a merge decides, as columns of the table `entry`."""
    conflicts = [[c.question, c.kept, c.other, c.by, c.version] for c in merged.conflicts]
    stamps = {name: [stamp.version, stamp.by] for name, stamp in merged.stamps.items()}
    columns = {"version": merged.version, "answers": dict(merged.values), "deleted": merged.deleted}
    return {**columns, "stamps": stamps, "conflicts": conflicts}


def entry_columns(entry: Entry) -> dict[str, Any]:
    """An entry's other columns."""
    names: tuple[str, ...] = (
        "id",
        "form",
        "session",
        "delegation",
        "subject",
        "author",
        "visibility",
        "attribution",
        "language",
    )
    names += ("created", "updated", "late", "for_whom", "entered_by", "paper")
    return {name: getattr(entry, name) for name in names}


def revision_columns(revision: Revision) -> dict[str, Any]:
    """A revision as columns of its table."""
    columns = {name: getattr(revision, name) for name in Revision.__slots__ if name not in ("values", "resolves")}
    return {**columns, "answers": dict(revision.values), "resolves": list(revision.resolves)}


def _stored(row: RowMapping) -> Stored:
    conflicts = tuple(Conflict(*conflict) for conflict in row["conflicts"])
    stamps = {name: Stamp(*stamp) for name, stamp in row["stamps"].items()}
    merged = Merged(row["version"], row["answers"], stamps, conflicts, row["deleted"])
    return Stored(_entry(row, merged), merged, row["number"], row["token"])


def _entry(row: Mapping[Any, Any], merged: Merged) -> Entry:
    taken = {name: row[name] for name in Entry.__slots__ if name not in ("values", "conflicts")}
    return Entry(**taken, values=merged.values, conflicts=merged.conflicts)


def _revision(row: RowMapping) -> Revision:
    taken = {name: row[name] for name in Revision.__slots__ if name not in ("values", "resolves")}
    return Revision(**taken, values=row["answers"], resolves=tuple(row["resolves"]))
