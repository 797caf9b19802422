"""The answers to one question of free text, and the steps in which they were sorted, as they stand in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from kit.domain.entry import Refused
from kit.domain.form import Form, Question
from kit.domain.moderation import Sorted, Step, questions_to_sort, sorted_by, without
from kit.storage import tables as t
from kit.storage.agenda import known_session
from kit.storage.context import Context
from kit.storage.reading import query
from kit.storage.rows import Stored, read_stored


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers to one question, given in one session."""

    session: str
    form: str
    question: str


def begun(connection: Connection, context: Context) -> list[Sheet]:
    """The sheets in which a step stands, in the order of the agenda, its forms and their questions."""
    m = t.moderation.c
    rows = connection.execute(select(m.session, m.form, m.question).where(m.undone.is_(False)).distinct())
    found = {Sheet(*row) for row in rows}
    known = (
        Sheet(session.id, name, question.name)
        for session in context.workshop.sessions
        for name in session.forms
        for question in questions_to_sort(context.form(name))
    )
    return [sheet for sheet in known if sheet in found] if found else []


def asked(context: Context, sheet: Sheet) -> tuple[Form, Question]:
    """The form and the question of a sheet. Raises Refused where its session does not ask it, or it is not sorted."""
    known_session(context.workshop, sheet.session)
    form = context.form(sheet.form)
    in_session = sheet.form in context.workshop.session(sheet.session).forms
    found = next((q for q in questions_to_sort(form) if in_session and q.name == sheet.question), None)
    if found is None:
        raise Refused("store.question_unknown", form=form.name, name=sheet.question[:64])
    return form, found


def answered(connection: Connection, form: Form, question: Question, sheet: Sheet) -> dict[str, Stored]:
    """Every entry in which the question has an answer, by id, before anybody's view of it."""
    stored = read_stored(connection, query(form.name, sheet.session))
    return {each.entry.id: each for each in stored if each.entry.values.get(question.name)}


def version_of(stored: Stored, question: Question) -> int:
    """In which version of an entry its answer was last changed."""
    stamp = stored.merged.stamps.get(question.name)
    return stamp.version if stamp else stored.merged.version


def standing(taken: Iterable[Step], there: Iterable[str]) -> Sorted:
    """What the steps come to for the entries that are there."""
    found = sorted_by(taken)
    named = {*found.shown, *found.hidden, *(entry for group in found.groups for entry in group.entries)}
    return without(found, named - set(there))


def of(sheet: Sheet) -> ColumnElement[bool]:
    """The condition on the table of steps."""
    m = t.moderation.c
    return (m.session == sheet.session) & (m.form == sheet.form) & (m.question == sheet.question)


def steps(connection: Connection, sheet: Sheet) -> list[Step]:
    """Every step, oldest first, those that were taken back among them."""
    rows = connection.execute(select(t.moderation).where(of(sheet)).order_by(t.moderation.c.step))
    return [Step(r.step, r.at, r.by, r.action, r.entries, r.group_id, r.words, r.undone) for r in rows]
