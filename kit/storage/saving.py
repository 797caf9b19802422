"""Saving what a page sends: every right and every value is checked here, whatever the page has checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kit.domain.answers import clean
from kit.domain.behalf import MEMBER, marked
from kit.domain.entry import Change, Entry, Saved
from kit.domain.form import Form, Protection
from kit.domain.merge import Merged
from kit.domain.visibility import Relation, Sight, relation, sight
from kit.storage.agenda import read_states
from kit.storage.papers import check_paper, note_keyed
from kit.storage.people import language_tag
from kit.storage.permission import (
    REFERENCE,
    Place,
    check_audience,
    check_existing,
    check_for_whom,
    check_questions,
    writing_delegation,
    writing_place,
)
from kit.storage.plans import note_edit
from kit.storage.reading import Surroundings, anonymous_token, author_for, surroundings
from kit.storage.receipts import repeated
from kit.storage.rows import Stored
from kit.storage.target import check_shape, check_subject, find_named, find_single, is_visible
from kit.storage.writing import Writer, saved, write


def save(writer: Writer, change: Change) -> Saved:
    """Saves a change once, however often it is sent. Raises Refused, and then nothing of it is kept."""
    check_shape(change)
    form = writer.context.form(change.form)
    if found := repeated(writer, form, change.id):
        return found
    change = check_paper(writer, form, change)
    around = surroundings(writer.connection)
    before, place = _before(writer, form, change, around)
    who = _relation(writer, form, before, around)
    if before.merged.version:
        check_existing(writer.viewer, form, before.entry, who, _sight(form, before, who, around))
    new = before.merged.version == 0
    if new and change.paper:
        change = replace(change, for_whom=change.for_whom or MEMBER)
    check_audience(writer.viewer, form, before.entry, change, new=new)
    check_for_whom(writer.context, writer.viewer, form, change, new=new)
    asked = replace(change, values={name: value for name, value in change.values.items() if name != REFERENCE})
    check_questions(writer.viewer, form, who, asked.values)
    values = _clean(writer, form, asked.values, around)
    before = replace(before, entry=_marked(writer, before.entry, change, place, new=new))
    language = language_tag(change.language)
    after = write(writer, form, before, replace(asked, values=values, session=place.session, language=language))
    note_keyed(writer, change, after.entry)
    note_edit(writer, form, after.entry.delegation, asked)
    return saved(writer, form, change.id, after, _sight(form, after, who, around))


def _before(writer: Writer, form: Form, change: Change, around: Surroundings) -> tuple[Stored, Place]:
    """What stands before the change, as an empty entry where it is new, and the session that takes the change."""
    target = find_named(writer.connection, form, change.entry)
    delegation = None
    if target is None:
        delegation = writing_delegation(writer.context, writer.viewer, form, change)
        target = find_single(writer.connection, writer.context, writer.viewer, form, change, delegation)
    states = read_states(writer.connection, writer.context.workshop)
    place = writing_place(
        writer.context, writer.viewer, form, change.session, states, from_paper=change.paper is not None
    )
    if target is not None:
        return target, place
    check_subject(writer.connection, writer.context, writer.viewer, form, change, delegation, around)
    return _blank(writer, form, change, delegation, place), place


def _blank(writer: Writer, form: Form, change: Change, delegation: str | None, place: Place) -> Stored:
    entry = Entry(
        id=change.entry,
        form=form.name,
        version=0,
        values={},
        session=place.session,
        delegation=delegation,
        subject=change.subject,
        paper=change.paper,
        author=None if form.anonymous else writer.viewer.person,
        visibility=form.visibility,
    )
    token = anonymous_token(writer.context, writer.viewer, entry) if form.anonymous else None
    return Stored(entry, Merged(), token=token)


def _marked(writer: Writer, entry: Entry, change: Change, place: Place, *, new: bool) -> Entry:
    """The entry with what is to be known of how it was written: late, for whom, and from which paper form."""
    if new:
        entry = replace(entry, late=place.late)
    if change.for_whom is None:
        return entry
    return marked(entry, change.for_whom, writer.viewer.person)


def _relation(writer: Writer, form: Form, stored: Stored, around: Surroundings) -> Relation:
    owner = around.owners.get(stored.entry.subject or "") if form.protection is Protection.REVIEW else None
    author = author_for(writer.context, writer.viewer, stored, form)
    delegation = stored.entry.delegation
    return relation(writer.viewer, author=author, delegation=delegation, owner=owner, anonymous=form.anonymous)


def _sight(form: Form, stored: Stored, who: Relation, around: Surroundings) -> Sight:
    plan = around.plan(stored.entry.delegation)
    return sight(form, who, visibility=stored.entry.visibility, attribution=stored.entry.attribution, plan=plan)


def _clean(writer: Writer, form: Form, values: Mapping[str, Any], around: Surroundings) -> dict[str, Any]:
    def exists(of: str, entry_id: str) -> bool:
        return is_visible(writer.connection, writer.context, writer.viewer, entry_id, around, of)

    questions = {question.name: question for question in form}
    return {name: clean(questions[name], value, exists) for name, value in values.items()}
