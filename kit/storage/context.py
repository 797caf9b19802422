"""What the parts of a store have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from kit.domain.entry import Refused
from kit.domain.form import Form
from kit.domain.viewer import Viewer
from kit.domain.workshop import Workshop
from kit.storage.engine import Database
from kit.storage.secrets import token

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """A workshop, its database, the time, and the key of its tokens."""

    workshop: Workshop
    database: Database
    clock: Clock
    key: bytes

    def form(self, name: str) -> Form:
        """The form of that name. Raises Refused where the workshop has none."""
        found = self.workshop.forms.get(name)
        if found is None:
            raise Refused("store.form_unknown", form=name[:64])
        return found

    def token_of(self, viewer: Viewer, *about: str) -> str:
        """What stands for a person in anonymous entries, ballots and receipts."""
        return token(self.key, *about, viewer.person or viewer.role.value)

    def has_delegation(self, code: str | None) -> bool:
        """Whether the workshop has a delegation of that code."""
        return any(delegation.code == code for delegation in self.workshop.delegations)
