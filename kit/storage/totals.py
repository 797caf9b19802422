"""Totals of anonymous forms, whose entries nobody but their writer reads."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, select

from kit.domain.entry import Refused
from kit.domain.form import QuestionType
from kit.domain.suppress import Suppressed, suppress
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.agenda import read_states
from kit.storage.context import Context
from kit.storage.rows import read_stored


def totals(
    connection: Connection, context: Context, viewer: Viewer, form_name: str, question_name: str
) -> Suppressed | None:
    """How many gave each answer to a `select_one` of an anonymous form, small groups hidden.

    None while a session that asks for the form is open: two looks would tell what was answered between them. Raises
    Refused for the public, for forms that are not anonymous, and for questions that are not of one choice.
    """
    form = context.form(form_name)
    question = form.question(question_name)
    if viewer.role is Role.PUBLIC or not form.anonymous:
        raise Refused("store.not_yours")
    if question is None or question.type is not QuestionType.SELECT_ONE:
        raise Refused("store.question_unknown", form=form_name[:64], name=question_name[:64])
    states = read_states(connection, context.workshop)
    if any(states[s.id].state == "open" for s in context.workshop.sessions if form.name in s.forms):
        return None
    entries = read_stored(connection, select(t.entry).where(t.entry.c.form == form.name, t.entry.c.deleted.is_(False)))
    given = Counter(stored.entry.values.get(question.name) for stored in entries)
    return suppress({choice.name: given[choice.name] for choice in question.choices})
