"""A plan's way from draft to publication; each step is a revision of the plan's own entry."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from kit.domain.cleaning import clean_line
from kit.domain.entry import Change, Entry, Refused, Saved
from kit.domain.form import Form, Protection
from kit.domain.merge import Merged
from kit.domain.plan import PlanState, may_transition, publication_blockers, state_after_edit
from kit.storage import tables as t
from kit.storage.agenda import read_states
from kit.storage.permission import writing_place
from kit.storage.reading import PLAN, sight_of, surroundings
from kit.storage.receipts import repeated
from kit.storage.rows import Stored, read_stored
from kit.storage.target import check_shape
from kit.storage.writing import Writer, saved, write

NOT_CONTENT = frozenset({"shared", "cleared_for_publication"})
"""Answers about a plan that do not change what it says."""
_NAME_LENGTH = 200


def plan_state(connection: Connection, delegation: str) -> PlanState:
    """How far a delegation's plan has come."""
    return PlanState(surroundings(connection).plan(delegation).state)


def transition(
    writer: Writer, delegation: str, to: str, name: str | None, on: date | str | None, change_id: str
) -> Saved:
    """Moves a plan on. Raises Refused where this viewer may not, or a confirmation lacks its name or date."""
    form = writer.context.form(PLAN)
    if not writer.context.has_delegation(delegation):
        raise Refused("store.delegation_unknown", delegation=delegation[:32])
    before = _plan(writer, form, delegation)
    change = Change(change_id, before.entry.id, PLAN, before.merged.version, language=before.entry.language)
    check_shape(change)
    if found := repeated(writer, form, change_id):
        return found
    _check(writer, form, before, to)
    values = {"state": str(to), **_confirmation(to, name, on)}
    after = write(writer, form, before, replace(change, values=values, session=before.entry.session))
    sight = sight_of(writer.context, writer.viewer, after, surroundings(writer.connection))
    return saved(writer, form, change_id, after, sight)


def note_edit(writer: Writer, form: Form, delegation: str | None, change: Change) -> None:
    """Marks a plan as revised once something in it has been changed after its confirmation."""
    if form.protection is not Protection.PLAN or delegation is None or PLAN not in writer.context.workshop.forms:
        return
    now = plan_state(writer.connection, delegation)
    after = state_after_edit(now)
    if after == now or (form.name == PLAN and change.values.keys() <= NOT_CONTENT):
        return
    plan_form = writer.context.form(PLAN)
    plan = _plan(writer, plan_form, delegation)
    marking = hashlib.sha256(f"revised by {change.id}".encode()).hexdigest()
    version = plan.merged.version
    write(writer, plan_form, plan, Change(marking, plan.entry.id, PLAN, version, {"state": str(after)}))


def _plan(writer: Writer, form: Form, delegation: str) -> Stored:
    mine = select(t.entry).where(t.entry.c.form == PLAN, t.entry.c.delegation == delegation)
    found = read_stored(writer.connection, mine.order_by(t.entry.c.created, t.entry.c.id).limit(1))
    blank = Entry(uuid.uuid4().hex, PLAN, 0, {}, delegation=delegation, visibility=form.visibility)
    return found[0] if found else Stored(blank, Merged())


def _check(writer: Writer, form: Form, before: Stored, to: str) -> None:
    delegation, values = before.entry.delegation or "", before.entry.values
    now = str(values.get("state") or PlanState.DRAFT)
    if not may_transition(now, to, writer.viewer, delegation):
        raise Refused("store.transition", now=now, to=to[:32])
    writing_place(writer.context, writer.viewer, form, None, read_states(writer.connection, writer.context.workshop))
    if to == PlanState.PUBLISHED:
        activities = select(t.entry).where(t.entry.c.form == "activity", t.entry.c.delegation == delegation)
        standing = [a.entry for a in read_stored(writer.connection, activities.where(t.entry.c.deleted.is_(False)))]
        _check_publication(values, standing)


def _check_publication(values: Any, activities: list[Entry]) -> None:
    blockers = publication_blockers(values, activities)
    if "cleared_for_publication" in blockers:
        raise Refused("store.plan_uncleared")
    if blockers:
        refs = [str(a.values.get("ref", "?")) for a in activities if a.id in blockers]
        raise Refused("store.plan_unpublishable", refs=", ".join(sorted(refs)))


def _confirmation(to: str, name: str | None, on: date | str | None) -> dict[str, str]:
    if to != PlanState.CONFIRMED:
        return {}
    who = clean_line(name or "")[:_NAME_LENGTH]
    try:
        day = on if isinstance(on, date) else date.fromisoformat(on or "")
    except ValueError:
        raise Refused("store.name_needed") from None
    if not who:
        raise Refused("store.name_needed")
    return {"confirmed_by": who, "confirmed_on": day.isoformat()[:10]}
