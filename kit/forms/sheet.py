"""What a form's widget does differently where one entry is typed in from a sheet of paper."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from kit.domain.behalf import MEMBER
from kit.domain.form import Form
from kit.domain.paper import UNNUMBERED
from kit.domain.viewer import Role, Viewer
from kit.domain.visibility import is_private
from kit.domain.workshop import Workshop
from kit.storage import Paper

_NAMESPACE = uuid.UUID("0b5d1c0e-3e0c-4f0e-8a75-6f4f3f1b2c77")
"""For the ids of what is typed in from paper: two who begin with the same sheet write one entry."""
_NOBODYS = "-"
"""In place of a delegation's code: those of anonymous sheets are not known."""


class Sheet:
    """One sheet of paper as it is typed in.

    `acting` is whose questions are shown; who may write what, the store decides by who really types. `entry` is the id
    of the entry: another one once the sheet's answers were merged into what was there already. `hidden` are questions
    that the typist is not asked; `for_whom` is what new entries say of whom they were typed for.
    """

    def __init__(
        self, number: int, acting: Viewer, entry: str, hidden: Collection[str] = (), for_whom: str | None = None
    ) -> None:
        self.number, self.acting, self.entry = number, acting, entry
        self._hidden, self._for_whom = frozenset(hidden), for_whom

    @classmethod
    def of(cls, paper: Paper, viewer: Viewer, form: Form, workshop: Workshop) -> Sheet:
        """A numbered one. Facilitators are not asked what only its writer and organisers see."""
        entry = paper.entry or str(uuid.uuid5(_NAMESPACE, f"{workshop.id}\n{paper.number}"))
        hidden = [q.name for q in form if is_private(q)] if viewer.role is Role.FACILITATOR else []
        return cls(paper.number, Viewer(Role.PARTICIPANT, paper.delegation, viewer.person), entry, hidden, MEMBER)

    @classmethod
    def unnumbered(cls, entry: str, viewer: Viewer) -> Sheet:
        """An anonymous one, whose entry has an id by chance."""
        return cls(UNNUMBERED, Viewer(Role.PARTICIPANT, _NOBODYS, viewer.person), entry)

    @property
    def where(self) -> str:
        """What keeps apart what a device holds of different sheets."""
        return f"paper {self.number or self.entry}"

    def definition(self, shown: dict[str, Any]) -> dict[str, Any]:
        """What is changed in the form."""
        asked = [q | {"writable": False} if q["name"] in self._hidden else q for q in shown["questions"]]
        return {"questions": asked} | ({"for_whom": self._for_whom} if self._for_whom else {})
