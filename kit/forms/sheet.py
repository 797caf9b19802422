"""What a form's widget does differently where one entry is typed in from a sheet of paper."""

from __future__ import annotations

import uuid
from typing import Any

from kit.domain.behalf import MEMBER
from kit.domain.form import Form
from kit.domain.viewer import Role, Viewer
from kit.domain.visibility import is_private
from kit.domain.workshop import Workshop
from kit.storage import Paper

_NAMESPACE = uuid.UUID("0b5d1c0e-3e0c-4f0e-8a75-6f4f3f1b2c77")
"""For the ids of what is typed in from paper: two who begin with the same sheet write one entry."""


class Sheet:
    """One paper form, typed in by `viewer`."""

    def __init__(self, paper: Paper, viewer: Viewer, form: Form, workshop: Workshop) -> None:
        self.paper, self._viewer, self._form = paper, viewer, form
        self.acting = Viewer(Role.PARTICIPANT, paper.delegation, viewer.person)
        """Whose questions are shown; who may write what, the store decides by who really types."""
        self.entry = paper.entry or str(uuid.uuid5(_NAMESPACE, f"{workshop.id}\n{paper.number}"))
        """The id of the entry; another one once the sheet's answers were merged into what was there already."""

    def definition(self, shown: dict[str, Any]) -> dict[str, Any]:
        """What is changed in the form: facilitators are not asked what only its writer and organisers see."""
        if self._viewer.role is not Role.FACILITATOR:
            return {"for_whom": MEMBER}
        hidden = {question.name for question in self._form if is_private(question)}
        asked = [q | {"writable": False} if q["name"] in hidden else q for q in shown["questions"]]
        return {"for_whom": MEMBER, "questions": asked}
