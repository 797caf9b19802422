"""A workshop in progress, with people in it and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from workshop import SESSIONS

from kit.domain.entry import Change, Refused, Saved
from kit.domain.viewer import FACILITATOR, Viewer
from kit.storage import Store

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
