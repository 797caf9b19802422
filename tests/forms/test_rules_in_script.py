"""The page's own rules beside Python's, and the way of typed answers to the store under every order of events."""

from __future__ import annotations

import itertools
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from forms_room import Room
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from kit.domain.entry import Change
from kit.domain.form import Condition, Question, QuestionType
from kit.domain.texts import text
from kit.forms.base import join_modules
from kit.forms.definition import form_json
from kit.forms.entries import entry_json
from kit.storage import View

STATIC = Path(__file__).parents[2] / "kit" / "forms" / "static"
DEVICE = """
const devices = new Map();
window.act = (device, entry, method, ...args) => {
  if (!devices.has(device)) devices.set(device, new EntryState(entry));
  const state = devices.get(device);
  return [state[method]?.(...args) ?? null, state.values(), state.hasPending];
};
window.look = (device, names) => { for (const name of names) devices.get(device).shown(name); };
window.reload = (device, entry) => {
  const record = JSON.parse(JSON.stringify(devices.get(device).record()));
  const fresh = new EntryState(entry);
  if (record) fresh.restore(record);
  devices.set(device, fresh);
};
window.inflight = (device) => devices.get(device).inflight;
window.rules = { holds, isMissing, isAnswered, lengthOf };
"""


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A blank page with the modules of rules and pending answers."""
    page = browser.new_page()
    page.add_script_tag(content=join_modules(STATIC / "pending.js") + DEVICE, type="module")
    page.wait_for_function("() => window.rules")
    yield page
    page.close()


_words = st.sampled_from(["yes", "no", "a", "b", "3", "", "*"])
_values = st.one_of(st.none(), st.booleans(), _words, st.lists(_words, max_size=3), st.integers(0, 4))
_conditions = st.dictionaries(st.sampled_from(["q", "r"]), st.frozensets(_words, min_size=1), max_size=2)
_here = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_here
@given(condition=_conditions, values=st.dictionaries(st.sampled_from(["q", "r", "s"]), _values))
def test_condition_holds_in_the_page_exactly_where_it_holds_in_python(
    script: Page, condition: dict[str, frozenset[str]], values: dict[str, Any]
) -> None:
    """A question shown in the page is one that the store asks, and the other way round."""
    sent = {name: sorted(accepted) for name, accepted in condition.items()}
    assert script.evaluate("([c, v]) => rules.holds(c, v)", [sent, values]) == Condition(condition).holds(values)


@_here
@given(words=st.text(max_size=40))
def test_text_has_the_same_length_in_the_page_as_in_the_store(script: Page, words: str) -> None:
    """The counter and the limit mean the same characters: one emoji of one code point is one."""
    import unicodedata

    normal = unicodedata.normalize("NFC", words.replace("\r\n", "\n"))
    try:
        words.encode()
    except UnicodeEncodeError:
        return
    assert script.evaluate("(words) => rules.lengthOf(words)", words) == len(normal)


def test_needed_question_is_missing_in_the_page_where_python_says_so(script: Page, room: Room) -> None:
    """Required, conditionally required and acknowledged questions agree with the domain's own rule."""
    view = room.join()
    for form in room.store.workshop.forms.values():
        sent = form_json(form, view.viewer, "en", mode="list")["questions"]
        for question, shown in zip(form, sent, strict=True):
            missing = question.is_required({}) and question.type is not QuestionType.NOTE
            assert script.evaluate("([q, v]) => rules.isMissing(q, v)", [shown, {}]) == missing, question.name


class _Device:
    """A page's EntryState on one side, a real view of the store on the other, and a line that loses things between."""

    def __init__(self, name: str, script: Page, room: Room, view: View, entry: str) -> None:
        self.name, self.script, self.room, self.view, self.entry = name, script, room, view, entry
        self.act("record")

    def act(self, method: str, *args: Any) -> Any:
        return self.script.evaluate("([d, e, m, a]) => act(d, e, m, ...a)", [self.name, self.entry, method, list(args)])

    def type(self, name: str, value: str) -> None:
        self.act("type", name, value)

    def send(self, *, lost: bool) -> None:
        """Sends what is to be sent, perhaps again; the answer may get lost after the store has it."""
        self.act("next", str(uuid.uuid4()), {"language": "en"})
        sent = self.script.evaluate("(device) => inflight(device)", self.name)
        if sent is None:
            return
        resolves = tuple(sent["resolves"])
        change = Change(sent["id"], self.entry, "barrier", sent["base"], sent["values"], "barriers", resolves=resolves)
        saved = self.view.save(change)
        if not lost:
            written = self.view.entry(self.entry).values
            values = {name: written.get(name) for name in sent["values"]}
            self.act("saved", {"change": sent["id"], "version": saved.version, "values": values})

    def receive(self) -> None:
        """The page is sent the entry and shows it."""
        form = self.room.store.workshop.forms["barrier"]
        found = [e for e in self.view.entries("barrier") if e.id == self.entry]
        for entry in found:
            self.act("receive", entry_json(entry, form, "en", names=lambda person: person))
            self.script.evaluate("([d, n]) => look(d, n)", [self.name, ["statement", "tried_already"]])

    def reload(self) -> None:
        """The page is closed and another takes over what it kept."""
        self.script.evaluate("([d, e]) => reload(d, e)", [self.name, self.entry])


@pytest.mark.parametrize("seed", range(12))
def test_no_typed_answer_is_ever_lost_between_two_devices(script: Page, room: Room, seed: int) -> None:
    """Typing, sending, lost answers, reloads and news in any order: all that was last typed is in the store.

    At the end both devices show the same, and for each question what each device typed last either stands, or is kept
    beside it as a conflict, or had been seen by the other before they wrote theirs.
    """
    room.open("barriers")
    chance, entry = random.Random(seed), str(uuid.uuid4())
    devices = [_Device(f"{seed}-{n}", script, room, room.join(name=n), entry) for n in ("Rahima", "Karim")]
    typed: dict[tuple[str, str], str] = {}
    numbers = itertools.count()
    for _ in range(40):
        device = chance.choice(devices)
        match chance.randrange(6):
            case 0 | 1:
                name = chance.choice(("statement", "tried_already"))
                typed[device.name, name] = f"{device.name} wrote {next(numbers)}"
                device.type(name, typed[device.name, name])
            case 2:
                device.send(lost=False)
            case 3:
                device.send(lost=True)
            case 4:
                device.receive()
            case 5:
                device.reload()
                device.receive()
    for _ in range(3):
        for device in devices:
            device.send(lost=False)
            device.send(lost=False)
            device.receive()
    stored = devices[0].view.entry(entry)
    history = {value for revision in devices[0].view.history(entry) for value in revision.values.values()}
    for (_, name), words in typed.items():
        assert words in history, f"{name}: {words} never reached the store"
    for device in devices:
        device.receive()
        _, values, pending = device.act("record")
        assert not pending
        assert values == dict(stored.values)


def test_question_types_all_have_a_control(room: Room) -> None:
    """Every type of question that a form may have is drawn by a control of its own."""
    source = (STATIC / "question.js").read_text()
    for kind in QuestionType:
        question = Question("q", kind, text("?"))
        assert question.type is QuestionType.NOTE or f"  {kind.value}: " in source
