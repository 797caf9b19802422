"""Votes: one ballot for each person and session, changeable until the session closes, counted only then."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select

from kit.domain.entry import Refused
from kit.domain.marks import Marks, check_marks
from kit.domain.tally import Ballot, Tally, tally
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Vote
from kit.storage import tables as t
from kit.storage.agenda import known_session, read_states
from kit.storage.context import Context
from kit.storage.events import announce
from kit.storage.receipts import receipt
from kit.storage.target import check_id
from kit.storage.writing import Writer, keep_receipt


def read_ballot(connection: Connection, context: Context, viewer: Viewer, session: str) -> Ballot | None:
    """The viewer's own ballot."""
    if viewer.person is None:
        return None
    mine = and_(t.ballot.c.session == session, t.ballot.c.token == _token(context, viewer, session))
    row = connection.execute(select(t.ballot).where(mine)).one_or_none()
    return None if row is None else Ballot(row.delegation, row.answers)


def cast(writer: Writer, session: str, values: Marks, change_id: str) -> Ballot:
    """Casts or changes a ballot. Raises Refused for marks that the vote does not allow, or outside the open session."""
    check_id("change", change_id)
    vote = _vote(writer.context, session)
    if writer.viewer.person is None or writer.viewer.role is not Role.PARTICIPANT:
        raise Refused("store.ballot_person")
    if receipt(writer, change_id, "ballot") is None:
        if read_states(writer.connection, writer.context.workshop)[session].state != "open":
            raise Refused("store.session_closed", session=writer.context.workshop.session(session).title)
        _write(writer, session, check_marks(vote, values))
        # The receipt names the session only: nothing ties it to the ballot.
        keep_receipt(writer, change_id, "ballot", session, 1)
        announce(writer.connection, "ballot", session=session)
    found = read_ballot(writer.connection, writer.context, writer.viewer, session)
    return found or Ballot(writer.viewer.delegation, ())


def count(connection: Connection, context: Context, viewer: Viewer, session: str) -> Tally | None:
    """The result of a vote; None for the public, and for everyone until the session has closed."""
    vote = _vote(context, session)
    if viewer.role is Role.PUBLIC or read_states(connection, context.workshop)[session].state != "closed":
        return None
    rows = connection.execute(select(t.ballot).where(t.ballot.c.session == session).order_by(t.ballot.c.token))
    ballots = [Ballot(row.delegation, row.answers) for row in rows]
    people = select(t.person.c.delegation, func.count()).where(t.person.c.role == Role.PARTICIPANT.value)
    eligible = connection.execute(people.group_by(t.person.c.delegation))
    return tally(vote, ballots, eligible={delegation: number for delegation, number in eligible if delegation})


def _write(writer: Writer, session: str, marks: dict[str, Any] | list[Any]) -> None:
    token = _token(writer.context, writer.viewer, session)
    writer.connection.execute(delete(t.ballot).where(t.ballot.c.session == session, t.ballot.c.token == token))
    row = {"session": session, "token": token, "delegation": writer.viewer.delegation, "answers": marks}
    writer.connection.execute(insert(t.ballot).values(**row))


def _token(context: Context, viewer: Viewer, session: str) -> str:
    return context.token_of(viewer, "ballot", session)


def _vote(context: Context, session: str) -> Vote:
    known_session(context.workshop, session)
    vote = context.workshop.session(session).vote
    if vote is None:
        raise Refused("store.no_vote", session=session)
    return vote
