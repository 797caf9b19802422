"""What a view has read, kept, and brought up to date by what was written since.

A page asks for the same entries after every save in the room. Reading them all anew costs more with every entry; here
only those are read again that an event names.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from kit.domain.entry import Entry
from kit.domain.form import Protection
from kit.domain.viewer import Viewer
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.events import last_event
from kit.storage.reading import PLAN, Surroundings, concerning, position, query, seen, surroundings
from kit.storage.rows import Stored, read_stored

MOST_EVENTS = 500
"""After more, or after what concerns everything, all is read anew."""
ACTIVITY = "activity"
_WITHOUT_ENTRIES = frozenset({"session", "wall", "ballot", "ready", "group"})
"""Kinds of events that change no entry, and but for a session's steps not who may see one."""
_STEPS = "session"
_ENTRIES = frozenset({"entry", "plan"})
_KNOWN = _WITHOUT_ENTRIES | _ENTRIES
_SINCE = (
    select(t.event.c.kind, t.event.c.entry, t.event.c.form, t.event.c.delegation)
    .where(t.event.c.seq > bindparam("seq"))
    .order_by(t.event.c.seq)
    .limit(MOST_EVENTS + 1)
)
_CHANGED = select(t.entry).where(t.entry.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries were asked for."""

    form: str | None = None
    session: str | None = None
    deleted: bool = False
    concerning: str | None = None
    own: str | None = None
    """The viewer's delegation, where only its entries are wanted: then nobody else's are read at all."""

    def query(self, context: Context) -> Select[Any]:
        """All of them."""
        found = query(self.form, self.session, deleted=self.deleted)
        found = found if self.own is None else found.where(t.entry.c.delegation == self.own)
        return found if self.concerning is None else found.where(concerning(context, self.concerning))

    def holds(self, stored: Stored) -> bool:
        """Whether an entry is one of them; not asked where `concerning` is."""
        entry, known = stored.entry, (self.form, self.session, self.own)
        named = zip(known, (entry.form, entry.session, entry.delegation), strict=True)
        return entry.deleted == self.deleted and all(wanted in (None, found) for wanted, found in named)

    def concerns(self, event: Row[Any, Any, Any, Any]) -> bool:
        """Whether an event may be about one of them; its `form` and `delegation` are its entry's for good."""
        return self.form in (None, event.form) and self.own in (None, event.delegation)


@dataclass(slots=True)
class _Listed:
    """Entries in their order, and by id."""

    ordered: list[Entry]
    by_id: dict[str, Entry] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {entry.id: entry for entry in self.ordered}

    def put(self, changed: Iterable[str], now: Iterable[Entry]) -> None:
        for entry_id in changed:
            if before := self.by_id.pop(entry_id, None):
                del self.ordered[bisect_left(self.ordered, position(before), key=position)]
        for entry in now:
            self.by_id[entry.id] = entry
            insort(self.ordered, entry, key=position)


class Kept:
    """The lists of one viewer."""

    def __init__(self, context: Context, viewer: Viewer) -> None:
        self._context, self._viewer = context, viewer
        self._lists: dict[Wanted, _Listed] = {}
        self._around = Surroundings({}, {}, {})
        self._sequence = -1
        self._lock = threading.Lock()

    def entries(self, connection: Connection, wanted: Wanted) -> list[Entry]:
        """What the viewer sees now of what is wanted, oldest first."""
        with self._lock:
            self._catch_up(connection)
            if wanted not in self._lists:
                stored = read_stored(connection, wanted.query(self._context))
                self._lists[wanted] = _Listed(self._seen(connection, stored))
            return list(self._lists[wanted].ordered)

    def known(self, wanted: Wanted) -> list[Entry] | None:
        """The list as it was last brought up to date; None where there is none."""
        with self._lock:
            return list(self._lists[wanted].ordered) if wanted in self._lists else None

    def _seen(self, connection: Connection, stored: Iterable[Stored]) -> list[Entry]:
        return seen(connection, self._context, self._viewer, stored, self._around)

    def _catch_up(self, connection: Connection) -> None:
        latest, before = last_event(connection), self._sequence
        if latest == before:
            return
        # What fails half-way must not leave lists behind that pass for whole.
        self._sequence = -1
        events = list(connection.execute(_SINCE, {"seq": before})) if 0 <= before < latest else None
        if events is None or len(events) > MOST_EVENTS or any(event.kind not in _KNOWN for event in events):
            self._begin_anew(surroundings(connection))
        else:
            if any(event.kind == _STEPS or event.form in (PLAN, ACTIVITY) for event in events):
                self._look_around(surroundings(connection))
            self._read_again(connection, [event for event in events if event.kind in _ENTRIES])
        self._sequence = latest

    def _begin_anew(self, around: Surroundings) -> None:
        self._lists, self._around = {}, around

    def _read_again(self, connection: Connection, events: Sequence[Row[Any, Any, Any, Any]]) -> None:
        """What the events name, in the lists that may hold it."""
        self._drop({event.form for event in events if event.entry is None})
        changed = {e.entry for e in events if e.entry is not None and any(w.concerns(e) for w in self._lists)}
        if not changed:
            return
        stored = read_stored(connection, _CHANGED, {"ids": sorted(changed)})
        now = {entry.id: entry for entry in self._seen(connection, stored)}
        for wanted, listed in self._lists.items():
            held = [one.entry.id for one in stored if one.entry.id in now and wanted.holds(one)]
            listed.put(changed, (now[entry_id] for entry_id in held))

    def _look_around(self, around: Surroundings) -> None:
        """Drops the lists in which others may now be seen than those that have changed themselves."""
        before, self._around = self._around, around
        same = around.plans == before.plans and around.phases == before.phases
        if not same or not before.owners.items() <= around.owners.items():
            self._lists = {}
        elif len(around.owners) > len(before.owners):
            forms = self._context.workshop.forms.values()
            self._drop({form.name for form in forms if form.protection is Protection.REVIEW})

    def _drop(self, forms: Set[str]) -> None:
        """Drops the lists that hold entries of these forms, and those whose entries depend on others."""
        self._lists = {
            wanted: listed
            for wanted, listed in self._lists.items()
            if wanted.concerning is None and not (forms and wanted.form is None) and wanted.form not in forms
        }
