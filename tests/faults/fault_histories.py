"""Devices that come and go, against a model of what they were told: every accepted value is in a history.

A device types while it is offline, sends when it is online, now and then out of order, and sends again what it had no
answer to. Nobody sees what others write before they look.
"""

from __future__ import annotations

import random
import time
from contextlib import closing
from dataclasses import dataclass, field

from fault_audit import Accepted, Damage
from fault_kills import audited
from fault_paths import folder
from fault_table import Row
from storage_rooms import Clock, fill
from workshop import small_workshop

from kit.domain.entry import Change, Saved
from kit.domain.viewer import FACILITATOR, Viewer
from kit.storage import Store, View, open_store

QUESTIONS = ("statement", "long")
AT_ONCE = 6
"""Entries that are written at the same time; after `PER_ENTRY` changes each gives way to a new one."""
PER_ENTRY = 60


@dataclass
class Device:
    """One person's phone."""

    person: Viewer
    view: View
    """Kept, as an open page keeps it: what it has read is brought up to date and not read anew."""
    online: bool = True
    seen: dict[str, int] = field(default_factory=dict)
    queue: list[Change] = field(default_factory=list)


@dataclass
class Model:
    """What a history must hold: the changes in the order in which they were accepted, and who made them."""

    changes: list[tuple[Change, str]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    """Question to the place of its last change."""


@dataclass
class Play:
    """Devices, the store, and the model that it is compared with."""

    store: Store
    devices: list[Device]
    chance: random.Random
    models: dict[str, Model] = field(default_factory=dict)
    written: int = 0
    resent: int = 0
    conflicting: int = 0
    wrong: int = 0
    begun: int = 0

    def step(self) -> None:
        device = self.chance.choice(self.devices)
        match self.chance.choices(("type", "send", "look", "line"), (5, 6, 2, 1))[0]:
            case "type":
                self.type(device)
            case "send" if device.online and device.queue:
                self.send(device)
            case "look" if device.online:
                self.look(device)
            case "line":
                device.online = not device.online

    def type(self, device: Device) -> None:
        """Words that nobody else writes, into one or both questions."""
        entry = f"e{self.begun + self.chance.randrange(AT_ONCE)}"
        self.written += 1
        asked = self.chance.sample(QUESTIONS, self.chance.randint(1, len(QUESTIONS)))
        values = {name: f"{device.person.person} {self.written} {name}" for name in asked}
        device.queue.append(Change(f"c{self.written}", entry, "barrier", device.seen.get(entry, 0), values))

    def send(self, device: Device) -> None:
        """The oldest change, seldom a later one; seldom its answer is lost, and it is sent again some time."""
        change = device.queue[0] if self.chance.random() < 0.8 else self.chance.choice(device.queue)
        saved = device.view.save(change)
        self.compare(device, change, saved)
        if self.chance.random() < 0.8:
            device.queue.remove(change)
            device.seen[change.entry] = max(saved.version, device.seen.get(change.entry, 0))
        else:
            self.resent += 1

    def look(self, device: Device) -> None:
        for entry in device.view.entries("barrier"):
            if entry.id in self.models and int(entry.id[1:]) >= self.begun:
                device.seen[entry.id] = entry.version

    def compare(self, device: Device, change: Change, saved: Saved) -> None:
        model = self.models.setdefault(change.entry, Model())
        if any(known.id == change.id for known, _ in model.changes):
            self.wrong += not saved.repeated
            return
        unseen = [q for q in change.values if self._unseen(model, device, change, q)]
        told = {conflict.question for conflict in saved.conflicts}
        self.conflicting += bool(unseen)
        self.wrong += saved.repeated + len(set(unseen) - told) + (saved.version != len(model.changes) + 1)
        for question in change.values:
            model.last[question] = len(model.changes)
        model.changes.append((change, device.person.person or ""))
        if all(len(m.changes) >= PER_ENTRY for m in [self.models.get(f"e{self.begun}", Model())]):
            self.begun += 1

    def _unseen(self, model: Model, device: Device, change: Change, question: str) -> bool:
        """Whether somebody else set this answer last, in a version that the writer had not seen."""
        at = model.last.get(question)
        return at is not None and at >= change.base and model.changes[at][1] != device.person.person

    def finish(self) -> None:
        """Everybody comes back online and sends what is left."""
        for device in self.devices:
            device.online = True
            while device.queue:
                self.send(device)
        for name, model in self.models.items():
            history = self.store.view(FACILITATOR).history(name)
            self.wrong += [r.change for r in history] != [change.id for change, _ in model.changes]

    def accepted(self) -> list[Accepted]:
        return [Accepted(c.id, c.entry, c.values) for model in self.models.values() for c, _ in model.changes]


def play(operations: int, devices: int = 12, seed: int = 1) -> Row:
    """That many operations; the row's note says how often two people met."""
    began = time.monotonic()
    with folder(in_memory=True) as held, closing(open_store(small_workshop(held), clock=Clock())) as store:
        room = fill(store, Clock())
        people = [room.join("BD", f"Device {n}") for n in range(devices)]
        game = Play(store, [Device(person, store.view(person)) for person in people], random.Random(seed))
        for _ in range(operations):
            game.step()
        game.finish()
        accepted = game.accepted()
        damage = (
            audited(store, accepted) + Damage(half=game.wrong) + orders(store, people, game.chance, operations // 200)
        )
    rate = game.conflicting / len(accepted)
    note = f"{devices} devices, {game.resent:,} sent again, {rate:.1%} of changes met another's unseen one"
    note += f", {time.monotonic() - began:.0f} s"
    return Row("histories of devices that come and go", operations, len(accepted), damage, note)


def orders(store: Store, people: list[Viewer], chance: random.Random, times: int) -> Damage:
    """The same changes in two orders, of people who saw nothing of one another: the same values are kept."""
    wrong = 0
    for n in range(times):
        writers = chance.sample(people, 4)
        names = [(person, k, chance.choice(QUESTIONS)) for k, person in enumerate(writers)]
        kept = []
        for order in ("a", "b"):
            chance.shuffle(names)
            for person, k, question in names:
                change = Change(f"{order}{n}-{k}", f"{order}{n}", "barrier", 0, {question: f"{n} {k}"})
                store.view(person).save(change)
            entry = store.view(FACILITATOR).entry(f"{order}{n}")
            values = {(q, value) for q, value in entry.values.items()}
            kept.append(values | {(c.question, c.other) for c in entry.conflicts})
        wrong += kept[0] != kept[1] or kept[0] != {(question, f"{n} {k}") for _, k, question in names}
    return Damage(lost=wrong)
