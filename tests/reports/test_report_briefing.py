"""What newcomers are told of the workshop before: what may be seen there, and what is said where it cannot be read."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from report_reading import html_parts
from report_store import Clock, activity, example_workshop, filled, save

from kit.definitions import check_workshop, load_workshop
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.domain.workshop import Workshop
from kit.forms.previous import NoPrevious
from kit.kernels.run import run_notebook
from kit.live.records import kernel_environment
from kit.reports.batch import make_reports
from kit.reports.briefing import briefing
from kit.reports.fragment import fragment
from kit.reports.model import Report
from kit.storage import StorageProblem, Store
from kit.storage.sqlite import sqlite3

TODAY = date(2023, 8, 1)


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Store]:
    """Two delegations shared their plans, India did not; one match was accepted by both, a decision taken."""
    store = filled(example_workshop(tmp_path / "earlier"), Clock())
    indian = save(store, "IN", "priority", "workplan", title="Secret of India")
    activity(store, "IN", indian, 0, "INR")
    save(store, "LK", "barrier", "barriers", statement="Said in confidence")
    save(store, "LK", "decision", "priorities", chosen="local_data", reason="Nobody has figures", decided_by="The hub")
    save(store, "LK", "parking_lot", "barriers", item="Who pays for trainers?", who="The hub")
    save(store, "LK", "parking_lot", "barriers", item="Settled long ago", done=True)
    yield store
    store.close()


def this_one(tmp_path: Path, previous: str = "../../earlier/south-asia-2023") -> Workshop:
    folder = example_workshop(tmp_path / "now")
    with (folder / "workshop.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n\nprevious: {previous}\n")
    return load_workshop(folder)


def words(report: Report) -> str:
    return str(fragment(report.sections, "en"))


def seen(workshop: Workshop, viewer: Viewer) -> str:
    return words(briefing(workshop, viewer, "en", TODAY))


def test_a_delegation_reads_its_own_plan_first_and_of_others_what_they_shared(earlier: Store, tmp_path: Path) -> None:
    workshop = this_one(tmp_path)
    report = briefing(workshop, Viewer(Role.PARTICIPANT, "LK"), "en", TODAY)
    assert report.sections[0].heading == "Sri Lanka"
    told = words(report)
    for said in ("Train councillors (LK)", "Hold course 1 in BD", "Nobody has figures", "Who pays for trainers?"):
        assert said in told
    for kept in ("Secret of India", "Hold course 1 in IN", "Said in confidence", "Settled long ago"):
        assert kept not in told
    assert "Secret of India" in seen(workshop, Viewer(Role.PARTICIPANT, "IN"))
    assert "Secret of India" in seen(workshop, FACILITATOR)
    assert "Hold course" not in seen(workshop, PUBLIC)


def test_who_was_not_there_reads_what_everybody_could(earlier: Store, tmp_path: Path) -> None:
    report = briefing(this_one(tmp_path), Viewer(Role.PARTICIPANT, "NP", "somebody"), "en", TODAY)
    told = words(report)
    assert report.notices[0].startswith("This delegation was not there")
    assert "Hold course 1 in LK" in told
    assert "Secret of India" not in told


def test_a_step_is_told_once_both_sides_accepted_it(earlier: Store, tmp_path: Path) -> None:
    workshop = this_one(tmp_path)
    common = {"theme": "training", "support_type": "training", "language": ["en"]}
    offer = save(earlier, "LK", "offer_need", "matching", kind="offer", statement="Two trainers", **common)
    need = save(earlier, "BD", "offer_need", "matching", kind="need", statement="Trainers wanted", **common)
    subject = "+".join(sorted((offer, need)))
    viewer = Viewer(Role.PARTICIPANT, "PK")
    for code, told in (("LK", False), ("BD", True)):
        save(earlier, code, "match_response", "matching", subject=subject, answer="accept", next_what=f"Meet in {code}")
        assert ("Meet in LK" in seen(workshop, viewer)) is told


def test_the_state_last_reported_is_told_to_those_who_may_read_reports(earlier: Store, tmp_path: Path) -> None:
    workshop = this_one(tmp_path)
    mine = next(e for e in earlier.view(ORGANISER).entries("activity") if e.values["ref"] == "BD-01")
    save(earlier, "BD", "progress_update", "follow-up", subject=mine.id, period="May", status="late", progress="nil")
    assert ">Late<" in seen(workshop, Viewer(Role.PARTICIPANT, "BD"))
    assert ">Late<" not in seen(workshop, Viewer(Role.PARTICIPANT, "LK"))


def test_looking_for_answers_that_are_not_there_makes_none(tmp_path: Path) -> None:
    example_workshop(tmp_path / "earlier")
    with pytest.raises(NoPrevious, match="kit restore"):
        briefing(this_one(tmp_path), ORGANISER, "en", TODAY)
    assert not (tmp_path / "earlier" / "south-asia-2023" / "data").exists()


def test_a_database_of_a_newer_kit_is_left_as_it_is(earlier: Store, tmp_path: Path) -> None:
    workshop = this_one(tmp_path)
    earlier.close()
    file = tmp_path / "earlier" / "south-asia-2023" / "data" / "workshop.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageProblem, match="9999"):
        briefing(workshop, ORGANISER, "en", TODAY)


def test_a_folder_that_is_not_there_is_warned_of_and_its_own_refused(tmp_path: Path) -> None:
    workshop = this_one(tmp_path, "../nowhere")
    (flaw,) = (flaw for flaw in check_workshop(workshop.folder) if flaw.code == "previous_missing")
    assert (flaw.severity, flaw.line > 0) == ("warning", True)
    with pytest.raises(NoPrevious, match="nowhere"):
        briefing(workshop, ORGANISER, "en", TODAY)
    words = (workshop.folder / "workshop.yaml").read_text(encoding="utf-8").replace("../nowhere", ".")
    (workshop.folder / "workshop.yaml").write_text(words, encoding="utf-8")
    assert "previous_itself" in {flaw.code for flaw in check_workshop(workshop.folder)}


def test_the_document_is_made_again_when_the_earlier_workshop_has_changed(earlier: Store, tmp_path: Path) -> None:
    workshop = this_one(tmp_path)

    def made() -> list[str]:
        result = make_reports(
            workshop.folder, delegations=["PK"], formats=["html"], documents=["briefing"], progress=False
        )
        assert result.failed == ()
        return [document.status for document in result.documents]

    assert [made(), made()] == [["made"], ["unchanged"]]
    save(earlier, "LK", "parking_lot", "barriers", item="A new question")
    assert made() == ["made"]
    text, _ = html_parts((workshop.folder / "reports" / "PK" / "briefing.html").read_bytes())
    assert "A new question" in text
    with pytest.raises(ValueError, match="previous:"):
        make_reports(tmp_path / "earlier" / "south-asia-2023", documents=["briefing"], progress=False)


def test_a_sessions_page_shows_it_and_says_where_there_is_none(earlier: Store, tmp_path: Path) -> None:
    workshop = this_one(tmp_path)
    for folder, said in ((workshop.folder, "Hold course 1 in LK"), (earlier.workshop.folder, "previous:")):
        found = load_workshop(folder)
        parameters = {"workshop": found.id, "viewer": "participant:PK", "session": "opening-registration"}
        notebook = Path(__file__).parents[2] / "notebooks" / "briefing.ipynb"
        done = run_notebook(notebook, parameters, cwd=folder, env=kernel_environment(found, None))
        shown = "".join(str(o.get("data", {}).get("text/html")) for c in done.cells for o in c.get("outputs", []))
        assert said in shown
        assert "Secret of India" not in shown
