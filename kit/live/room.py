"""What every handler of the live server shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kit.domain.workshop import Session, Workshop
from kit.storage import Store

SETTING = "kit_room"
"""The name under which the room stands in tornado's settings."""


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop that is being held: its definition, its store, and the address under which people reach it."""

    workshop: Workshop
    store: Store
    address: str
    """Scheme, host and port as people type them, without a slash at the end."""

    def open_sessions(self) -> list[Session]:
        """The sessions that take answers in the room now, in the agenda's order."""
        states = self.store.agenda.states()
        return [s for s in self.workshop.sessions if states[s.id].state == "open"]

    def join_url(self, code: str = "") -> str:
        """The address that a join code's QR code holds.

        What stands behind "#" stays in the browser: no server, proxy, log or other site ever sees the code.
        """
        return f"{self.address}/join#{code}" if code else f"{self.address}/join"


def room_of(settings: dict[str, Any]) -> Room:
    """The room that a handler serves."""
    room: Room = settings[SETTING]
    return room
