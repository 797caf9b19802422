"""People who have joined: an opaque id each, and the name that their delegation sees."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, bindparam, insert, select, update

from kit.domain.cleaning import clean_line
from kit.domain.entry import Refused
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.codes import Codes
from kit.storage.engine import Database
from kit.storage.events import announce
from kit.storage.moment import once

NAME_LENGTH = 80
"""Characters of a display name."""
_SEEN_EVERY = timedelta(seconds=30)
"""How exactly it is known when somebody was last there; not every sign of life is worth a write."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ADMITTED = (
    select(t.person.c.role, t.person.c.delegation, t.code.c.revoked)
    .join(t.code)
    .where(t.person.c.id == bindparam("person"))
)
"""Asked at every read and write: a statement that is put together each time takes longer than its answer."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has joined."""

    id: str
    role: Role
    delegation: str | None
    display_name: str
    language: str
    joined: datetime
    seen: datetime


class People:
    """Those who have joined a workshop."""

    def __init__(self, database: Database, codes: Codes, clock: Callable[[], datetime]) -> None:
        self._database, self._codes, self._clock = database, codes, clock

    def join(self, code: str, display_name: str, language: str) -> Viewer:
        """Lets somebody in by a code. Raises Refused for a code that nobody can join with, or an empty name."""
        joined, name, now = self._codes.check(code), _name(display_name), self._clock()
        viewer = Viewer(joined.role, joined.delegation, uuid.uuid4().hex)
        row = {"role": joined.role.value, "delegation": joined.delegation, "joined": now, "seen": now}
        with self._database.writing() as connection:
            row |= {"code": joined.code, "display_name": name, "language": language_tag(language)}
            connection.execute(insert(t.person).values(id=viewer.person, **row))
            announce(connection, "person", delegation=joined.delegation)
        return viewer

    def viewer(self, person_id: str) -> Viewer:
        """Who this person is as a viewer. Raises Refused where nobody has this id, or their code was revoked."""
        with self._database.reading() as connection:
            return admitted(connection, person_id)

    def get(self, person_id: str) -> Person:
        """Everything that is known of one person. Raises Refused where nobody has this id."""
        found = self._where(t.person.c.id == person_id)
        if not found:
            raise Refused("store.person_unknown")
        return found[0]

    def display_name(self, person_id: str) -> str:
        """The name that a person chose; "" for someone who is no longer known."""
        return next((person.display_name for person in self._where(t.person.c.id == person_id)), "")

    def set_language(self, person_id: str, language: str) -> None:
        """Changes the language in which the pages speak to a person."""
        with self._database.writing() as connection:
            change = update(t.person).where(t.person.c.id == person_id)
            connection.execute(change.values(language=language_tag(language)))

    def of(self, delegation: str | None) -> list[Person]:
        """Those of one delegation who can take part, in the order of joining; None for facilitators and organisers."""
        return self._where(t.person.c.delegation == delegation)

    def all(self) -> list[Person]:
        """Everyone who can take part, in the order of joining."""
        return self._where(t.person.c.id.is_not(None))

    def seen(self, *person_ids: str) -> None:
        """Notes that people are there now."""
        now = self._clock()
        with self._database.writing() as connection:
            there = t.person.c.id.in_(person_ids) & (t.person.c.seen <= now - _SEEN_EVERY)
            connection.execute(update(t.person).where(there).values(seen=now))

    def _where(self, condition: object) -> list[Person]:
        with self._database.reading() as connection:
            return read_people(connection, condition)


def read_people(connection: Connection, condition: object) -> list[Person]:
    """Those for whom a condition on the table `person` holds, without revoked ones, in the order of joining."""
    columns = [t.person.c[name] for name in Person.__slots__]
    query = select(*columns).join(t.code).where(condition, t.code.c.revoked.is_(None))  # type: ignore[arg-type]
    rows = connection.execute(query.order_by(t.person.c.joined, t.person.c.id)).mappings()
    return [Person(**{**row, "role": Role(row["role"])}) for row in rows]


def admitted(connection: Connection, person_id: str) -> Viewer:
    """Who a person is as a viewer now. Raises Refused where nobody has this id, or their code was revoked."""
    return once(connection, ("admitted", person_id), partial(_admitted, connection, person_id))


def _admitted(connection: Connection, person_id: str) -> Viewer:
    row = connection.execute(_ADMITTED, {"person": person_id}).one_or_none()
    if row is None:
        raise Refused("store.person_unknown")
    if row.revoked is not None:
        raise Refused("store.person_revoked")
    return Viewer(Role(row.role), row.delegation, person_id)


def check_admitted(connection: Connection, viewer: Viewer) -> None:
    """Raises Refused for a person who has been shut out since their page was opened."""
    if viewer.person is not None:
        admitted(connection, viewer.person)


def language_tag(tag: str) -> str:
    """The tag where it looks like one of BCP 47; "und" otherwise, for it comes from outside."""
    return tag if len(tag) <= 35 and _LANGUAGE.fullmatch(tag) else "und"


def _name(typed: str) -> str:
    name = clean_line(typed)[:NAME_LENGTH].strip()
    if not name:
        raise Refused("store.name_missing")
    return name
