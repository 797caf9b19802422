"""Draws the guides' pictures: a copy of the example is served, filled by five delegations, and looked at.

    make screenshots

A second workshop (docs/demo/south-asia-2024) shows what the example does not have: other votes, newcomers' briefing.

Each picture is what a browser shows at a phone's (390x844) or a laptop's size (1280x800); pages of documents come from
`kit report` and `kit codes --pdf`, by pdftoppm of poppler-utils. What delegations write is in docs/demo/content.yaml.

docs/pictures holds those that guides show. Every page in English and in Urdu, on a phone and on a laptop, in light and
in dark, is drawn into docs/gallery, which is not kept: to look through before a release.
"""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from demo.camera import GALLERY, PICTURES, keep, page_with, photograph, take, take_page, take_wall, to_top
from demo.filling import Delegations, confirm
from demo.house import OPEN, PAGES, House
from demo.room import LAPTOP, PHONE, Room, served_example
from demo.second import SECOND, SecondWalk
from playwright.sync_api import Page

from kit.definitions import load_workshop
from kit.domain.grouping import formed
from kit.domain.viewer import ORGANISER
from kit.domain.wall import MARK, Turn
from kit.storage import open_store

GALLERY_LANGUAGES = ("en", "ur")
IN_GUIDES = {
    ("/join", "phone"): "join-urdu",
    ("/s/close", "phone"): "evaluation-urdu",
    ("/s/review", "phone"): "review-urdu",
    ("/console", "laptop"): "console-urdu",
    ("/s/workplan", "laptop"): "workplan-urdu",
}
"""Pictures of the gallery's Urdu pages that guides show too."""


class Clock:
    """The time, or one that has gone by: so that a day is late without anybody waiting for it."""

    minutes_ago = 0

    def __call__(self) -> datetime:
        """The moment that the store takes for now."""
        return datetime.now(UTC) - timedelta(minutes=self.minutes_ago)


class Walk:
    """The agenda from beginning to end, with a picture wherever a guide needs one."""

    def __init__(self, room: Room) -> None:
        self.room, self.clock = room, Clock()
        self.store = open_store(load_workshop(room.folder), clock=self.clock)
        self.agenda, self.write = self.store.agenda, Delegations(room.store)
        self.facilitator = room.join("Facilitator", role="facilitator", size=LAPTOP)
        self.organiser = room.join("Organiser", role="organiser", size=LAPTOP)
        self.phone = room.join("Planning officer", "BD")
        self.other_phone = room.join("Councillor, ward 4", "BD")
        self.laptop = room.join("Mayor's office", "BD", size=LAPTOP)

    def join(self) -> None:
        """A code is scanned, a name written; nothing is open yet."""
        visitor = self.room.visitor()
        visitor.goto(self.room.link("BD"))
        visitor.fill("#name", "Planning officer")
        take("join", visitor)
        self.phone.goto(f"{self.room.address}/now")
        take("waiting", self.phone)
        sheets = self.room.folder / "codes.pdf"
        self.room.kit("codes", self.room.folder, "--pdf", sheets)
        take_page("code-sheet", sheets)
        checklist = self.room.folder / "checklist.pdf"
        self.room.kit("checklist", self.room.folder, "--out", checklist)
        take_page("checklist", checklist)

    def registration(self) -> None:
        """One's own lines, and the consents. The morning takes longer than was planned."""
        self.clock.minutes_ago = 205
        self.agenda.open("opening-registration", ORGANISER)
        take("registration", self._at(self.phone, "opening-registration"))
        self.write.write("opening-registration")
        self.clock.minutes_ago = 130
        self.agenda.close("opening-registration", ORGANISER)
        self.agenda.open("local-reality", ORGANISER)
        self.write.write("local-reality")
        self.clock.minutes_ago = 62
        self.agenda.close("local-reality", ORGANISER)

    def findings(self) -> None:
        """Findings with their state, one of them open; the console of a late day."""
        self.clock.minutes_ago = 40
        self.agenda.open("findings", ORGANISER)
        self.clock.minutes_ago = 0
        self.write.write("findings")
        page = self._at(self.phone, "findings")
        open_card(page, "F2 ·")
        take("findings", page)
        self._console("findings")
        take("console-late", self.facilitator)
        self.agenda.close("findings", ORGANISER)
        self.facilitator.goto(f"{self.room.address}/s/findings")
        take("findings-grid", self.facilitator, self.facilitator.get_by_role("heading", name="How relevant").first)
        self._wall("wall-findings", "findings", "mapping_response")
        for session in ("theme-nlc", "theme-mechanisms"):
            self._silently(session)

    def groups(self) -> None:
        """The room parts: dealt out, and by choice; a delegation is ready."""
        self.agenda.open("theme-youth", ORGANISER)
        self.write.write("theme-youth")
        phone, groups = self._at(self.phone, "theme-youth"), self.store.groups
        places = {"1": "Hall", "2": "Garden", "3": "Library"}
        groups.form("theme-youth", formed("dealt", "mixed", groups=3, places=places), ORGANISER)
        phone.get_by_role("button", name="We are ready").click()
        phone.locator(".live-ready.is-ready").wait_for()
        take("ready", phone, phone.locator(".kf-list .kf-card").last)
        phone.evaluate("window.scrollTo(0, 0)")
        take("group", phone)
        console = self._console("theme-youth")
        console.locator("#groups summary").click()
        take("console-groups", console, console.locator("#groups"))
        groups.form("theme-youth", formed("chosen", "theme", themes=["nlc", "training", "data"], most=1), ORGANISER)
        groups.choose("theme-youth", "nlc", self.write.people["PK"][0])
        phone.locator(".live-group button", has_text="full").wait_for()
        take("group-choose", phone)
        self.agenda.close("theme-youth", ORGANISER)

    def barriers(self) -> None:
        """Two phones of one delegation; the room as the facilitator and the projector see it meanwhile."""
        self.agenda.open("barriers", ORGANISER)
        self.write.write("barriers")
        one, two = self._at(self.phone, "barriers"), self._at(self.other_phone, "barriers")
        two.get_by_role("button", name="Add a barrier").click()
        two.get_by_label("What is the barrier?").fill("Ward meetings are called at hours when women cannot come.")
        two.get_by_label("What is the barrier?").blur()
        one.get_by_text("Ward meetings are called").first.wait_for()
        take("together", one, one.locator(".kf-audience").first)
        take("writing", two, two.get_by_label("What is the barrier?"))
        self._console("barriers").get_by_role("button", name="+15 min").click()
        take("console", self.facilitator)
        self._wall("wall-open", "barriers")
        self.paper()
        self.agenda.close("barriers", ORGANISER)
        self.write.park()
        self.write.sort()
        self.facilitator.goto(f"{self.room.address}/sorting/barriers")
        take("sorting", self.facilitator)
        self._wall("wall-words", "barriers", "barrier.statement.sorted")

    def paper(self) -> None:
        """A sheet as it is printed, in two languages; one that came back is photographed and typed in."""
        for language, name in (("ur", "paper-sheet-urdu"), ("en", "paper-sheet")):
            out = self.room.folder / name
            options = ("--form", "barrier", "--delegation", "LK", "--language", language)
            (printed,) = json.loads(self.room.kit("paper", self.room.folder, *options, "--out", out, "--json"))
            take_page(name, out / "barrier.pdf")
        (number,) = printed["numbers"]
        words = "Meetings are held when women cannot come."
        photo = photograph(out / "barrier.pdf", {0.3: words}, out / "photo.jpg")
        page = self.facilitator
        page.goto(f"{self.room.address}/paper/{number}")
        page.locator("#photo").set_input_files(photo)
        page.locator(".kit-paper-photo").wait_for()
        page.goto(f"{self.room.address}/paper/{number}/form")
        page.get_by_label("What is the barrier?").fill(words)
        page.get_by_label("What is the barrier?").blur()
        take("keying-in", page)

    def needs(self) -> None:
        """Ratings with words beside the figures."""
        self.agenda.open("needs", ORGANISER)
        self.write.write("needs")
        page = self._at(self.phone, "needs")
        open_card(page, "Staff and training")
        take("ratings", page, page.get_by_text("Where do you stand today?").first)
        self.agenda.close("needs", ORGANISER)

    def vote(self) -> None:
        """A ballot half filled; the result on the wall, and the decision that follows it."""
        self.agenda.open("priorities", ORGANISER)
        page = self._at(self.phone, "priorities")
        for option, dots in (("Training for newly", 2), ("Support for women", 1)):
            for _ in range(dots):
                page.locator(".kf-dots li", has_text=option).get_by_role("button").last.click()
        take("ballot", page, page.locator(".kf-audience").first)
        self.write.write("priorities")
        self.agenda.close("priorities", ORGANISER)
        self._wall("wall-vote", "priorities", "vote")
        self.write.decide()

    def workplan(self) -> None:
        """The plan as it grows: on a laptop, an activity on a phone, the timeline."""
        self.agenda.open("workplan", ORGANISER)
        self.write.write("workplan")
        page = self._at(self.laptop, "workplan")
        take("workplan", page, page.locator(".kf-title", has_text="Priorities"))
        take("timeline", page, page.get_by_role("heading", name="Timeline", exact=True))
        phone = self._at(self.phone, "workplan")
        open_card(phone, "BD-02")
        take("activity", phone)
        self.agenda.close("workplan", ORGANISER)

    def review(self) -> None:
        """Another country's activity, read as a colleague."""
        self.agenda.open("review", ORGANISER)
        self.write.write("review")
        page = self._at(self.phone, "review")
        open_card(page, "LK-01")
        take("review", page)
        self.agenda.close("review", ORGANISER)

    def matches(self) -> None:
        """Where one's offer meets another's need."""
        self.agenda.open("matching", ORGANISER)
        self.write.write("matching")
        page = self._at(self.laptop, "matching")
        take("matches", page, page.get_by_role("heading", name="Matches", exact=True))
        self._wall("wall-map", "matching", "offer_need.map")
        self.agenda.close("matching", ORGANISER)

    def confirm(self) -> None:
        """The step that ends the delegation's work."""
        self.agenda.open("confirm", ORGANISER)
        page = self._at(self.laptop, "confirm")
        take("confirm", page, page.get_by_role("heading", name="State of the plan", exact=True))
        for delegation in ("BD", "IN", "LK", "MV", "PK"):
            confirm(self.room.store, delegation, "Head of delegation", "2023-02-01")
        self.agenda.close("confirm", ORGANISER)

    def close(self) -> None:
        """The anonymous evaluation, and what comes of it."""
        self.agenda.open("close", ORGANISER)
        take("evaluation", self._at(self.phone, "close"))
        self.write.write("close")
        self.agenda.close("close", ORGANISER)
        self._silently("follow-up", close=False)

    def reports(self) -> None:
        """Pages of the documents."""
        self.room.kit("report", self.room.folder, "--format", "pdf", "--delegation", "BD")
        document = self.room.folder / "reports" / "BD" / "workplan.pdf"
        take_page("report-first-page", document)
        take_page("report-timeline", document, page_with(document, "Timeline"))
        told = (
            "--round",
            "two-weeks",
            "--delegation",
            "BD",
            "--format",
            "pdf",
            "--url",
            "https://workshop.example.org",
        )
        self.room.kit("followup", self.room.folder, *told)
        take_page("round-sheet", self.room.folder / "reports" / "MV" / "round-two-weeks.pdf")

    def gallery(self) -> None:
        """Every page in two languages, on a phone and a laptop, in light and in dark."""
        house = House(self.room)
        for language in GALLERY_LANGUAGES:
            for address in PAGES:
                session = address.removeprefix("/s/")
                if session in OPEN:
                    self.agenda.reopen(session, ORGANISER)
                for name, size in (("phone", PHONE), ("laptop", LAPTOP)):
                    self._looked_at(house, address, language, name, size)
                if session in OPEN:
                    self.agenda.close(session, ORGANISER)

    def _looked_at(self, house: House, address: str, language: str, name: str, size: dict[str, int]) -> None:
        page = house.visit(address, language)
        page.set_viewport_size(size)
        page.wait_for_timeout(300)
        place = "-".join(re.findall(r"\w+", re.sub(r"[?&]language=.*", "", address)))
        light = page.screenshot(animations="disabled")
        keep(f"{language}-{place}-{name}", light, GALLERY)
        if language == "ur" and (address, name) in IN_GUIDES:
            keep(IN_GUIDES[(address, name)], light)
        page.emulate_media(color_scheme="dark")
        keep(f"{language}-{place}-{name}-dark", page.screenshot(animations="disabled"), GALLERY)
        page.emulate_media(color_scheme="light")

    def _silently(self, session: str, *, close: bool = True) -> None:
        self.agenda.open(session, ORGANISER)
        self.write.write(session)
        if close:
            self.agenda.close(session, ORGANISER)

    def _at(self, page: Page, session: str) -> Page:
        """A session's page, all of its cells drawn."""
        page.goto(f"{self.room.address}/s/{session}")
        page.locator(".kf-title:visible").first.wait_for()
        page.wait_for_timeout(1_500)
        return page

    def _console(self, session: str) -> Page:
        """The console as it opens, the session that is on in its middle."""
        self.facilitator.goto(f"{self.room.address}/console")
        self.facilitator.locator(f"[data-session='{session}'].is-open").wait_for()
        return self.facilitator

    def _wall(self, name: str, session: str, result: str = "") -> None:
        """The projector's window, opened from the console as facilitators do: results show only to those signed in."""
        if result:
            self.agenda.mark(session, MARK, Turn("result", result).to_json(), ORGANISER)
        take_wall(name, self.room, self.facilitator)


def open_card(page: Page, words: str) -> None:
    """Opens the first entry that begins with these words, and brings it to the top."""
    head = page.locator("button.kf-card-head", has_text=words).first
    to_top(head)
    head.click()


def main() -> None:
    """All pictures, in the agenda's order."""
    PICTURES.mkdir(exist_ok=True)
    GALLERY.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with served_example(Path(folder)) as room:
            walk = Walk(room)
            steps = (walk.join, walk.registration, walk.findings, walk.groups, walk.barriers, walk.needs, walk.vote,
                     walk.workplan, walk.review, walk.matches, walk.confirm, walk.close, walk.reports,
                     walk.gallery)  # fmt: skip
            for step in steps:
                step()
            walk.store.close()
        with served_example(Path(folder), SECOND) as second:
            SecondWalk(second).all()


if __name__ == "__main__":
    main()
