"""Rounds of follow-up: what goes back to a delegation, what it corrects, and what then counts as agreed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from report_reading import docx_text, html_parts, pdf_text, xlsx_cells
from report_store import Clock, example_workshop, filled, save

from kit.domain.entry import Change
from kit.domain.rounds import Summary
from kit.domain.viewer import ORGANISER, Role, Viewer
from kit.forms.told import Answer, answers, told
from kit.reports.batch import make_reports
from kit.reports.fragment import fragment
from kit.reports.material import gather
from kit.reports.render import render
from kit.reports.round import round_report
from kit.reports.send_back import closed_session, send_back
from kit.storage import Store, open_store

SENT = datetime(2023, 2, 15, 6, 0, tzinfo=UTC)
LINK = "http://192.168.1.10:8866/join"


class Room:
    """The store with a clock, two delegations that reported, and what was sent back to them."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.store: Store = filled(example_workshop(folder), self.clock)
        mine = next(e for e in self.store.view(ORGANISER).entries("activity") if e.values["ref"] == "BD-01")
        self.clock.now = SENT - timedelta(days=3)
        self.progress = save(
            self.store, "BD", "progress_update", "follow-up", subject=mine.id, period="February", status="on_track",
            progress="Two courses held",
        )  # fmt: skip
        self.question = save(
            self.store, "BD", "helpdesk", "follow-up", city="Satkania", question="How do youth councils begin?",
            theme="data", urgency="later", sensitivity="open",
        )  # fmt: skip
        self.clock.now = SENT

    def send(self, round: str = "two-weeks", *, again: bool = False) -> dict[str, Summary]:
        return {s.delegation: s for s in send_back(self.store, round, (), LINK, again=again)}

    def change(self, entry: str, days: float, /, deleted: bool | None = None, **values: object) -> None:
        self.clock.now = SENT + timedelta(days=days)
        found = self.store.view(ORGANISER).entry(entry)
        change = Change(f"late-{days}-{entry}", entry, found.form, found.version, values, deleted=deleted)
        self.store.view(Viewer(Role.ORGANISER, "BD")).save(change)

    def stand(self, code: str = "BD", round: str = "two-weeks") -> Answer:
        found = answers(self.store, self.store.view(ORGANISER), self.clock.now, round)
        return next(answer for answer in found if answer.summary.delegation == code)

    def words(self, code: str = "BD", round: str = "two-weeks") -> str:
        summaries, view = self.store.rounds.all(), self.store.view(Viewer(Role.PARTICIPANT, code))
        summary = next(s for s in summaries if (s.round, s.delegation) == (round, code))
        m = gather(self.store.workshop, view, code, "en", date(2023, 2, 15), "")
        items = told(self.store.workshop, view, summary, summaries)
        self.report = round_report(m, summary, items, self.clock.now)
        return self.report.status + str(fragment(self.report.sections, "en"))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = Room(tmp_path)
    yield found
    found.store.close()


def test_a_delegation_gets_what_it_told_and_the_day_until_which_to_correct(room: Room) -> None:
    room.send()
    words = room.words()
    for said in (
        "Two courses held", "BD-01 · February", "How do youth councils begin?", "Wednesday, 22 February 2023",
        "To be corrected until 22 Feb 2023", LINK, "Public holidays are not known",
    ):  # fmt: skip
        assert said in words
    assert room.stand().entries == 2
    assert "How do youth councils begin?" not in room.words("LK")
    assert "You have told us nothing" in room.words("LK")
    assert (room.stand("LK").standing, room.stand().standing) == ("nothing", "waiting")
    codes = [code.code for code in room.store.codes.ensure()]
    assert not [code for code in codes if code in words]


def test_each_delegations_own_weekend_is_passed_over_and_told(room: Room) -> None:
    sent = room.send()
    # Five working days from Wednesday 15 February: India's only closed day is Sunday by CLDR; Bangladesh says its own.
    assert (sent["IN"].until, sent["BD"].until, sent["PK"].until) == (
        date(2023, 2, 21), date(2023, 2, 22), date(2023, 2, 22),
    )  # fmt: skip
    assert "Friday, Saturday" in room.words("BD")
    assert "Saturday, Sunday" in room.words("PK")


def test_a_correction_within_the_time_is_marked_and_leaves_what_was_told(room: Room) -> None:
    room.send()
    room.change(room.progress, 2, progress="Three courses held")
    words = room.words()
    assert (room.stand().standing, room.stand().corrections) == ("corrected", 1)
    assert "<td>Two courses held</td><td>Three courses held</td>" in words
    assert words.count("Two courses held") == 2


def test_what_comes_after_the_time_belongs_to_the_next_round(room: Room) -> None:
    room.send()
    room.change(room.progress, 9, progress="Four courses held")
    assert room.stand().standing == "agreed"
    assert "Four courses held" not in room.words()
    room.clock.now = SENT + timedelta(days=75)
    room.send("90-days")
    second = room.words(round="90-days")
    assert "Four courses held" in second
    assert "How do youth councils begin?" not in second  # nothing was said about it since


def test_an_answer_of_the_hub_is_no_correction(room: Room) -> None:
    room.send()
    room.change(room.question, 1, answer="Look at Addu City", status="answered")
    assert room.stand().standing == "waiting"


def test_a_withdrawn_and_an_added_entry_are_corrections(room: Room) -> None:
    room.send()
    room.change(room.question, 1, deleted=True)
    room.clock.now = SENT + timedelta(days=2)
    save(
        room.store,
        "BD",
        "activity_held",
        "follow-up",
        title="Web talk",
        type="webinar",
        date="2023-02-10",
        refs="BD-01",
    )
    words = room.words()
    assert (room.stand().corrections, room.stand().entries) == (2, 2)
    assert ">withdrawn<" in words
    assert ">added<" in words


def test_a_closed_follow_up_is_told_since_nobody_could_correct(room: Room) -> None:
    assert closed_session(room.store) is None
    room.store.agenda.close("follow-up", ORGANISER)
    assert closed_session(room.store) == "follow-up"


def test_sending_twice_keeps_the_time_unless_it_is_sent_again(room: Room) -> None:
    first = room.send()
    room.clock.now = SENT + timedelta(days=5)
    assert room.send() == first
    assert room.send(again=True)["BD"].until == date(2023, 2, 27)
    again = open_store(room.store.workshop)  # it is in the database, for other processes and in backups
    assert {s.delegation for s in again.rounds.all()} == {"BD", "IN", "LK", "MV", "PK"}
    again.close()


def test_the_document_has_the_address_as_link_and_picture_in_every_format(room: Room) -> None:
    room.send()
    room.words()
    page, tags = html_parts(render(room.report, "html"))
    assert ("a", LINK) in [(tag, attributes.get("href")) for tag, attributes in tags]
    assert "Is this right?" in page
    pdf = render(room.report, "pdf")
    assert LINK in pdf_text(pdf)
    assert LINK.encode() in pdf  # it can be pressed
    assert LINK in docx_text(render(room.report, "docx"))
    assert LINK in [cell.value for cell in xlsx_cells(render(room.report, "xlsx"))]


def test_documents_are_made_for_rounds_that_were_sent_and_again_when_something_was_corrected(room: Room) -> None:
    folder = room.store.workshop.folder

    def made() -> dict[str, str]:
        result = make_reports(folder, delegations=["BD"], formats=["html"], documents=["round"], progress=False)
        assert result.failed == ()
        return {Path(document.path).name: document.status for document in result.documents}

    assert made() == {}
    room.send()
    assert made() == {"round-two-weeks.html": "made"}
    assert made() == {"round-two-weeks.html": "unchanged"}
    room.change(room.progress, 2, progress="Three courses held")
    assert made() == {"round-two-weeks.html": "made"}
    text, _ = html_parts((folder / "reports" / "BD" / "round-two-weeks.html").read_bytes())
    assert "Three courses held" in text
