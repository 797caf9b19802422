"""A workshop in progress, with people in it and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert
from workshop import SESSIONS

from kit.domain.entry import Change, Refused, Saved
from kit.domain.viewer import FACILITATOR, Viewer
from kit.storage import Store
from kit.storage import tables as t

_ids = count()


def new_id() -> str:
    return f"id-{next(_ids)}"


def save(room: Room, who: Viewer, form: str, entry: str, base: int = 0, /, **values: Any) -> Saved:
    """Saves answers; names that end in an underscore are the change's own fields."""
    options = {name.strip("_"): values.pop(name) for name in list(values) if name.endswith("_")}
    return room.store.view(who).save(Change(options.pop("id", new_id()), entry, form, base, values, **options))


def refusal(room: Room, who: Viewer, form: str, entry: str, base: int = 0, /, **values: Any) -> str:
    """The code with which a save is refused."""
    with pytest.raises(Refused) as caught:
        save(room, who, form, entry, base, **values)
    return caught.value.code


@dataclass
class Clock:
    """A time that stands until a test moves it."""

    now: datetime = field(default_factory=lambda: datetime(2023, 3, 1, 4, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Room:
    """A workshop with people in it and every session open."""

    store: Store
    clock: Clock
    ann: Viewer
    """Of BD, as is Asif."""
    asif: Viewer
    lal: Viewer
    """Of LK."""
    facilitator: Viewer
    organiser: Viewer

    def join(self, delegation: str | None, name: str = "Someone") -> Viewer:
        """One more person."""
        code = next(c for c in self.store.codes.ensure() if c.delegation == delegation)
        return self.store.people.join(code.code, name, "en")


def fill(store: Store, clock: Clock) -> Room:
    codes = {code.delegation or code.role.value: code.code for code in store.codes.ensure()}
    for session in SESSIONS:
        store.agenda.open(session.id, FACILITATOR)
    joined = {
        name: store.people.join(codes[where], name.title(), "en")
        for name, where in (
            ("ann", "BD"),
            ("asif", "BD"),
            ("lal", "LK"),
            ("facilitator", "facilitator"),
            ("organiser", "organiser"),
        )
    }
    return Room(store, clock, **joined)


FILLED = (t.code, t.person, t.agenda, t.event)
"""The tables into which `fill` writes."""


@dataclass(frozen=True)
class Filled:
    """A filled room as rows, to be put into any new database."""

    room: Room
    rows: dict[str, list[dict[str, Any]]]

    def into(self, store: Store, clock: Clock) -> Room:
        """The same people and sessions in another store."""
        with store.context.database.writing() as connection:
            for table in FILLED:
                connection.execute(insert(table), self.rows[table.name])
        return replace(self.room, store=store, clock=clock)
