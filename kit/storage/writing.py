"""Writing a change that has been checked: entry, revision, contact data, receipt and event, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, update

from kit.domain.answers import problems
from kit.domain.entry import Change, Entry, Saved
from kit.domain.form import Form
from kit.domain.merge import Revision, Stamp, merge
from kit.domain.viewer import Viewer
from kit.domain.visibility import Sight, is_contact, redact
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.events import announce
from kit.storage.numbers import next_number, reference
from kit.storage.permission import REFERENCE
from kit.storage.rows import Stored, entry_columns, merged_columns, revision_columns, with_contacts

# Put together once: to do so for each save took longer than the database needs for them.
_NEW_ENTRY, _REVISION, _RECEIPT = insert(t.entry), insert(t.revision), insert(t.receipt)
_ENTRY = update(t.entry).where(t.entry.c.id == bindparam("written"))


@dataclass(frozen=True, slots=True)
class Writer:
    """One write by one viewer, inside one transaction."""

    connection: Connection
    context: Context
    viewer: Viewer

    @property
    def hand(self) -> str:
        """What stands for the writer in receipts, so that nobody else's change passes for a resend of theirs."""
        return self.context.token_of(self.viewer, "receipt")


def write(writer: Writer, form: Form, before: Stored, change: Change) -> Stored:
    """Merges and writes a change; what stands afterwards, without contact data."""
    contacts = {name: value for name, value in change.values.items() if _goes_apart(form, name)}
    kept = {name: value for name, value in change.values.items() if name not in contacts}
    before, given = _numbered(writer, form, before)
    change = replace(change, values={**kept, **given})
    after = _after(writer, form, before, change)
    _write_entry(writer.connection, after, new=before.merged.version == 0)
    _write_revision(writer, form, after, change)
    _write_contacts(writer, after.entry.id, contacts)
    keep_receipt(writer, change.id, "entry", after.entry.id, after.merged.version)
    _tell(writer.connection, form, after.entry)
    return after


def keep_receipt(writer: Writer, change: str, kind: str, target: str, version: int) -> None:
    """Remembers that a change was taken."""
    row = {"change": change, "writer": writer.hand, "kind": kind, "target": target, "version": version}
    writer.connection.execute(_RECEIPT, row)


def saved(writer: Writer, form: Form, change: str, stored: Stored, sight: Sight, *, repeated: bool = False) -> Saved:
    """What became of a change, with no more of the entry in it than its writer may see."""
    whole = with_contacts(writer.connection, [stored.entry])[stored.entry.id]
    conflicts = redact(stored.entry, form, sight).conflicts
    wrong = problems(form, whole.values)
    return Saved(change, stored.entry.id, stored.merged.version, conflicts, wrong, repeated)


def _goes_apart(form: Form, name: str) -> bool:
    question = form.question(name)
    return question is not None and is_contact(question)


def _numbered(writer: Writer, form: Form, before: Stored) -> tuple[Stored, dict[str, str]]:
    """The entry with a number of its own where its form gives numbers, and the answer that says it."""
    delegation = before.entry.delegation
    if form.question(REFERENCE) is None or delegation is None or before.number is not None:
        return before, {}
    number = next_number(writer.connection, form.name, delegation)
    return replace(before, number=number), {REFERENCE: reference(delegation, number)}


def _after(writer: Writer, form: Form, before: Stored, change: Change) -> Stored:
    # The writer of an anonymous entry is its token's, whom nobody can contradict but themselves.
    merged = merge(before.merged, change, before.token if form.anonymous else writer.viewer.person)
    if form.anonymous:
        merged = replace(merged, stamps={name: Stamp(stamp.version) for name, stamp in merged.stamps.items()})
    now = _moment(writer, form)
    entry = replace(
        before.entry,
        version=merged.version,
        values=merged.values,
        conflicts=merged.conflicts,
        deleted=merged.deleted,
        visibility=change.visibility or before.entry.visibility,
        attribution=change.attribution or before.entry.attribution,
        language=change.language,
        created=before.entry.created or now,
        updated=now,
    )
    return replace(before, entry=entry, merged=merged)


def _moment(writer: Writer, form: Form) -> datetime:
    """The time of writing; for anonymous forms only the day, since the minute may tell who it was."""
    now = writer.context.clock()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) if form.anonymous else now


def _write_entry(connection: Connection, stored: Stored, *, new: bool) -> None:
    columns: dict[str, Any] = {**entry_columns(stored.entry), **merged_columns(stored.merged)}
    columns |= {"number": stored.number, "token": stored.token}
    if new:
        connection.execute(_NEW_ENTRY, columns)
    else:
        connection.execute(_ENTRY, {**columns, "written": stored.entry.id})


def _write_revision(writer: Writer, form: Form, after: Stored, change: Change) -> None:
    revision = Revision(
        entry=after.entry.id,
        version=after.merged.version,
        change=change.id,
        base=change.base,
        at=_moment(writer, form),
        by=None if form.anonymous else writer.viewer.person,
        values=change.values,
        visibility=change.visibility,
        attribution=change.attribution,
        deleted=change.deleted,
        resolves=change.resolves,
        language=change.language,
        for_whom=change.for_whom,
        paper=None if form.anonymous else change.paper,
    )
    writer.connection.execute(insert(t.revision).values(**revision_columns(revision), session=change.session))


def _write_contacts(writer: Writer, entry: str, contacts: Mapping[str, Any]) -> None:
    for question, value in contacts.items():
        key = and_(t.contact.c.entry == entry, t.contact.c.question == question)
        writer.connection.execute(delete(t.contact).where(key))
        if value is not None:
            row = {"entry": entry, "question": question, "value": value, "updated": writer.context.clock()}
            writer.connection.execute(insert(t.contact).values(**row))


def _tell(connection: Connection, form: Form, entry: Entry) -> None:
    kind = "plan" if form.name == "plan" else "entry"
    told = None if form.anonymous else entry.id
    announce(connection, kind, entry=told, form=form.name, session=entry.session, delegation=entry.delegation)
