"""Who may write what, where and when; every refusal has its sentence in `kit.words.store`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit.domain.behalf import NOBODY, can_be_remarked, is_known, takes_others
from kit.domain.entry import Change, Entry, Refused
from kit.domain.form import Form, Per, Protection, Question
from kit.domain.lateness import ends_at, is_late
from kit.domain.paper import UNNUMBERED
from kit.domain.viewer import Role, Viewer
from kit.domain.visibility import Relation, Sight
from kit.domain.workshop import Session
from kit.storage.agenda import SessionState, known_session
from kit.storage.context import Context

BY_TRANSITION = frozenset({"state", "confirmed_by", "confirmed_on"})
"""Answers of the form `plan` that only `View.transition` changes."""
REFERENCE = "ref"
"""The answer that the store gives itself."""
AUDIENCES = ("organisers", "delegation", "participants", "public")
"""Who sees a note, from few to many."""
ATTRIBUTIONS = ("none", "country", "city")
"""What of its origin is told, from little to much."""
_SHARED = frozenset({Per.DELEGATION, Per.FINDING, Per.ACTIVITY})


@dataclass(frozen=True, slots=True)
class Place:
    """The session in which something is written."""

    session: str | None
    late: bool = False
    """Whether what is first written in it now is late."""


def writing_place(
    context: Context, viewer: Viewer, form: Form, asked: str | None, states: Mapping[str, SessionState],
    *, from_paper: bool = False,
) -> Place:  # fmt: skip
    """The session that takes a change. Raises Refused where none does; staff may write at any time.

    What staff type in from paper belongs to the form's session that is open, or was open last.
    """
    if asked is not None:
        known_session(context.workshop, asked)
    offering = [session for session in context.workshop.sessions if form.name in session.forms]
    if viewer.staff:
        asked = asked or (_likeliest(offering, states) if from_paper else None)
        meant = [session for session in offering if asked in (None, session.id)]
        return Place(asked, bool(meant) and all(_is_late(context, states[session.id]) for session in meant))
    if asked is not None:
        offering = [session for session in offering if session.id == asked]
        if not offering:
            raise Refused("store.form_elsewhere", form=form.title, session=asked)
    taking = [session for session in offering if _takes(context, session, states[session.id])]
    if not taking:
        raise Refused("store.session_closed", session=offering[0].title if offering else form.title)
    best = next((session for session in taking if states[session.id].state == "open"), taking[0])
    return Place(best.id, _is_late(context, states[best.id]))


def writing_delegation(context: Context, viewer: Viewer, form: Form, change: Change) -> str | None:
    """For whom a new entry is written. Raises Refused where the writer may not, or has not said."""
    if viewer.role is Role.PUBLIC:
        raise Refused("store.not_yours")
    if form.per is Per.HUB or form.anonymous:
        for_all = form.per is Per.HUB or change.paper == UNNUMBERED
        may = viewer.staff if for_all else viewer.person is not None and not viewer.staff
        if not may:
            raise Refused("store.not_yours")
        return None
    asked = change.delegation or viewer.delegation if viewer.staff else viewer.delegation
    if asked is None:
        raise Refused("store.delegation_needed")
    if not context.has_delegation(asked):
        raise Refused("store.delegation_unknown", delegation=asked[:32])
    if viewer.role is Role.FACILITATOR and form.protection is Protection.FUND:
        raise Refused("store.not_yours")
    return asked


def check_for_whom(context: Context, viewer: Viewer, form: Form, change: Change, *, new: bool) -> None:
    """Raises Refused where an entry cannot be typed for the one whom a change names, or by its writer."""
    if change.for_whom is None:
        return
    if not (takes_others(form) if new else can_be_remarked(form)):
        raise Refused("store.not_for_others", form=form.title)
    if change.for_whom != NOBODY and not is_known(context.workshop, change.for_whom):
        raise Refused("store.malformed", what="for whom")
    if not viewer.staff and change.delegation not in (None, viewer.delegation):
        raise Refused("store.not_yours")


def check_existing(viewer: Viewer, form: Form, entry: Entry, who: Relation, seen: Sight) -> None:
    """Raises Refused where a viewer may not change an entry at all."""
    inside = who in (Relation.SELF, Relation.OWN, Relation.FACILITATOR, Relation.ORGANISER)
    if form.per is Per.HUB:
        inside = viewer.staff
    elif form.per is Per.PERSON:
        inside = who is Relation.SELF or (viewer.staff and not form.anonymous)
    owners_word = who is Relation.OWNER and form.protection is Protection.REVIEW
    if not (inside or owners_word) or seen.level != "full":
        raise Refused("store.not_yours")


def check_questions(viewer: Viewer, form: Form, who: Relation, values: Mapping[str, Any]) -> None:
    """Raises Refused for a question that is not the writer's to answer."""
    for name in values:
        question = form.question(name)
        if question is None:
            raise Refused("store.question_unknown", name, form=form.name, name=name[:64])
        if form.name == "plan" and name in BY_TRANSITION:
            raise Refused("store.by_transition", name)
        if not _may_answer(viewer, question, who):
            raise Refused("store.not_yours", name)


def check_audience(viewer: Viewer, form: Form, entry: Entry, change: Change, *, new: bool) -> None:
    """Raises Refused for an unknown audience, one too small for a shared answer, or one that staff would widen."""
    for word, known in ((change.visibility, AUDIENCES), (change.attribution, ATTRIBUTIONS)):
        if word is not None and word not in known:
            raise Refused("store.malformed", what="audience")
    if change.visibility == "organisers" and entry.visibility != "organisers":
        if form.per in _SHARED:
            raise Refused("store.shared_entry")
        if not viewer.staff and viewer.person not in (entry.author, entry.entered_by):
            raise Refused("store.not_yours")
    if viewer.staff and not new and _widens(entry, change):
        raise Refused("store.widening")


def _likeliest(offering: Sequence[Session], states: Mapping[str, SessionState]) -> str | None:
    opened = [session for session in offering if states[session.id].spans]
    best = max(opened, key=lambda session: states[session.id].spans[-1].opened, default=None)
    now = next((session for session in offering if states[session.id].state == "open"), best)
    return now.id if now else next((session.id for session in offering), None)


def _is_late(context: Context, state: SessionState) -> bool:
    return is_late(state.spans, context.clock(), ends_at(context.workshop))


def _takes(context: Context, session: Session, state: SessionState) -> bool:
    if state.state == "open" or session.deadline is None:
        return state.state == "open"
    return state.state == "closed" and context.clock() <= _with_zone(session.deadline, context)


def _with_zone(deadline: datetime, context: Context) -> datetime:
    return deadline if deadline.tzinfo else deadline.replace(tzinfo=context.workshop.time_zone)


def _may_answer(viewer: Viewer, question: Question, who: Relation) -> bool:
    if viewer.staff:
        return not (question.contact and viewer.role is Role.FACILITATOR)
    if question.written_by == "owner":
        return who is Relation.OWNER
    return question.written_by == "author" and who is not Relation.OWNER


def _widens(entry: Entry, change: Change) -> bool:
    more_see = change.visibility is not None and AUDIENCES.index(change.visibility) > AUDIENCES.index(entry.visibility)
    told = change.attribution is not None and ATTRIBUTIONS.index(change.attribution) > ATTRIBUTIONS.index(
        entry.attribution
    )
    return more_see or told
