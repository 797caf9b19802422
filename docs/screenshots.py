"""Draws the guides' pictures: a copy of the example is served, filled by five delegations, and looked at.

    make screenshots

A second workshop (docs/demo/south-asia-2024) shows what the example does not have: other votes, newcomers' briefing.

Each picture is what a browser shows at a phone's (390x844) or a laptop's size (1280x800); pages of documents come from
the kit's own commands, by pdftoppm of poppler-utils. What delegations write is in docs/demo/content.yaml. The clock is
that of the workshop's days, so that the same pictures are drawn whenever this is run.

docs/pictures holds those that guides show. Every page in English and in Urdu, on a phone and on a laptop, is in
docs/pictures/pages, and in docs/pages.md, which is written here too; in light and in dark it is drawn into
docs/gallery, which is not kept: to look through before a release.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from demo.camera import GALLERY, PICTURES, page_with, photograph, take, take_page, take_wall, to_top
from demo.clock import Clock
from demo.documents import send_back, take_briefing, take_documents
from demo.filling import Delegations, confirm
from demo.gallery import FOLDER, GUIDE, guide, look_at, shown
from demo.house import OPEN, House, turn_walls
from demo.room import EXAMPLE, LAPTOP, Room, served_example
from demo.second import SECOND, SecondWalk
from playwright.sync_api import Page

from kit.domain.grouping import formed
from kit.domain.viewer import ORGANISER
from kit.domain.wall import MARK, Turn

DAY_1, DAY_2, LATER = "2023-01-31", "2023-02-01", "2023-02-15"


class Walk:
    """The agenda from beginning to end, with a picture wherever a guide needs one."""

    def __init__(self, room: Room) -> None:
        assert room.clock is not None
        self.room, self.clock, self.store = room, room.clock, room.store
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
        self.room.kit("codes", self.room.named, "--pdf", sheets)
        take_page("code-sheet", sheets)
        checklist = self.room.folder / "checklist.pdf"
        self.room.kit("checklist", self.room.named, "--out", checklist)
        take_page("checklist", checklist)

    def registration(self) -> None:
        """One's own lines, and the consents. The morning takes longer than was planned."""
        self.clock.at(f"{DAY_1} 09:05")
        self.agenda.open("opening-registration", ORGANISER)
        take("registration", self._at(self.phone, "opening-registration"))
        self.write.write("opening-registration")
        self.clock.at(f"{DAY_1} 10:10")
        self.agenda.close("opening-registration", ORGANISER)
        self.agenda.open("local-reality", ORGANISER)
        self.write.write("local-reality")
        self.clock.at(f"{DAY_1} 11:20")
        self.agenda.close("local-reality", ORGANISER)

    def findings(self) -> None:
        """Findings with their state, one of them open; the console of a late day."""
        self.clock.at(f"{DAY_1} 11:45")
        self.agenda.open("findings", ORGANISER)
        self.clock.at(f"{DAY_1} 12:25")
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
        for session, start in (("theme-nlc", "13:30"), ("theme-mechanisms", "14:30")):
            self.clock.at(f"{DAY_1} {start}")
            self._silently(session)

    def groups(self) -> None:
        """The room parts: dealt out, and by choice; a delegation is ready."""
        self.clock.at(f"{DAY_1} 15:30")
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
        self.clock.at(f"{DAY_1} 16:30")
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
        printed = {}
        for language, name in (("en", "paper-sheet"), ("ur", "paper-sheet-urdu")):
            out = self.room.folder / name
            options = ("--form", "barrier", "--delegation", "BD", "--language", language)
            (printed[language],) = json.loads(self.room.kit("paper", self.room.named, *options, "--out", out, "--json"))
            take_page(name, out / "barrier.pdf")
        out, (number,) = self.room.folder / "paper-sheet", printed["en"]["numbers"]
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
        self.clock.at(f"{DAY_2} 09:00")
        self.agenda.open("needs", ORGANISER)
        self.write.write("needs")
        page = self._at(self.phone, "needs")
        open_card(page, "Staff and training")
        take("ratings", page, page.get_by_text("Where do you stand today?").first)
        self.agenda.close("needs", ORGANISER)

    def vote(self) -> None:
        """A ballot half filled; the result on the wall, and the decision that follows it."""
        self.clock.at(f"{DAY_2} 09:50")
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
        self.clock.at(f"{DAY_2} 10:35")
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
        self.clock.at(f"{DAY_2} 13:30")
        self.agenda.open("review", ORGANISER)
        self.write.write("review")
        page = self._at(self.phone, "review")
        open_card(page, "LK-01")
        take("review", page)
        self.agenda.close("review", ORGANISER)

    def matches(self) -> None:
        """Where one's offer meets another's need."""
        self.clock.at(f"{DAY_2} 14:30")
        self.agenda.open("matching", ORGANISER)
        self.write.write("matching")
        page = self._at(self.laptop, "matching")
        take("matches", page, page.get_by_role("heading", name="Matches", exact=True))
        self._wall("wall-map", "matching", "offer_need.map")
        self.agenda.close("matching", ORGANISER)

    def confirm(self) -> None:
        """The step that ends the delegation's work."""
        self.clock.at(f"{DAY_2} 15:30")
        self.agenda.open("confirm", ORGANISER)
        page = self._at(self.laptop, "confirm")
        take("confirm", page, page.get_by_role("heading", name="State of the plan", exact=True))
        for delegation in ("BD", "IN", "LK", "MV", "PK"):
            confirm(self.room.store, delegation, "Head of delegation", "2023-02-01")
        self.agenda.close("confirm", ORGANISER)

    def close(self) -> None:
        """The anonymous evaluation, and what comes of it."""
        self.clock.at(f"{DAY_2} 16:30")
        self.agenda.open("close", ORGANISER)
        take("evaluation", self._at(self.phone, "close"))
        self.write.write("close")
        self.agenda.close("close", ORGANISER)
        self._silently("follow-up", close=False)

    def reports(self) -> None:
        """Pages of the documents."""
        self.room.kit("report", self.room.named, "--format", "pdf", "--delegation", "BD")
        document = self.room.folder / "reports" / "BD" / "workplan.pdf"
        take_page("report-first-page", document)
        take_page("report-timeline", document, page_with(document, "Timeline"))
        self.clock.at(f"{LATER} 10:00")
        take_page("round-sheet", send_back(self.room, "MV"))
        take_documents(self.room)

    def gallery(self) -> None:
        """Every page in two languages, on a phone and a laptop."""
        self.clock.at(f"{DAY_2} 16:45")
        house = House(self.room)
        for each in shown():
            session = each.page.removeprefix("/s/")
            if not each.page or each.workshop != "first":
                continue
            if session in OPEN:
                self.agenda.reopen(session, ORGANISER)
            turn_walls(self.room)
            look_at(house, each)
            if session in OPEN:
                self.agenda.close(session, ORGANISER)

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
        # The break that it proposes is so long after the browser's own time.
        self.facilitator.clock.set_fixed_time(self.clock())
        self.facilitator.goto(f"{self.room.address}/console")
        self.facilitator.locator(f"[data-session='{session}'].is-open").wait_for()
        self.facilitator.locator(".console-progress tbody tr").first.wait_for()
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
    for folder in (PICTURES, GALLERY, FOLDER):
        folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        clock = Clock(Path(place) / "clock")
        with served_example(Path(place), EXAMPLE, clock) as room:
            walk = Walk(room)
            steps = (walk.join, walk.registration, walk.findings, walk.groups, walk.barriers, walk.needs, walk.vote,
                     walk.workplan, walk.review, walk.matches, walk.confirm, walk.close, walk.reports,
                     walk.gallery)  # fmt: skip
            for step in steps:
                step()
        clock.at("2024-02-13 09:05")
        with served_example(Path(place), SECOND, clock) as second:
            SecondWalk(second).all()
            take_briefing(second)
    GUIDE.write_text(guide(), encoding="utf-8")


if __name__ == "__main__":
    main()
