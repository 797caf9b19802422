"""Delegations that say that they are ready with a session: any of their people for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from kit.domain.entry import Refused
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.agenda import SessionState, known_session, read_states
from kit.storage.context import Clock
from kit.storage.engine import Database
from kit.storage.events import announce
from kit.storage.people import check_admitted


@dataclass(frozen=True, slots=True)
class Said:
    """That a delegation is ready."""

    at: datetime
    by: str | None
    """Whose word it was; None for somebody who is no longer known."""


class Ready:
    """Who is ready, in the sessions that are open. What was said before a session was opened again no longer counts."""

    def __init__(self, workshop: Workshop, database: Database, clock: Clock) -> None:
        self._workshop, self._database, self._clock = workshop, database, clock

    def say(self, session: str, is_ready: bool, viewer: Viewer) -> None:
        """Says that the viewer's delegation is ready, or not after all. Raises Refused; no closed session takes it."""
        known_session(self._workshop, session)
        if viewer.role is not Role.PARTICIPANT or viewer.delegation is None:
            raise Refused("store.not_yours")
        with self._database.writing() as connection:
            check_admitted(connection, viewer)
            state = read_states(connection, self._workshop)[session]
            if state.state != "open":
                raise Refused("store.session_closed", session=self._workshop.session(session).title.to("en"))
            if (viewer.delegation in read_ready(connection, {session: state})[session]) is is_ready:
                return
            row = {"session": session, "delegation": viewer.delegation}
            mine = (t.ready.c.session == session) & (t.ready.c.delegation == viewer.delegation)
            connection.execute(delete(t.ready).where(mine))
            if is_ready:
                connection.execute(insert(t.ready).values(**row, at=self._clock(), by=viewer.person))
            announce(connection, "ready", **row)

    def delegations(self) -> Mapping[str, Mapping[str, Said]]:
        """Open sessions, each with the delegations that are ready, by code."""
        with self._database.reading() as connection:
            states = read_states(connection, self._workshop)
            return read_ready(connection, {id: state for id, state in states.items() if state.state == "open"})


def read_ready(connection: Connection, opened: Mapping[str, SessionState]) -> dict[str, dict[str, Said]]:
    """For each of the open sessions the delegations that are ready, by code."""
    found: dict[str, dict[str, Said]] = {session: {} for session in opened}
    for row in connection.execute(select(t.ready).where(t.ready.c.session.in_(found))):
        if row.at >= opened[row.session].spans[-1].opened:
            found[row.session][row.delegation] = Said(row.at, row.by)
    return found
