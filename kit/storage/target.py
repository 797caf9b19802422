"""Which entry a change is about: the one that it names, or the one that its writer's delegation already has."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from kit.domain.entry import Change, Refused
from kit.domain.form import Form, Per
from kit.domain.paper import UNNUMBERED
from kit.domain.viewer import Viewer
from kit.domain.visibility import Level
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.reading import Surroundings, sight_of
from kit.storage.rows import Stored, find_stored, read_stored

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_shape(change: Change) -> None:
    """Raises Refused for ids, a version or answers of a shape that no page of ours sends."""
    check_id("change", change.id)
    check_id("entry", change.entry)
    if not isinstance(change.base, int) or isinstance(change.base, bool) or not 0 <= change.base < 2**31:
        raise Refused("store.malformed", what="version")
    if not isinstance(change.subject, str | None) or len(change.subject or "") > 140:
        raise Refused("store.malformed", what="subject")


def check_id(what: str, value: object) -> None:
    """Raises Refused for an id that is not 1 to 64 letters, digits, hyphens or underscores."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Refused("store.malformed", what=what)


def find_named(connection: Connection, form: Form, entry_id: str) -> Stored | None:
    """The entry of that id, deleted or not; None for a new one. Raises Refused where it is of another form."""
    named = find_stored(connection, entry_id)
    if named is not None and named.entry.form != form.name:
        raise Refused("store.malformed", what="form")
    return named


def find_single(
    connection: Connection, context: Context, viewer: Viewer, form: Form, change: Change, delegation: str | None
) -> Stored | None:
    """The entry that a writer has already in a form that gives them one; None where there is none, or may be many.

    Two devices that each begin a delegation's plan, or its response to a finding, so make one entry: the second
    device's change is merged into the first one's. What is typed for someone else is nobody's who writes it.
    """
    same = select(t.entry).where(t.entry.c.form == form.name).order_by(t.entry.c.created, t.entry.c.id).limit(1)
    if change.paper == UNNUMBERED:
        return None
    if form.anonymous:
        same = same.where(t.entry.c.token == context.token_of(viewer, form.name))
    elif form.per is Per.PERSON and (change.for_whom or change.paper is not None):
        return None
    elif form.per is Per.PERSON and viewer.person is not None:
        same = same.where(t.entry.c.author == viewer.person)
    elif form.per is Per.DELEGATION:
        same = same.where(t.entry.c.delegation == delegation)
    elif form.per in (Per.FINDING, Per.ACTIVITY):
        same = same.where(t.entry.c.delegation == delegation, t.entry.c.subject == change.subject)
    else:
        return None
    found = read_stored(connection, same)
    return found[0] if found else None


def check_subject(
    connection: Connection, context: Context, viewer: Viewer, form: Form, change: Change, delegation: str | None,
    around: Surroundings,
) -> None:  # fmt: skip
    """Raises Refused where a new entry is about something that is not there, or that its writer may not see."""
    subjects = (change.subject or "").split("+") if form.name == "match_response" else [change.subject or ""]
    if form.per is Per.FINDING:
        if all(finding.id != change.subject for finding in context.workshop.findings):
            raise Refused("store.subject_unknown")
    elif form.per in (Per.ACTIVITY, Per.OWN_ACTIVITY):
        own = around.owners.get(subjects[0]) == delegation
        if subjects[0] not in around.owners or own != (form.per is Per.OWN_ACTIVITY):
            raise Refused("store.subject_unknown")
    if form.per in (Per.ACTIVITY, Per.OWN_ACTIVITY) or form.name == "match_response":
        for subject in subjects:
            if not is_visible(connection, context, viewer, subject, around):
                raise Refused("store.subject_unknown")


def is_visible(
    connection: Connection, context: Context, viewer: Viewer, entry_id: str, around: Surroundings, form: str = ""
) -> bool:
    """Whether a viewer sees an entry that is not deleted, of a form where one is named."""
    found = find_stored(connection, entry_id)
    if found is None or found.entry.deleted or (form and found.entry.form != form):
        return False
    return sight_of(context, viewer, found, around).level is not Level.NONE
