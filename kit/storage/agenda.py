"""What is open now: the agenda's steps, each of which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from kit.domain.entry import Refused
from kit.domain.held import Span
from kit.domain.viewer import Viewer
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.events import announce
from kit.storage.moment import once

_STEPS = select(t.agenda).where(t.agenda.c.undone.is_(False)).order_by(t.agenda.c.step)
_STATE_AFTER = {"open": "open", "close": "closed"}
QUIET = frozenset({"wall"})
"""Marks that no phone shows: a hundred pages need not look again when the projector's is turned."""


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
    spans: tuple[Span, ...] = ()
    """Each time that it was open, the last one last."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done to a session: `open`, `close`, `timer`, or the name of what is set for it."""

    session: str
    action: str
    ends_at: datetime | None = None
    """For `timer`: when the time is over; None removes it."""
    value: Any = None
    """For what is set: a JSON value; None takes it away."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    session: str
    """The first session that it concerned."""
    action: str
    """The first step of several, as in `Step`."""
    sessions: int = 1
    """How many it concerned."""


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
        return self._one(Step(session, "open"), by)

    def close(self, session: str, by: Viewer) -> SessionState:
        """Ends a session, and its timer; a vote's result can be seen from now on."""
        return self._one(Step(session, "close"), by)

    def reopen(self, session: str, by: Viewer) -> SessionState:
        """Lets people write again in a session that was closed."""
        return self._one(Step(session, "open"), by)

    def set_timer(self, session: str, ends_at: datetime | None, by: Viewer) -> SessionState:
        """Sets when the time is over (with a zone), or removes the timer. Nothing closes by itself."""
        return self._one(Step(session, "timer", ends_at=ends_at), by)

    def mark(self, session: str, name: str, value: Any, by: Viewer, *, replacing: bool = False) -> SessionState:
        """Sets something for a session that can be undone as every step can; None takes it away.

        Names and values are the caller's: whoever reads a mark checks it against the workshop's definition of today.
        ``replacing``: where the last step set the same mark, undoing leads to what was before both.
        """
        return self._one(Step(session, name, value=value), by, replacing=replacing)

    def last(self, *actions: str, session: str | None = None) -> Step | None:
        """The last step of these kinds, of one session or of all; None where there was none, or all were taken back."""
        a = t.agenda.c
        sessions = [known.id for known in self._workshop.sessions if session in (None, known.id)]
        asked = select(t.agenda).where(a.action.in_(actions), a.undone.is_(False), a.session.in_(sessions))
        with self._database.reading() as connection:
            row = connection.execute(asked.order_by(a.step.desc()).limit(1)).one_or_none()
        return Step(row.session, row.action, row.timer_ends_at, row.detail) if row else None

    def take(self, steps: Sequence[Step], by: Viewer) -> None:
        """Takes several steps that one undo takes back together. Raises Refused, and then none of them is taken."""
        with self._database.writing() as connection:
            self.take_within(connection, steps, by)

    def take_within(self, connection: Connection, steps: Sequence[Step], by: Viewer) -> None:
        """As `take`, inside a transaction."""
        _only_staff(by)
        for step in steps:
            known_session(self._workshop, step.session)
        together: int | None = None
        for step in steps:
            taken = self._write(connection, step, by, together)
            together = together or taken

    def undo(self, by: Viewer) -> Undone | None:
        """Takes the last step back, with those that were taken together with it; None where nothing is left to undo."""
        _only_staff(by)
        a = t.agenda.c
        with self._database.writing() as connection:
            last = connection.execute(select(a.together).where(a.undone.is_(False)).order_by(a.step.desc()).limit(1))
            first = last.scalar_one_or_none()
            if first is None:
                return None
            mine = (a.together == first) & a.undone.is_(False)
            rows = connection.execute(select(a.session, a.action).where(mine).order_by(a.step)).all()
            connection.execute(update(t.agenda).where(mine).values(undone=True))
            for session, kind in dict.fromkeys((row.session, _kind(row.action)) for row in rows):
                announce(connection, kind, session=session)
            return Undone(rows[0].session, rows[0].action, len({row.session for row in rows}))

    def _one(self, step: Step, by: Viewer, *, replacing: bool = False) -> SessionState:
        _only_staff(by)
        with self._database.writing() as connection:
            if replacing:
                _take_back_same(connection, step)
            self.take_within(connection, [step], by)
            return read_states(connection, self._workshop)[step.session]

    def _write(self, connection: Connection, step: Step, by: Viewer, together: int | None) -> int | None:
        """Writes a step where it changes anything; the number of the first of those that are taken together."""
        before = read_states(connection, self._workshop)[step.session]
        row = {"action": step.action, "at": self._clock(), "timer_ends_at": step.ends_at, "detail": step.value}
        if _STATE_AFTER.get(step.action) == before.state or _after(before, row) == before:
            return None
        number = connection.execute(select(func.coalesce(func.max(t.agenda.c.step), 0) + 1)).scalar_one()
        row |= {"session": step.session, "by": by.person, "undone": False, "together": together or number}
        connection.execute(insert(t.agenda).values(step=number, **row))
        announce(connection, _kind(step.action), session=step.session)
        return int(number)


def _kind(action: str) -> str:
    return "wall" if action in QUIET else "session"


def _take_back_same(connection: Connection, step: Step) -> None:
    """Marks the last step as undone where it did the same to the same session."""
    a = t.agenda.c
    last = select(func.max(a.step)).where(a.undone.is_(False)).scalar_subquery()
    same = (a.step == last) & (a.session == step.session) & (a.action == step.action)
    connection.execute(update(t.agenda).where(same).values(undone=True))


def read_states(connection: Connection, workshop: Workshop) -> dict[str, SessionState]:
    """The state of every session, from the steps that were not undone."""

    def read() -> dict[str, SessionState]:
        return _replay(connection.execute(_STEPS).mappings(), workshop)

    return once(connection, ("states", id(workshop)), read)


def _replay(steps: Iterable[Mapping[Any, Any]], workshop: Workshop) -> dict[str, SessionState]:
    states = {session.id: SessionState() for session in workshop.sessions}
    for step in steps:
        if step["session"] in states:
            states[step["session"]] = _after(states[step["session"]], step)
    return states


def _after(state: SessionState, step: Mapping[Any, Any]) -> SessionState:
    if step["action"] == "open":
        spans = (*state.spans, Span(step["at"]))
        return replace(state, state="open", opened_at=state.opened_at or step["at"], closed_at=None, spans=spans)
    if step["action"] == "close":
        spans = (*state.spans[:-1], *(replace(span, closed=step["at"]) for span in state.spans[-1:]))
        return replace(state, state="closed", closed_at=step["at"], timer_ends_at=None, spans=spans)
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
