"""What an entry has been: every revision of it, and the way back to any."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from kit.domain.entry import Change, Entry, Refused, Saved
from kit.domain.merge import Revision, answers_at
from kit.domain.viewer import Viewer
from kit.domain.visibility import Sight, shows
from kit.storage.context import Context
from kit.storage.permission import BY_TRANSITION, REFERENCE
from kit.storage.reading import sight_of, surroundings
from kit.storage.rows import find_stored, read_revisions
from kit.storage.saving import save
from kit.storage.writing import Writer


def history(connection: Connection, context: Context, viewer: Viewer, entry_id: str) -> list[Revision]:
    """An entry's revisions, oldest first. Raises Refused for those who do not see its history."""
    entry, sight = _seen(connection, context, viewer, entry_id)
    shown = {question.name for question in context.form(entry.form) if shows(question, sight)}
    return [
        replace(revision, values={name: value for name, value in revision.values.items() if name in shown})
        for revision in read_revisions(connection, entry_id)
    ]


def restore(writer: Writer, entry_id: str, version: int, change_id: str) -> Saved:
    """Brings an entry's answers back to what they were, as a new revision; contact data stay as they are."""
    entry, _ = _seen(writer.connection, writer.context, writer.viewer, entry_id)
    revisions = read_revisions(writer.connection, entry_id)
    if all(revision.version != version for revision in revisions):
        raise Refused("store.version_unknown", version=str(version))
    form = writer.context.form(entry.form)
    then = answers_at(revisions, version)
    names = {name for revision in revisions for name in revision.values if form.question(name)} - {REFERENCE}
    names -= BY_TRANSITION if entry.form == "plan" else set()
    values = {name: then.get(name) for name in names if then.get(name) != entry.values.get(name)}
    conflicting = tuple({conflict.question for conflict in entry.conflicts} & values.keys())
    change = Change(change_id, entry_id, entry.form, entry.version, values, session=None, language=entry.language)
    return save(writer, replace(change, deleted=False if entry.deleted else None, resolves=conflicting))


def _seen(connection: Connection, context: Context, viewer: Viewer, entry_id: str) -> tuple[Entry, Sight]:
    stored = find_stored(connection, entry_id)
    sight = sight_of(context, viewer, stored, surroundings(connection)) if stored else Sight()
    if stored is None or not sight.history:
        raise Refused("store.not_found")
    return stored.entry, sight
