"""A workplan's states: who may move it on, what an edit does to it, and what keeps it from being published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from kit.domain.checks import PlanWarning, check_plan, harm_is_open
from kit.domain.entry import Entry
from kit.domain.viewer import Role, Viewer

__all__ = ["PlanState", "PlanWarning", "check_plan", "may_transition", "publication_blockers", "state_after_edit"]


class PlanState(StrEnum):
    """How far a plan has come. Confirmed means by the delegation's members; no state is a government's approval."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"
    REVISED = "revised"
    PUBLISHED = "published"


OWN, STAFF, ORGANISER = "own", "staff", "organiser"

_WAYS: Mapping[tuple[str, str], str] = {
    (PlanState.DRAFT, PlanState.CONFIRMED): OWN,
    (PlanState.REVISED, PlanState.CONFIRMED): OWN,
    (PlanState.CONFIRMED, PlanState.REVIEWED): STAFF,
    (PlanState.REVIEWED, PlanState.REVISED): OWN,
    (PlanState.CONFIRMED, PlanState.PUBLISHED): ORGANISER,
    (PlanState.REVIEWED, PlanState.PUBLISHED): ORGANISER,
    (PlanState.REVISED, PlanState.PUBLISHED): ORGANISER,
    (PlanState.PUBLISHED, PlanState.REVISED): ORGANISER,  # what was published by mistake can be withdrawn
}
"""State and next state to who may take the step."""


def may_transition(now: str, to: str, viewer: Viewer, delegation: str) -> bool:
    """Whether this viewer may move the delegation's plan from one state to another.

    A confirmation also needs a name and a date, a publication no `publication_blockers`. Staff who act for the
    delegation (`viewer.delegation`) may do what its members may.
    """
    who = _WAYS.get((now, to))
    own = viewer.role is not Role.PUBLIC and viewer.delegation == delegation
    allowed = {OWN: own, STAFF: viewer.staff, ORGANISER: viewer.role is Role.ORGANISER}
    return who is not None and allowed[who]


def state_after_edit(state: str) -> str:
    """The plan's state once one of its activities, priorities or its own text has been changed."""
    return PlanState.DRAFT if state == PlanState.DRAFT else PlanState.REVISED


def publication_blockers(plan: Mapping[str, Any], activities: Sequence[Entry]) -> tuple[str, ...]:
    """What keeps a plan from being published: "cleared_for_publication", and the ids of activities that may do harm.

    An activity blocks while the question whether it could label, expose or exclude a group is open: not answered,
    answered "unsure", or answered "yes" without saying what is done about it.
    """
    uncleared = () if plan.get("cleared_for_publication") is True else ("cleared_for_publication",)
    return (*uncleared, *(activity.id for activity in activities if harm_is_open(activity.values)))
