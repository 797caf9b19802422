"""Every page of a workshop that five delegations have filled, as people see it who read in any of its languages."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

from demo.filling import Delegations
from demo.room import PHONE, Room
from kit.domain.grouping import formed
from kit.domain.paper import FIRST, in_full
from kit.domain.viewer import ORGANISER
from kit.domain.wall import MARK, Turn
from kit.storage import Asked

OPEN = ("needs", "priorities", "workplan", "review", "matching", "confirm", "close", "follow-up")
"""Sessions that take answers while pages are looked at; those before them are closed and show their results."""


ON_WALLS = {
    "findings": "mapping_response",
    "matching": "offer_need.map",
    "barriers": "barrier.statement.sorted",
}
"""What is shown of a session on a wall whose address names it; the last is on all others."""
FIRST_SHEET = in_full(FIRST)
"""The number of the paper form that is looked at; it is for those who look."""


@dataclass
class House:
    """The served room, and people in it who each read in one language."""

    room: Room
    people: dict[tuple[str, str], Page] = field(default_factory=dict)

    def person(self, language: str, role: str = "participant") -> Page:
        """Somebody who has joined and reads in this language; their page is used again."""
        if (language, role) not in self.people:
            page = self.room.join("Mayor's office", "BD" if role == "participant" else None, role=role)
            page.context.request.post(
                f"{self.room.address}/language", form={"language": language, "_xsrf": _xsrf(page)}, max_redirects=0
            )
            self.people[(language, role)] = page
        return self.people[(language, role)]

    def visit(self, address: str, language: str) -> Page:
        """A page as somebody sees it who may, drawn to its end."""
        page = self._visitor(address, language)
        page.set_viewport_size(PHONE)
        page.goto(self.room.address + address.format(language=language, sheet=FIRST_SHEET))
        if "/s/" in address or address.endswith("/form"):
            page.locator("html[data-kit-ready]").wait_for(state="attached")
            page.locator(".live-languages").wait_for()
            drawn = "() => [...document.querySelectorAll('.kit-output-widget')].every((each) => each.childElementCount)"
            page.wait_for_function(drawn)
        if "/wall" in address:
            page.locator("#title:not(:empty)").wait_for()
        if "/sorting" in address:
            page.locator("#answers-note:not(:empty), #answers li").first.wait_for()
        if "/console" in address:
            page.locator(".console-progress tbody tr").first.wait_for()
        return page

    def _visitor(self, address: str, language: str) -> Page:
        if address.startswith(("/console", "/sorting", "/wall")):
            return self.person(language, "facilitator")
        if address.startswith(("/join", "/left")):
            return self.stranger(language)
        return self.person(language)

    def stranger(self, language: str) -> Page:
        """Somebody who has not joined; their browser asks for this language."""
        if (language, "stranger") not in self.people:
            page = self.room.browser.new_context(viewport=PHONE, locale=language, reduced_motion="reduce").new_page()
            self.people[(language, "stranger")] = page
        return self.people[(language, "stranger")]


def _xsrf(page: Page) -> str:
    return str(page.locator("input[name=_xsrf]").first.get_attribute("value"))


def fill(room: Room, *, written: bool = True) -> None:
    """What five delegations write in every session, or nothing yet; the first sessions closed, the others open."""
    write, agenda = Delegations(room.store), room.store.agenda
    for session in room.store.agenda.states():
        agenda.open(session, ORGANISER)
        if written:
            write.write(session)
        if session not in OPEN:
            agenda.close(session, ORGANISER)
    if written:
        write.park()
        write.sort()
    turn_walls(room)
    room.store.papers.make([Asked("barrier", "BD")], ORGANISER, printed=True)
    part(room)


def turn_walls(room: Room) -> None:
    """To what is shown of each session."""
    for session, result in ON_WALLS.items():
        room.store.agenda.mark(session, MARK, Turn("result", result).to_json(), ORGANISER)


def part(room: Room) -> None:
    """Groups in two of the open sessions: one in which people choose, one in which they are dealt out."""
    chosen = formed("needs", "theme", themes=["nlc", "training", "data"], most=1)
    dealt = formed("workplan", "mixed", groups=3, places={"1": "Hall", "2": "Garden", "3": "Library"})
    for session, mark in (("needs", chosen), ("workplan", dealt)):
        room.store.groups.form(session, mark, ORGANISER)


SESSIONS = (
    "opening-registration", "local-reality", "findings", "theme-nlc", "barriers", "needs", "priorities", "workplan",
    "review", "matching", "confirm", "close", "follow-up",
)  # fmt: skip
"""One of each notebook."""
PAGES = (
    "/join", "/now?stay", "/nowhere", "/left", "/console", "/wall?language={language}",
    "/wall?session=findings&language={language}", "/wall?session=matching&language={language}", "/sorting/barriers",
    "/paper", "/paper/{sheet}", "/paper/{sheet}/form",
    *(f"/s/{session}" for session in SESSIONS),
)  # fmt: skip
