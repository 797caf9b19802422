"""What is deleted, when and how; the log holds numbers and never what was deleted."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, CursorResult, Delete, Update, delete, func, insert, select, update

from kit.domain.form import Protection
from kit.domain.visibility import is_private
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.events import announce
from kit.storage.place import data_folder
from kit.storage.showing import forget_all
from kit.storage.store import Store


@dataclass(frozen=True, slots=True)
class PurgeLog:
    """How much of each kind was deleted."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Everything that was deleted."""
        return sum(self.counts.values())


def purge(store: Store, today: date) -> PurgeLog:
    """Carries out the workshop's retention rules as of `today`; done again on the same day, it finds nothing.

    What is due is taken out of entries, revisions and receipts alike. Backups that the kit made itself are deleted
    with it, since they hold the same; copies that people made are theirs to delete.
    """
    context, workshop = store.context, store.workshop
    kept = workshop.retention
    rules = {
        "access_needs": (kept.access_needs_days, _private_answers),
        "ballot_links": (kept.ballot_links_days, _links),
        "contacts": (kept.contacts_days, _contacts),
        "notes": (kept.notes_days, _notes),
    }
    with context.database.writing() as connection:
        due = {what: run for what, (days, run) in rules.items() if _is_due(workshop, days, today)}
        counts = {what: number for what, run in due.items() if (number := run(connection, context))}
        log(connection, counts, context.clock())
    context.database.forget_log()
    if counts and (files := delete_backups(workshop)):
        counts["backups"] = files
    return PurgeLog(counts)


def log(connection: Connection, counts: Mapping[str, int], at: datetime) -> None:
    """Notes what was deleted, and tells of it."""
    for what, number in counts.items():
        following = select(func.coalesce(func.max(t.purge.c.step), 0) + 1).scalar_subquery()
        connection.execute(insert(t.purge).values(step=following, at=at, what=what, count=number))
    if counts:
        announce(connection, "purge")


def delete_entries(connection: Connection, ids: Iterable[str]) -> int:
    """Deletes entries with all that hangs on them; how many there were."""
    gone = list(ids)
    for entry_id in gone:
        connection.execute(delete(t.paper).where(t.paper.c.entry == entry_id))
        connection.execute(delete(t.receipt).where(t.receipt.c.target == entry_id))
        for table in (t.contact, t.revision):
            connection.execute(delete(table).where(table.c.entry == entry_id))
        connection.execute(delete(t.entry).where(t.entry.c.id == entry_id))
    return len(gone)


def cut_links(connection: Connection, table: Any, condition: Any) -> int:
    """Puts chance in the place of tokens, so that nobody can tell any more whose a row is; how many there were."""
    tokens = list(connection.execute(select(table.c.token).where(condition)).scalars())
    for token in tokens:
        change = update(table).where(table.c.token == token)
        connection.execute(change.values(token=f"{CUT}{secrets.token_hex(24)}"))
    return len(tokens)


CUT = "cut:"
"""The beginning of a token that no longer stands for anybody."""


def _is_due(workshop: Workshop, days: int | None, today: date) -> bool:
    return days is not None and today > workshop.last_day + timedelta(days=days)


def _private_answers(connection: Connection, context: Context) -> int:
    found = 0
    for form in context.workshop.forms.values():
        private = {question.name for question in form if question.organisers_only}
        if private:
            ids = list(connection.execute(select(t.entry.c.id).where(t.entry.c.form == form.name)).scalars())
            found += sum(_without(connection, entry_id, private) for entry_id in ids)
            found += without_photos(connection, t.paper.c.form == form.name)
    return found


def _without(connection: Connection, entry_id: str, names: set[str]) -> bool:
    """Takes answers out of an entry and all of its revisions; whether there were any."""
    row = connection.execute(select(t.entry).where(t.entry.c.id == entry_id)).mappings().one()
    answers = {name: value for name, value in row["answers"].items() if name not in names}
    conflicts = [conflict for conflict in row["conflicts"] if conflict[0] not in names]
    had: bool = answers != row["answers"] or conflicts != row["conflicts"]
    change = update(t.entry).where(t.entry.c.id == entry_id)
    connection.execute(change.values(answers=answers, conflicts=conflicts))
    for revision in connection.execute(select(t.revision).where(t.revision.c.entry == entry_id)).mappings().all():
        left = {name: value for name, value in revision["answers"].items() if name not in names}
        if left != revision["answers"]:
            had = True
            place = (t.revision.c.entry == entry_id) & (t.revision.c.version == revision["version"])
            connection.execute(update(t.revision).where(place).values(answers=left))
    return had


def _links(connection: Connection, context: Context) -> int:
    cut = cut_links(connection, t.ballot, t.ballot.c.token.not_like(f"{CUT}%"))
    cut += cut_links(connection, t.entry, t.entry.c.token.not_like(f"{CUT}%"))
    anonymous = select(t.entry.c.id).where(t.entry.c.token.is_not(None))
    connection.execute(delete(t.receipt).where((t.receipt.c.kind == "ballot") | t.receipt.c.target.in_(anonymous)))
    return cut


def _contacts(connection: Connection, context: Context) -> int:
    named = update(t.person).where(t.person.c.display_name != "").values(display_name="")
    asking = [form.name for form in context.workshop.forms.values() if any(map(is_private, form))]
    photos = without_photos(connection, t.paper.c.form.in_(asking))
    return _count(connection, delete(t.contact)) + _count(connection, named) + photos


def _notes(connection: Connection, context: Context) -> int:
    notes = [form.name for form in context.workshop.forms.values() if form.protection is Protection.NOTE]
    found = connection.execute(select(t.entry.c.id).where(t.entry.c.form.in_(notes))).scalars()
    sorted_texts = delete(t.moderation).where(t.moderation.c.form.in_(notes))
    forget_all(connection)
    photos = without_photos(connection, t.paper.c.form.in_(notes))
    entries = delete_entries(connection, found)
    return entries + photos + _count(connection, sorted_texts) + _count(connection, delete(t.seat))


def without_photos(connection: Connection, condition: Any) -> int:
    """Deletes photos of paper forms; how many there were."""
    held = update(t.paper).where(condition, t.paper.c.photo.is_not(None))
    return _count(connection, held.values(**t.NO_PHOTO))


def _count(connection: Connection, statement: Delete | Update) -> int:
    result: CursorResult[Any] = connection.execute(statement)
    return result.rowcount


def delete_backups(workshop: Workshop) -> int:
    """Deletes the backups that the kit made itself; how many there were."""
    files = list((data_folder(workshop.folder) / "backups").glob("*.db"))
    for file in files:
        file.unlink()
    return len(files)
