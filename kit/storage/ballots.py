"""Votes: one ballot for each person, session and round, changeable until voting ends, counted only then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from kit.domain.counted import Look, differs, enough_ballots, is_news, standing
from kit.domain.disagreement import Stand, stands
from kit.domain.entry import Refused
from kit.domain.marks import Marks, check_marks
from kit.domain.nominal import FINAL, FIRST, Poll, poll
from kit.domain.records import record, room_seal
from kit.domain.tally import Ballot, Tally, tally
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.agenda import known_session, read_states
from kit.storage.codes import some_letters
from kit.storage.context import Context
from kit.storage.counted import looks, note_look
from kit.storage.events import announce
from kit.storage.reading import query, seen
from kit.storage.receipts import receipt
from kit.storage.rows import read_stored
from kit.storage.target import check_id
from kit.storage.writing import Writer, keep_receipt


def read_poll(connection: Connection, context: Context, session: str) -> Poll:
    """A session's vote as it stands. Raises Refused where there is none."""
    known_session(context.workshop, session)
    vote = context.workshop.session(session).vote
    if vote is None:
        raise Refused("store.no_vote", session=session)
    state = read_states(connection, context.workshop)[session]
    return poll(vote, state.marks, state.state)


def read_ballot(connection: Connection, context: Context, viewer: Viewer, session: str) -> Ballot | None:
    """The viewer's own ballot of the newest round."""
    if viewer.person is None:
        return None
    row = _mine(connection, context, viewer, session, read_poll(connection, context, session).round)
    return None if row is None else _ballot(row)


def cast(writer: Writer, session: str, values: Marks, change_id: str) -> Ballot:
    """Casts or changes a ballot. Raises Refused for marks that the vote does not allow, or while nobody may vote."""
    check_id("change", change_id)
    asked = read_poll(writer.connection, writer.context, session)
    if writer.viewer.person is None or writer.viewer.role is not Role.PARTICIPANT:
        raise Refused("store.ballot_person")
    if receipt(writer, change_id, "ballot") is None:
        if asked.state != "open":
            raise Refused("store.session_closed", session=writer.context.workshop.session(session).title)
        if not asked.may_vote:
            raise Refused("store.not_voting_now")
        _write(writer, session, asked.round, check_marks(asked.vote, values))
        # The receipt names the session only: nothing ties it to the ballot.
        keep_receipt(writer, change_id, "ballot", session, 1)
        announce(writer.connection, "ballot", session=session)
    found = read_ballot(writer.connection, writer.context, writer.viewer, session)
    return found or Ballot(writer.viewer.delegation, ())


def count(
    connection: Connection, context: Context, viewer: Viewer, session: str, round: str | None = None
) -> Tally | None:
    """The result of a round, by default of the last; None for the public, and while ballots of it may be changed."""
    asked = read_poll(connection, context, session)
    wanted = asked.round if round is None else round
    if viewer.role is Role.PUBLIC or not asked.may_be_told(wanted):
        return None
    people = select(t.person.c.delegation, func.count()).where(t.person.c.role == Role.PARTICIPANT.value)
    eligible = connection.execute(people.group_by(t.person.c.delegation))
    joined = {delegation: number for delegation, number in eligible if delegation}
    ballots = _counted(connection, asked, session, wanted)
    found = tally(asked.vote, ballots, eligible=joined)
    if found.hidden:
        return found
    more = differs(asked.vote, read_ballots(connection, session, wanted), ballots)
    return replace(found, seal=room_seal(asked.vote, ballots), stands=more)


def shows_news(connection: Connection, context: Context, viewer: Viewer, session: str, *rounds: str | None) -> bool:
    """Whether counting rounds (None: the newest) would show the viewer a result that nobody has been shown."""
    return any(True for _ in _news(connection, context, viewer, session, rounds))


def note_count(connection: Connection, context: Context, viewer: Viewer, session: str, *rounds: str | None) -> None:
    """Notes from which ballots the results are made that are shown now."""
    for round, ballots in _news(connection, context, viewer, session, rounds):
        note_look(connection, session, round, ballots)


def _news(
    connection: Connection, context: Context, viewer: Viewer, session: str, rounds: Sequence[str | None]
) -> Iterator[tuple[str, Look]]:
    asked = read_poll(connection, context, session)
    for round in dict.fromkeys(asked.round if each is None else each for each in rounds):
        if viewer.role is not Role.PUBLIC and asked.may_be_told(round):
            ballots = read_ballots(connection, session, round)
            if is_news(asked.vote, ballots, looks(connection, session, round)):
                yield round, ballots


def held_back(connection: Connection, context: Context, session: str) -> int:
    """How many ballots have to be cast or changed before a result may be shown again; 0 where any may."""
    asked = read_poll(connection, context, session)
    enough = enough_ballots(asked.vote)
    return enough if enough > 1 and looks(connection, session, asked.round) else 0


def _counted(connection: Connection, asked: Poll, session: str, round: str) -> Look:
    """The ballots that a result is made from: those of the last that was shown, where the newest may not be."""
    return standing(asked.vote, read_ballots(connection, session, round), looks(connection, session, round))


def vote_record(
    connection: Connection, context: Context, viewer: Viewer, session: str, *, with_delegations: bool
) -> dict[str, Any]:
    """A closed vote's record, with the decisions that were written down. Raises Refused for all but organisers."""
    if viewer.role is not Role.ORGANISER:
        raise Refused("store.not_yours")
    asked, counted = read_poll(connection, context, session), count(connection, context, viewer, session)
    if counted is None:
        raise Refused("store.vote_open")
    workshop = context.workshop
    about: dict[str, Any] = {
        "workshop": workshop.id,
        "session": session,
        "round": asked.round,
        "steps": asked.vote.sequence,
    }
    if (
        asked.phase is not None
        and asked.round == FINAL
        and (first := count(connection, context, viewer, session, FIRST))
    ):
        about["first_ranking"] = first.to_json()
    entries = seen(connection, context, viewer, read_stored(connection, query("decision", session)))
    return record(
        counted,
        _counted(connection, asked, session, asked.round),
        about=about,
        decision={"entries": [dict(entry.values) for entry in entries]} if entries else None,
        with_delegations=with_delegations,
    )


def disagreement(connection: Connection, context: Context, viewer: Viewer, session: str) -> tuple[Stand, ...]:
    """How far the first ranking disagrees; nothing where its totals are not told to the viewer."""
    counted = count(connection, context, viewer, session, FIRST)
    if counted is None or counted.hidden:
        return ()
    return stands(counted.vote, _counted(connection, read_poll(connection, context, session), session, FIRST))


def read_ballots(connection: Connection, session: str, round: str) -> list[Ballot]:
    """Every ballot of a round, in the order of chance that its tokens have."""
    b = t.ballot.c
    wanted = select(t.ballot).where(b.session == session, b.round == round).order_by(b.token)
    return [_ballot(row) for row in connection.execute(wanted)]


def token_for(context: Context, viewer: Viewer, session: str, round: str) -> str:
    """What stands for a voter on the ballot of a round."""
    return context.token_of(viewer, "ballot", session, *(() if round == FINAL else (round,)))


def of_newest_rounds(connection: Connection, context: Context) -> ColumnElement[bool]:
    """The condition on ballots that holds for those of each session's newest round."""
    states, sessions = read_states(connection, context.workshop), context.workshop.sessions
    early = [s.id for s in sessions if s.vote and poll(s.vote, states[s.id].marks, states[s.id].state).round == FIRST]
    b = t.ballot.c
    return (b.round == FINAL) if not early else (b.round == FIRST) == b.session.in_(early)


def _mine(connection: Connection, context: Context, viewer: Viewer, session: str, round: str) -> Row[Any] | None:
    token = token_for(context, viewer, session, round)
    return connection.execute(
        select(t.ballot).where(t.ballot.c.session == session, t.ballot.c.token == token)
    ).one_or_none()


def _ballot(row: Row[Any]) -> Ballot:
    return Ballot(row.delegation, row.answers, row.code)


def _write(writer: Writer, session: str, round: str, marks: dict[str, Any] | list[Any]) -> None:
    token = token_for(writer.context, writer.viewer, session, round)
    mine = (t.ballot.c.session == session) & (t.ballot.c.token == token)
    row = {"delegation": writer.viewer.delegation, "answers": marks}
    if writer.connection.execute(update(t.ballot).where(mine).values(**row)).rowcount:
        return
    letters = some_letters()
    row |= {"session": session, "token": token, "round": round, "code": letters}
    writer.connection.execute(insert(t.ballot).values(**row))
