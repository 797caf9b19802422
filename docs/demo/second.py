"""The second workshop: what newcomers read of the first, ideas that are ranked, votes by effort and by pairs."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from ruamel.yaml import YAML

from demo.camera import take, take_wall
from demo.gallery import look_at, shown
from demo.house import House
from demo.room import LAPTOP, Room
from kit.domain.entry import Change
from kit.domain.viewer import ORGANISER, Role
from kit.domain.wall import MARK, Turn
from kit.forms.results import VOTE_PLACES
from kit.storage import Sheet, Store

SECOND = Path(__file__).with_name("south-asia-2024")
CONTENT = Path(__file__).with_name("second.yaml")
IDEAS = Sheet("ideas", "ideas", "idea")


class Voters:
    """The people of five delegations and the facilitator, and what they write and vote (second.yaml)."""

    def __init__(self, store: Store) -> None:
        self.store, self.content = store, YAML(typ="safe").load(CONTENT)
        codes = {(code.role, code.delegation): code.code for code in store.codes.ensure()}
        self.facilitator = store.people.join(codes[(Role.FACILITATOR, None)], "Facilitator", "en")
        self.people = {
            delegation: [store.people.join(codes[(Role.PARTICIPANT, delegation)], name, "en") for name in names]
            for delegation, names in self.content["people"].items()
        }

    def write_ideas(self) -> None:
        """Ideas, and the groups into which the facilitator puts them."""
        for words, ideas in self.content["ideas"].items():
            said = {each: delegation for delegation, several in ideas.items() for each in several}
            for idea, delegation in said.items():
                change = Change(_id(f"change {idea}"), _id(idea), "ideas", 0, {"idea": idea}, "ideas")
                self.store.view(self.people[delegation][0]).save(change)
            self.store.view(self.facilitator).sort(IDEAS, "group", {_id(idea): 1 for idea in said}, _id(words), words)

    def rank(self) -> None:
        """Everybody's first ranking."""
        groups = [group.id for group in self.store.view(self.facilitator).desk(IDEAS).sorted.groups]
        rankings = [ranking for several in self.content["rankings"].values() for ranking in several]
        self._cast("ideas", [[groups[place - 1] for place in ranking] for ranking in rankings])

    def place(self) -> None:
        """Everybody's options by impact and effort."""
        names, places = self.content["effort"].keys(), self.content["effort"].values()
        self._cast("effort", [dict(zip(names, ballot, strict=True)) for ballot in zip(*places, strict=True)])

    def _cast(self, session: str, ballots: list[Any]) -> None:
        people = [person for several in self.people.values() for person in several]
        for person, marks in zip(people, ballots, strict=True):
            self.store.view(person).cast(session, marks, _id(f"{session} {person.person}"))


class SecondWalk:
    """The day's four sessions, with a picture of each."""

    def __init__(self, room: Room) -> None:
        self.room, self.agenda, self.voters = room, room.store.agenda, Voters(room.store)
        self.console = room.join("Facilitator", role="facilitator", size=LAPTOP)
        self.phone, self.house = room.join("Newcomer", "BD"), House(room)

    def all(self) -> None:
        """From the briefing to the last vote."""
        for session, step in (
            ("last-time", self.briefing), ("ideas", self.ideas), ("effort", self.effort), ("pairs", self.pairs),
        ):  # fmt: skip
            self.agenda.open(session, ORGANISER)
            step()
            self.gallery(session)
            self.agenda.close(session, ORGANISER)
        self.result()

    def gallery(self, session: str) -> None:
        """The session's page as the guide of all pages shows it."""
        for each in shown():
            if each.workshop == "second" and each.page == f"/s/{session}":
                look_at(self.house, each)

    def briefing(self) -> None:
        """What was agreed last time."""
        take("briefing", self._at("last-time"))

    def ideas(self) -> None:
        """Written alone, sorted by the facilitator, ranked; the console moves it on."""
        phone = self._at("ideas")
        phone.get_by_role("button", name="Add an idea").click()
        phone.get_by_label("What is your idea?").fill("Let councils of two countries write one plan together")
        phone.get_by_label("What is your idea?").blur()
        take("nominal-phone", phone)
        self.voters.write_ideas()
        self.console.goto(f"{self.room.address}/console")
        for step in ("sharing", "clarifying", "first"):
            self.console.locator(f"[data-step={step}]").click()
            self.console.locator(f"[data-step={step}][aria-pressed=true]").wait_for()
        self.voters.rank()
        take("nominal-console", self.console)

    def effort(self) -> None:
        """Everybody votes on their phones."""
        self.voters.place()

    def pairs(self) -> None:
        """A ballot half filled."""
        phone = self._at("pairs")
        phone.get_by_label("Visits of councils to one another").first.check()
        take("pairs", phone, phone.locator(".kf-audience").first)

    def result(self) -> None:
        """The wall with four fields."""
        self.agenda.mark("effort", MARK, Turn("result", VOTE_PLACES).to_json(), ORGANISER)
        take_wall("wall-effort", self.room, self.console)

    def _at(self, session: str) -> Page:
        """A session's page on the phone, drawn to its end."""
        self.phone.goto(f"{self.room.address}/s/{session}")
        self.phone.locator("html[data-kit-ready]").wait_for(state="attached")
        self.phone.wait_for_timeout(1_500)
        return self.phone


def _id(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, key))
