"""Totals of anonymous forms, whose entries nobody but their writer reads."""

from __future__ import annotations

from sqlalchemy import Connection

from kit.domain.entry import Refused
from kit.domain.form import Form, QuestionType
from kit.domain.suppress import Suppressed
from kit.domain.viewer import Role, Viewer
from kit.storage.agenda import read_states
from kit.storage.context import Context
from kit.storage.published import is_news, note_look, published_totals, published_words


def is_news_of(connection: Connection, context: Context, viewer: Viewer, form_name: str) -> bool:
    """Whether a look at an anonymous form now would show what no look has shown."""
    form = context.form(form_name)
    may_look = viewer.role is not Role.PUBLIC and form.anonymous and not _still_asked(connection, context, form)
    return may_look and is_news(connection, form)


def note_look_at(connection: Connection, context: Context, viewer: Viewer, form_name: str) -> None:
    """Notes that an anonymous form is looked at as it stands, unless it is still asked."""
    if is_news_of(connection, context, viewer, form_name):
        note_look(connection, context.form(form_name))


def totals(
    connection: Connection, context: Context, viewer: Viewer, form_name: str, question_name: str
) -> Suppressed | None:
    """How many gave each answer to a `select_one` of an anonymous form, small groups hidden, at the looks noted.

    None while a session that asks for the form is open: two looks would tell what was answered between them. For the
    same reason later answers count only in groups (see `kit.domain.shown`). Raises Refused for the public, for forms
    that are not anonymous, and for questions that are not of one choice.
    """
    form = context.form(form_name)
    question = form.question(question_name)
    if viewer.role is Role.PUBLIC or not form.anonymous:
        raise Refused("store.not_yours")
    if question is None or question.type is not QuestionType.SELECT_ONE:
        raise Refused("store.question_unknown", form=form_name[:64], name=question_name[:64])
    if _still_asked(connection, context, form):
        return None
    return published_totals(connection, form, question)


def remarks(
    connection: Connection, context: Context, viewer: Viewer, form_name: str, question_name: str
) -> tuple[str, ...] | None:
    """What people wrote in a text question of an anonymous form, in the order of the alphabet, for those who run it.

    None while it is asked, and where fewer than five wrote something. Neither order nor anything else tells whose words
    go with whose ratings. Raises Refused for participants and the public, and for other forms and questions.
    """
    form = context.form(form_name)
    question = form.question(question_name)
    if not viewer.staff or not form.anonymous:
        raise Refused("store.not_yours")
    if question is None or question.type is not QuestionType.TEXT:
        raise Refused("store.question_unknown", form=form_name[:64], name=question_name[:64])
    if _still_asked(connection, context, form):
        return None
    return published_words(connection, form, question) or None


def _still_asked(connection: Connection, context: Context, form: Form) -> bool:
    states = read_states(connection, context.workshop)
    return any(states[s.id].state == "open" for s in context.workshop.sessions if form.name in s.forms)
