"""A plan's way from draft to published, as presses for those who may take the next step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from kit.domain.plan import PlanState, may_transition
from kit.domain.workshop import Workshop
from kit.forms.actions import Action, Field
from kit.storage import View
from kit.words import say


class PlanSteps:
    """The steps that a viewer may take: for their own plan, or, as staff, for everybody's."""

    def __init__(self, view: View, workshop: Workshop, language: str) -> None:
        self.view, self.workshop, self.language = view, workshop, language

    def offered(self) -> Sequence[Action]:
        """Every step that can be taken now."""
        own = self.view.viewer.delegation
        codes = [own] if own else [delegation.code for delegation in self.workshop.delegations]
        return [action for code in codes for action in self._of(code)]

    def do(self, action: str, fields: Mapping[str, str]) -> str:
        """Take a step. Raises Refused, also where a confirmation lacks its name or date."""
        code, _, to = action.partition(":")
        name, on = fields.get("name") or None, fields.get("on") or None
        self.view.transition(code, to, name=name, on=on, change_id=str(uuid.uuid4()))
        return say("session.now", self.language, state=say(f"session.state_{to}", self.language))

    def _of(self, code: str) -> list[Action]:
        now = self.view.plan_state(code)
        steps = [to for to in PlanState if may_transition(now, to, self.view.viewer, code)]
        name = self.workshop.delegation(code).name.to(self.language)
        title = say("session.plan_of", self.language, delegation=name, state=say(f"session.state_{now}", self.language))
        return [
            Action(f"{code}:{to}", title, say(f"session.do_{to}", self.language), fields=self._fields(to))
            for to in steps
        ]

    def _fields(self, to: str) -> tuple[Field, ...]:
        if to != PlanState.CONFIRMED:
            return ()
        return (
            Field("name", say("session.confirm_name", self.language)),
            Field("on", say("session.confirm_date", self.language), "date", date.today().isoformat()),
        )
