"""What is open now: the agenda's steps, each of which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from kit.domain.entry import Refused
from kit.domain.viewer import Viewer
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.events import announce
from kit.storage.published import publish

_STATE_AFTER = {"open": "open", "close": "closed"}
QUIET = frozenset({"wall"})
"""Marks that no phone shows: a hundred pages need not look again when the projector's is turned."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the agenda that has not been taken back."""

    session: str
    action: str
    """`open`, `close`, `timer`, or a mark's name."""
    detail: Any = None
    """A mark's value."""


@dataclass(frozen=True, slots=True)
class SessionState:
    """Where a session stands."""

    state: str = "planned"
    """`planned`, `open` or `closed`."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    """When it was last closed; None while it is open."""
    timer_ends_at: datetime | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)
    """What staff have set for it, by name, as plain JSON values; what has not been set is left out."""


class Agenda:
    """Opens and closes sessions. Each step is kept, with who took it, and the last can be taken back."""

    def __init__(self, workshop: Workshop, database: Database, clock: Callable[[], datetime]) -> None:
        self._workshop, self._database, self._clock = workshop, database, clock

    def states(self) -> Mapping[str, SessionState]:
        """The state of every session of the workshop, in the agenda's order."""
        with self._database.reading() as connection:
            return read_states(connection, self._workshop)

    def open(self, session: str, by: Viewer) -> SessionState:
        """Lets people write in a session. Raises Refused for anyone but facilitators and organisers."""
        return self._step(session, "open", by)

    def close(self, session: str, by: Viewer) -> SessionState:
        """Ends a session, and its timer; a vote's result can be seen from now on."""
        return self._step(session, "close", by)

    def reopen(self, session: str, by: Viewer) -> SessionState:
        """Lets people write again in a session that was closed."""
        return self._step(session, "open", by)

    def set_timer(self, session: str, ends_at: datetime | None, by: Viewer) -> SessionState:
        """Sets when the time is over (with a zone), or removes the timer. Nothing closes by itself."""
        return self._step(session, "timer", by, ends_at)

    def mark(self, session: str, name: str, value: Any, by: Viewer, *, replacing: bool = False) -> SessionState:
        """Sets something for a session that can be undone as every step can; None takes it away.

        Names and values are the caller's: whoever reads a mark checks it against the workshop's definition of today.
        ``replacing``: where the last step set the same mark, undoing leads to what was before both.
        """
        return self._step(session, name, by, detail=value, replacing=replacing)

    def last(self, *actions: str, session: str | None = None) -> Step | None:
        """The last step of these kinds, of one session or of all; None where there was none, or all were taken back."""
        sessions = [known.id for known in self._workshop.sessions if session in (None, known.id)]
        known = t.agenda.c.session.in_(sessions)
        asked = select(t.agenda).where(t.agenda.c.action.in_(actions), t.agenda.c.undone.is_(False), known)
        with self._database.reading() as connection:
            row = connection.execute(asked.order_by(t.agenda.c.step.desc()).limit(1)).one_or_none()
        return Step(row.session, row.action, row.detail) if row else None

    def undo(self, by: Viewer) -> str | None:
        """Takes the last step back; the session's id, or None where nothing is left to undo."""
        _only_staff(by)
        with self._database.writing() as connection:
            steps = select(t.agenda).where(t.agenda.c.undone.is_(False)).order_by(t.agenda.c.step.desc())
            last = connection.execute(steps.limit(1)).one_or_none()
            if last is None:
                return None
            connection.execute(update(t.agenda).where(t.agenda.c.step == last.step).values(undone=True))
            _announce(connection, last.session, last.action)
            return str(last.session)

    def _step(
        self,
        session: str,
        action: str,
        by: Viewer,
        timer: datetime | None = None,
        detail: Any = None,
        *,
        replacing: bool = False,
    ) -> SessionState:
        _only_staff(by)
        known_session(self._workshop, session)
        with self._database.writing() as connection:
            before = read_states(connection, self._workshop)[session]
            if _STATE_AFTER.get(action) == before.state:
                return before
            step = {"action": action, "at": self._clock(), "timer_ends_at": timer, "detail": detail}
            after = _after(before, step)
            if after != before:
                if replacing:
                    _take_back_same(connection, session, action)
                following = select(func.coalesce(func.max(t.agenda.c.step), 0) + 1).scalar_subquery()
                connection.execute(
                    insert(t.agenda).values(step=following, session=session, by=by.person, undone=False, **step)
                )
                _announce(connection, session, action)
            if action == "close":
                self._publish(connection, session)
            return after

    def _publish(self, connection: Connection, session: str) -> None:
        for form in (self._workshop.forms[name] for name in self._workshop.session(session).forms):
            if form.anonymous:
                publish(connection, form)


def _announce(connection: Connection, session: str, action: str) -> None:
    announce(connection, "wall" if action in QUIET else "session", session=session)


def _take_back_same(connection: Connection, session: str, action: str) -> None:
    """Marks the last step as undone where it did the same to the same session."""
    last = select(func.max(t.agenda.c.step)).where(t.agenda.c.undone.is_(False)).scalar_subquery()
    same = (t.agenda.c.step == last) & (t.agenda.c.session == session) & (t.agenda.c.action == action)
    connection.execute(update(t.agenda).where(same).values(undone=True))


def read_states(connection: Connection, workshop: Workshop) -> dict[str, SessionState]:
    """The state of every session, from the steps that were not undone."""
    rows = connection.execute(select(t.agenda).where(t.agenda.c.undone.is_(False)).order_by(t.agenda.c.step)).mappings()
    return _replay(rows, workshop)


def _replay(steps: Iterable[Mapping[Any, Any]], workshop: Workshop) -> dict[str, SessionState]:
    states = {session.id: SessionState() for session in workshop.sessions}
    for step in steps:
        if step["session"] in states:
            states[step["session"]] = _after(states[step["session"]], step)
    return states


def _after(state: SessionState, step: Mapping[Any, Any]) -> SessionState:
    if step["action"] == "open":
        return replace(state, state="open", opened_at=state.opened_at or step["at"], closed_at=None)
    if step["action"] == "close":
        return replace(state, state="closed", closed_at=step["at"], timer_ends_at=None)
    if step["action"] == "timer":
        return replace(state, timer_ends_at=step["timer_ends_at"])
    marks = {**state.marks, step["action"]: step["detail"]}
    return replace(state, marks={name: value for name, value in marks.items() if value is not None})


def known_session(workshop: Workshop, session: str) -> None:
    """Raises Refused for a session that the workshop does not have."""
    if all(known.id != session for known in workshop.sessions):
        raise Refused("store.session_unknown", session=session[:64])


def _only_staff(by: Viewer) -> None:
    if not by.staff:
        raise Refused("store.only_staff")
