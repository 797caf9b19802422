"""Entries as one viewer may see them; nothing else of the kit reads the table of entries for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from kit.domain.entry import Entry
from kit.domain.form import Form, Protection
from kit.domain.nominal import MARK, NOMINAL, SILENT, phase_from
from kit.domain.viewer import Viewer
from kit.domain.visibility import Level, PlanProgress, Relation, Sight, redact, relation, sight
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.moment import once
from kit.storage.rows import Stored, with_contacts

PLAN = "plan"
"""The form that holds a delegation's plan as a whole, with its state."""
_PLANS = select(t.entry.c.delegation, t.entry.c.answers).where(t.entry.c.form == PLAN, t.entry.c.deleted.is_(False))
_ACTIVITIES = select(t.entry.c.id, t.entry.c.delegation).where(t.entry.c.form == "activity")
_PHASES = (
    select(t.agenda.c.session, t.agenda.c.detail)
    .where(t.agenda.c.action == MARK, t.agenda.c.undone.is_(False))
    .order_by(t.agenda.c.step)
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What besides an entry decides who sees it."""

    plans: Mapping[str, PlanProgress]
    """By delegation; a delegation without a plan has a draft."""
    owners: Mapping[str, str | None]
    """An activity's entry id to its delegation."""
    phases: Mapping[str, str]
    """A session whose vote goes in steps to the step that was set last."""

    def plan(self, delegation: str | None) -> PlanProgress:
        """How far a delegation's plan has come."""
        return self.plans.get(delegation or "", PlanProgress())


def surroundings(connection: Connection) -> Surroundings:
    """What decides now who sees what."""
    return once(connection, "surroundings", partial(_surroundings, connection))


def _surroundings(connection: Connection) -> Surroundings:
    states = {row.delegation or "": _plan_state(row.answers) for row in connection.execute(_PLANS)}
    phases = {row.session: phase_from(row.detail).name for row in connection.execute(_PHASES)}
    owners = {row.id: row.delegation for row in connection.execute(_ACTIVITIES)}
    return Surroundings(states, owners, phases)


def sight_of(context: Context, viewer: Viewer, stored: Stored, around: Surroundings) -> Sight:
    """What of a stored entry a viewer sees."""
    form = context.workshop.forms.get(stored.entry.form)
    if form is None:
        return Sight()
    author = author_for(context, viewer, stored, form)
    owner = around.owners.get(stored.entry.subject or "") if form.protection is Protection.REVIEW else None
    who = relation(viewer, author=author, delegation=stored.entry.delegation, owner=owner, anonymous=form.anonymous)
    plan = around.plan(stored.entry.delegation)
    if who not in (Relation.SELF, Relation.FACILITATOR, Relation.ORGANISER) and _is_silent(context, stored, around):
        return Sight()
    return sight(form, who, visibility=stored.entry.visibility, attribution=stored.entry.attribution, plan=plan)


def _is_silent(context: Context, stored: Stored, around: Surroundings) -> bool:
    """Whether an entry is an idea while each writes alone: nobody but its author and staff reads it yet."""
    session = next((each for each in context.workshop.sessions if each.id == stored.entry.session), None)
    if session is None or session.vote is None or session.vote.sequence != NOMINAL:
        return False
    return stored.entry.form == session.vote.ideas and around.phases.get(session.id, SILENT) == SILENT


def seen(
    connection: Connection,
    context: Context,
    viewer: Viewer,
    found: Iterable[Stored],
    around: Surroundings | None = None,
) -> list[Entry]:
    """Those of the entries that a viewer may see, each with no more of it than they may see; others are left out."""
    around = around or surroundings(connection)
    sights = [(stored, sight_of(context, viewer, stored, around)) for stored in found]
    # Whoever may not read an entry's history has no business with what was taken out of view.
    shown = [
        (stored.entry, sight)
        for stored, sight in sights
        if sight.level is not Level.NONE and (sight.history or not stored.entry.deleted)
    ]
    contacts = with_contacts(connection, (entry for entry, sight in shown if sight.private))
    whole = [(contacts.get(entry.id, entry), sight) for entry, sight in shown]
    return _in_order(redact(entry, context.form(entry.form), sight) for entry, sight in whole)


def query(form: str | None = None, session: str | None = None, *, deleted: bool = False) -> Select[tuple[object, ...]]:
    """Entries of a form and a session, or of all."""
    wanted = select(t.entry).where(t.entry.c.deleted.is_(deleted)).order_by(t.entry.c.created, t.entry.c.id)
    if form is not None:
        wanted = wanted.where(t.entry.c.form == form)
    return wanted if session is None else wanted.where(t.entry.c.session == session)


def concerning(context: Context, delegation: str) -> ColumnElement[bool]:
    """What a delegation's documents are made from: what it wrote and the hub, all offers and needs, its reviews."""
    e, forms = t.entry.c, context.workshop.forms.values()
    exchanged = [form.name for form in forms if form.protection is Protection.EXCHANGE]
    reviews = [form.name for form in forms if form.protection is Protection.REVIEW]
    nobodys = [form.name for form in forms if form.anonymous]
    its = select(t.entry.c.id).where(t.entry.c.delegation == delegation).scalar_subquery()
    return or_(
        e.delegation == delegation,
        and_(e.delegation.is_(None), e.form.not_in(nobodys)),
        e.form.in_(exchanged),
        and_(e.form.in_(reviews), e.subject.in_(its)),
    )


def author_for(context: Context, viewer: Viewer, stored: Stored, form: Form) -> str | None:
    """An entry's author, or who typed it for them; of an anonymous one the viewer, if it is theirs, else nobody."""
    if not form.anonymous:
        return stored.entry.author or stored.entry.entered_by
    mine = viewer.person is not None and stored.token == anonymous_token(context, viewer, stored.entry)
    return viewer.person if mine else None


def anonymous_token(context: Context, viewer: Viewer, entry: Entry) -> str:
    """What an anonymous entry carries in place of its writer: one for each person and form.

    What staff type in from sheets is of one person each: every such entry has a token of its own, with which they can
    go on typing it.
    """
    return context.token_of(viewer, entry.form, *(() if entry.paper is None else (entry.id,)))


def _plan_state(values: Mapping[str, Any]) -> PlanProgress:
    cleared = values.get("cleared_for_publication") in (True, "yes")
    return PlanProgress(str(values.get("state") or "draft"), values.get("shared") in (True, "yes"), cleared)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Oldest first; those whose delegation is hidden last and by id, since the order of writing tells whose it is."""
    return sorted(entries, key=position)


def position(entry: Entry) -> tuple[bool, str, str]:
    """An entry's place among others."""
    return entry.created is None, str(entry.created or ""), entry.id
