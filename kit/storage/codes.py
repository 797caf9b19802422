"""Join codes: one for each delegation, one for facilitators, one for organisers."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from kit.domain.entry import Refused
from kit.domain.viewer import Role
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.events import announce

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which are misread or make words."""

_LENGTH, _GROUP = 8, 4
"""Letters of a code: 30 ** 8 codes, so that one guess in 10 ** 11 finds one of a workshop's."""
_PERSONAL_LENGTH = 12
"""Letters of a personal code, which is known by its length: there may be hundreds of them to guess."""


@dataclass(frozen=True, slots=True)
class JoinCode:
    """What people type or scan to join."""

    code: str
    """Eight letters and digits in two groups: "7KQX-M2PA"; a personal one has twelve in three."""
    role: Role
    delegation: str | None
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it was made for one person's invitation; for whom is known to nobody but who invited."""
        return len(self.code.replace("-", "")) == _PERSONAL_LENGTH


class Codes:
    """The join codes of a workshop: those that all of a delegation or role share, and personal ones."""

    def __init__(self, workshop: Workshop, database: Database, clock: Callable[[], datetime]) -> None:
        self._workshop, self._database, self._clock = workshop, database, clock

    def all(self) -> list[JoinCode]:
        """Every code that was ever made, in the order of the workshop's delegations, then facilitator, organiser."""
        with self._database.reading() as connection:
            return self._all(connection)

    def usable(self) -> list[JoinCode]:
        """The shared codes that people can join with now; none is made."""
        with self._database.reading() as connection:
            return self._usable(connection)

    def ensure(self) -> list[JoinCode]:
        """The shared codes that can be used now, after making those that are missing: one for each delegation, role."""
        with self._database.reading() as connection:
            usable = self._usable(connection)
        if len(usable) == len(self._wanted()):
            return usable
        with self._database.writing() as connection:
            have = {(code.role, code.delegation) for code in self._usable(connection)}
            for role, delegation in self._wanted():
                if (role, delegation) not in have:
                    self._make(connection, role, delegation)
            return self._usable(connection)

    def invite(self, asked: Sequence[tuple[Role, str | None]]) -> list[str]:
        """A new personal code for each role and delegation, in order. Raises Refused for an unknown delegation."""
        if unknown := next((each for each in asked if each not in self._wanted()), None):
            raise Refused("store.delegation_unknown", delegation=str(unknown[1])[:32])
        with self._database.writing() as connection:
            return [self._make(connection, *each, length=_PERSONAL_LENGTH) for each in asked]

    def revoke(self, code: str) -> None:
        """Ends a code and the access of everyone who joined with it. Raises Refused for an unknown code."""
        self._set(code, revoked=self._clock())

    def expire(self, code: str, at: datetime | None = None) -> None:
        """Lets nobody join with a code after `at` (now); who has joined stays. Raises Refused for an unknown code."""
        self._set(code, expires=at or self._clock())

    def check(self, code: str) -> JoinCode:
        """The code that was typed, whatever its case and spaces. Raises Refused where nobody can join with it."""
        with self._database.reading() as connection:
            found = find_code(connection, code)
        if found.revoked is not None:
            raise Refused("store.code_revoked", typed=found.code)
        if found.expires is not None and found.expires <= self._clock():
            raise Refused("store.code_expired", typed=found.code)
        return found

    def _wanted(self) -> list[tuple[Role, str | None]]:
        delegations: list[tuple[Role, str | None]] = [
            (Role.PARTICIPANT, delegation.code) for delegation in self._workshop.delegations
        ]
        return [*delegations, (Role.FACILITATOR, None), (Role.ORGANISER, None)]

    def _all(self, connection: Connection) -> list[JoinCode]:
        order = {key: place for place, key in enumerate(self._wanted())}
        codes = [_join_code(row) for row in connection.execute(select(t.code).order_by(t.code.c.created))]
        return sorted(codes, key=lambda code: order.get((code.role, code.delegation), len(order)))

    def _usable(self, connection: Connection) -> list[JoinCode]:
        now, wanted = self._clock(), set(self._wanted())
        codes = [c for c in self._all(connection) if c.revoked is None and (c.expires is None or c.expires > now)]
        return [code for code in codes if (code.role, code.delegation) in wanted and not code.is_personal]

    def _make(self, connection: Connection, role: Role, delegation: str | None, length: int = _LENGTH) -> str:
        code = some_letters(length)
        row = {"role": role.value, "delegation": delegation, "created": self._clock()}
        connection.execute(insert(t.code).values(code=code, **row))
        return code

    def _set(self, code: str, **when: datetime) -> None:
        with self._database.writing() as connection:
            found = find_code(connection, code)
            connection.execute(update(t.code).where(t.code.c.code == found.code).values(**when))
            announce(connection, "person", delegation=found.delegation)


def some_letters(length: int = _LENGTH) -> str:
    """Letters and digits by chance, in groups of four, as people can copy them by hand."""
    return _grouped("".join(secrets.choice(_LETTERS) for _ in range(length)))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def find_code(connection: Connection, typed: str) -> JoinCode:
    """The code that somebody typed, valid or not. Raises Refused where there is none such."""
    code = _grouped("".join(letter for letter in typed.upper() if letter.isalnum())[: _PERSONAL_LENGTH + 1])
    row = connection.execute(select(t.code).where(t.code.c.code == code)).one_or_none()
    if row is None:
        raise Refused("store.code_unknown", typed=typed.strip()[:20])
    return _join_code(row)


def _join_code(row: Row[tuple[object, ...]]) -> JoinCode:
    values = dict(row._mapping)
    return JoinCode(**{**values, "role": Role(values["role"])})
