"""Who is in which group while people part: given out evenly, or chosen; nobody is moved by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from kit.domain.breakouts import Group, Grouping, deal, latecomers_group, room_left, sizes_of
from kit.domain.entry import Refused
from kit.domain.grouping import GROUPS, grouping_of
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.agenda import Agenda, Step, known_session, read_states
from kit.storage.context import Clock
from kit.storage.counts import ACTIVE
from kit.storage.engine import Database
from kit.storage.events import announce
from kit.storage.people import check_admitted

Counts = Counter[tuple[str, str]]
"""People by group's key and delegation."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place among the groups of a session."""

    grouping: Grouping
    group: Group | None
    """None until they have chosen one."""


class Groups:
    """The groups of sessions. What facilitators form is a step of the agenda, and is undone as one."""

    def __init__(self, workshop: Workshop, database: Database, agenda: Agenda, clock: Clock) -> None:
        self._workshop, self._database, self._agenda, self._clock = workshop, database, agenda, clock

    def form(self, session: str, mark: Mapping[str, Any], by: Viewer) -> None:
        """Forms groups, or tells other places of them; `mark` is what `kit.domain.grouping.formed` makes.

        Mixed groups are dealt out to those who are there; who comes later gets a seat by `seat`. Raises Refused.
        """
        with self._database.writing() as connection:
            self._agenda.take_within(connection, [Step(session, GROUPS, value=dict(mark))], by)
            grouping = self._grouping(connection, session)
            if grouping is None:
                raise Refused("store.malformed", what="groups")
            taken = select(func.count()).where(t.seat.c.round == grouping.round)
            if grouping.by == "mixed" and not connection.execute(taken).scalar_one():
                dealt = deal(self._there(connection), [group.key for group in grouping.groups])
                for person, key in dealt.items():
                    _sit(connection, grouping, person, key)

    def end(self, session: str, by: Viewer) -> None:
        """Brings everybody back together."""
        self._agenda.mark(session, GROUPS, None, by)

    def grouping(self, session: str) -> Grouping | None:
        """The groups that a session has."""
        with self._database.reading() as connection:
            return self._grouping(connection, session)

    def seat(self, session: str, viewer: Viewer) -> Seat | None:
        """A participant's own group in an open session; one who comes late is given one of the mixed groups."""
        with self._database.reading() as connection:
            if viewer.role is not Role.PARTICIPANT or not _is_open(connection, self._workshop, session):
                return None
            grouping = self._grouping(connection, session)
            found = _key(connection, grouping, viewer) if grouping else None
        if grouping is None:
            return None
        if found is None and grouping.by == "mixed":
            found = self._sit_down(session, viewer)
        return Seat(grouping, grouping.group(found) if found else None)

    def choose(self, session: str, key: str, viewer: Viewer) -> None:
        """Takes a seat in a group that people choose themselves. Raises Refused where there is none to be had."""
        known_session(self._workshop, session)
        with self._database.writing() as connection:
            check_admitted(connection, viewer)
            grouping = self._grouping(connection, session)
            if viewer.role is not Role.PARTICIPANT or viewer.person is None:
                raise Refused("store.not_yours")
            if not _is_open(connection, self._workshop, session):
                raise Refused("store.session_closed", session=self._workshop.session(session).title.to("en"))
            if grouping is None or grouping.by != "theme" or grouping.group(key) is None:
                raise Refused("store.group_unknown")
            if _key(connection, grouping, viewer) == key:
                return
            if room_left(grouping, sizes_of(_counts(connection, grouping)))[key] == 0:
                raise Refused("store.group_full")
            _sit(connection, grouping, viewer.person, key)
            announce(connection, "group", session=session)

    def counts(self, session: str) -> Counts:
        """People of each group and delegation; never who they are."""
        with self._database.reading() as connection:
            grouping = self._grouping(connection, session)
            return _counts(connection, grouping) if grouping else Counter()

    def _sit_down(self, session: str, viewer: Viewer) -> str | None:
        with self._database.writing() as connection:
            # The groups may have been taken back, or a seat given, while this one waited for its turn to write.
            grouping = self._grouping(connection, session)
            if grouping is None or grouping.by != "mixed" or viewer.person is None:
                return None
            if (found := _key(connection, grouping, viewer)) is not None:
                return found
            counts = _counts(connection, grouping)
            own = {key: people for (key, delegation), people in counts.items() if delegation == viewer.delegation}
            key = latecomers_group([group.key for group in grouping.groups], sizes_of(counts), own)
            _sit(connection, grouping, viewer.person, key)
            announce(connection, "group", session=session)
            return key

    def _grouping(self, connection: Connection, session: str) -> Grouping | None:
        marks = read_states(connection, self._workshop)[session].marks
        return grouping_of(self._workshop, self._workshop.session(session), marks)

    def _there(self, connection: Connection) -> list[tuple[str, str]]:
        """Delegation and id of the participants who gave a sign of life of late."""
        people = _people().add_columns(t.person.c.delegation, t.person.c.id)
        rows = connection.execute(people.where(t.person.c.seen >= self._clock() - ACTIVE))
        return [(row.delegation, row.id) for row in rows]


def _is_open(connection: Connection, workshop: Workshop, session: str) -> bool:
    return read_states(connection, workshop)[session].state == "open"


def _people() -> Select[Any]:
    """Participants who have not been shut out."""
    joined = t.person.join(t.code)
    return select().select_from(joined).where(t.code.c.revoked.is_(None), t.person.c.role == Role.PARTICIPANT.value)


def _key(connection: Connection, grouping: Grouping, viewer: Viewer) -> str | None:
    """The key of somebody's group; None where they have none, or one that is no longer there."""
    if grouping.by == "delegation":
        return viewer.delegation
    mine = select(t.seat.c.group).where(t.seat.c.round == grouping.round, t.seat.c.person == viewer.person)
    found = connection.execute(mine).scalar_one_or_none()
    return found if found is not None and grouping.group(found) else None


def _sit(connection: Connection, grouping: Grouping, person: str, key: str) -> None:
    connection.execute(delete(t.seat).where(t.seat.c.round == grouping.round, t.seat.c.person == person))
    connection.execute(insert(t.seat).values({"round": grouping.round, "person": person, "group": key}))


def _counts(connection: Connection, grouping: Grouping) -> Counts:
    of = t.person.c.delegation
    key = of if grouping.by == "delegation" else t.seat.c.group
    people = _people().add_columns(key.label("key"), of, func.count().label("number")).group_by(key, of)
    if grouping.by != "delegation":
        people = people.join(t.seat, t.seat.c.person == t.person.c.id).where(t.seat.c.round == grouping.round)
    return Counter({(row.key, row.delegation): row.number for row in connection.execute(people)})
