"""Who is looking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What someone may do."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    ORGANISER = "organiser"
    PUBLIC = "public"
    """Anyone at all: the projector's wall, a published document."""


STAFF = (Role.FACILITATOR, Role.ORGANISER)
"""Those who run the workshop."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at or changes entries; made by the store from a person's id, or by an organiser's command."""

    role: Role
    delegation: str | None = None
    """Set for participants; for the others only when they act for a delegation."""
    person: str | None = None
    """An opaque id; names are kept elsewhere."""

    @property
    def staff(self) -> bool:
        """Whether this is one of those who run the workshop."""
        return self.role in STAFF


ORGANISER = Viewer(Role.ORGANISER)
"""The organiser at a terminal."""
FACILITATOR = Viewer(Role.FACILITATOR)
"""The facilitator at a terminal, and the records of sessions."""
PUBLIC = Viewer(Role.PUBLIC)
"""The wall."""
