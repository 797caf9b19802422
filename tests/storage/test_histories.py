"""Several devices that see each other late, against a model: nothing lost, nothing doubled, nothing shown too far."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from storage_rooms import Clock, Room, fill, new_id
from workshop import small_workshop

from kit.domain.entry import Change, Refused
from kit.domain.viewer import FACILITATOR, PUBLIC, Viewer
from kit.storage import open_store

ENTRIES = ("e1", "e2")
QUESTIONS = ("statement", "long")
DELEGATION = {"ann": "BD", "asif": "BD", "lal": "LK"}
people = st.sampled_from(sorted(DELEGATION))


@dataclass
class Expected:
    """What the model knows of an entry."""

    delegation: str
    accepted: list[Change] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    visibility: str = "delegation"
    deleted: bool = False
    deleted_at: int = 0

    def value(self, name: str) -> Any:
        said = [change.values[name] for change in self.accepted if name in change.values]
        return said[-1] if said else None


class Devices(RuleBasedStateMachine):
    """People of two delegations save, resend, delete and restore, from whatever version they last saw."""

    sent = Bundle("sent")

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(small_workshop(self.folder))
        self.room: Room = fill(self.store, Clock())
        self.model: dict[str, Expected] = {}
        self.seen: dict[tuple[str, str], int] = {}
        self.open = True
        self.last_sequence = self.store.sequence()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.store.close()
            shutil.rmtree(self.folder)

    def who(self, name: str) -> Viewer:
        return getattr(self.room, name)

    @rule(
        target=sent,
        name=people,
        entry=st.sampled_from(ENTRIES),
        questions=st.sets(st.sampled_from(QUESTIONS)),
        again=st.booleans(),
    )
    def save(self, name: str, entry: str, questions: set[str], again: bool) -> Any:
        values = {question: f"{DELEGATION[name]} {name} {new_id()}" for question in sorted(questions)}
        change = Change(new_id(), entry, "barrier", self.seen.get((name, entry), 0), values)
        if not self.take(name, change):
            return multiple()
        if again:
            self.resend((name, change))
        return name, change

    @rule(target=sent, name=people, entry=st.sampled_from(ENTRIES), deleted=st.booleans())
    def delete(self, name: str, entry: str, deleted: bool) -> Any:
        change = Change(new_id(), entry, "barrier", self.seen.get((name, entry), 0), deleted=deleted)
        return (name, change) if entry in self.model and self.take(name, change) else multiple()

    @rule(name=people, entry=st.sampled_from(ENTRIES), audience=st.sampled_from(["delegation", "participants"]))
    def show(self, name: str, entry: str, audience: str) -> None:
        if entry in self.model:
            self.take(name, Change(new_id(), entry, "barrier", 0, visibility=audience))

    @rule(name=people, entry=st.sampled_from(ENTRIES))
    def refresh(self, name: str, entry: str) -> None:
        if entry in self.model and self.model[entry].delegation == DELEGATION[name]:
            self.seen[name, entry] = self.store.view(self.who(name)).entry(entry).version

    @rule(change=sent)
    def resend(self, change: tuple[str, Change]) -> None:
        name, before = change
        sequence = self.store.sequence()
        assert self.store.view(self.who(name)).save(before).repeated
        assert self.store.sequence() == sequence

    @rule(name=people, entry=st.sampled_from(ENTRIES), version=st.integers(1, 5))
    def restore(self, name: str, entry: str, version: int) -> None:
        expected = self.model.get(entry)
        if not expected or expected.delegation != DELEGATION[name] or version > len(expected.accepted) or not self.open:
            return
        view = self.store.view(self.who(name))
        view.restore(entry, version, new_id())
        last = view.history(entry)[-1]
        expected.accepted.append(Change(last.change, entry, "barrier", last.base, last.values))
        expected.writers.append(name)
        expected.deleted = False

    @rule()
    def close_or_open(self) -> None:
        (self.store.agenda.close if self.open else self.store.agenda.open)("barriers", FACILITATOR)
        self.open = not self.open

    def take(self, name: str, change: Change) -> bool:
        """Saves, and checks that it was taken or refused as the model says."""
        expected = self.model.get(change.entry)
        mine = expected is None or expected.delegation == DELEGATION[name]
        if not (mine and self.open):
            with pytest.raises(Refused) as caught:
                self.store.view(self.who(name)).save(change)
            assert caught.value.code in (
                {"store.not_yours"} if self.open else {"store.not_yours", "store.session_closed"}
            )
            return False
        saved = self.store.view(self.who(name)).save(change)
        expected = self.model.setdefault(change.entry, Expected(DELEGATION[name]))
        before = len(expected.accepted)
        base = change.base if change.base <= before else 0
        for question in change.values:
            self.check_conflict(expected, name, question, base, saved.conflicts)
        self.remember(expected, name, change, base)
        assert saved.version == len(expected.accepted)
        return True

    def check_conflict(self, expected: Expected, name: str, question: str, base: int, conflicts: Any) -> None:
        """What somebody else said last, unseen by this writer, must stand in a conflict."""
        setters = [i for i, change in enumerate(expected.accepted) if question in change.values]
        if setters and setters[-1] >= base and expected.writers[setters[-1]] != name:
            other = expected.accepted[setters[-1]].values[question]
            assert any(c.question == question and c.other == other for c in conflicts)

    def remember(self, expected: Expected, name: str, change: Change, base: int) -> None:
        expected.accepted.append(change)
        expected.writers.append(name)
        expected.visibility = change.visibility or expected.visibility
        was = expected.deleted
        if change.deleted is not None:
            expected.deleted = change.deleted
        elif change.values and expected.deleted_at > base:
            expected.deleted = False
        if expected.deleted != was:
            expected.deleted_at = len(expected.accepted)

    @invariant()
    def everything_accepted_is_there(self) -> None:
        for entry_id, expected in getattr(self, "model", {}).items():
            view = self.store.view(FACILITATOR)
            entry = view.entry(entry_id)
            assert {q: entry.values.get(q) for q in QUESTIONS} == {q: expected.value(q) for q in QUESTIONS}
            assert entry.deleted == expected.deleted
            history = [(revision.change, dict(revision.values)) for revision in view.history(entry_id)]
            assert history == [(change.id, dict(change.values)) for change in expected.accepted]

    @invariant()
    def nobody_sees_the_words_of_others(self) -> None:
        for entry_id, expected in getattr(self, "model", {}).items():
            for name, delegation in DELEGATION.items():
                view = self.store.view(self.who(name))
                shown = {text for entry in view.entries() if entry.id == entry_id for text in entry.values.values()}
                if delegation != expected.delegation and expected.visibility == "delegation":
                    assert not shown
            assert self.store.view(PUBLIC).entries() == []

    @invariant()
    def the_sequence_never_falls(self) -> None:
        if hasattr(self, "store"):
            assert self.store.sequence() >= self.last_sequence
            self.last_sequence = self.store.sequence()


TestDevices = Devices.TestCase
TestDevices.settings = settings(
    max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
