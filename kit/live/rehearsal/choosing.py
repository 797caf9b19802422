"""Which sessions of an agenda can be rehearsed from nothing."""

from __future__ import annotations

from kit.domain.form import Form, Per, Protection
from kit.domain.workshop import Session, Workshop

FROM_NOTHING = frozenset({Per.PERSON, Per.DELEGATION, Per.MANY, Per.FINDING})
"""Forms that delegates can fill in before anybody has written anything."""


def rehearsed_sessions(workshop: Workshop) -> tuple[str, ...]:
    """The ids of the sessions in which delegates vote or fill in something, in the agenda's order.

    Reviewing and follow-up of activities need activities, so sessions with nothing else are left out.
    """
    return tuple(session.id for session in workshop.sessions if _asks_something(session, workshop))


def _asks_something(session: Session, workshop: Workshop) -> bool:
    return session.vote is not None or any(_fillable(workshop.forms[name]) for name in session.forms)


def _fillable(form: Form) -> bool:
    return form.per in FROM_NOTHING and form.protection is not Protection.DECISION
