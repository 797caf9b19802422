"""Workplans as others really write them are understood, and what is not understood is said by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rooms import Room, workbook

from kit.exchange import NotReadable, import_file, paper_voters


def saved(room: Room, form: str = "activity") -> list[dict[str, Any]]:
    """The answers of a form's entries, oldest first."""
    return [dict(entry.values) for entry in room.view().entries(form)]


def remarks(result: Any) -> list[tuple[str, str]]:
    """Cell and code of every problem."""
    return [(problem.cell, problem.code.removeprefix("exchange.")) for problem in result.problems]


def test_sheet_with_title_lines_and_other_headings_is_understood(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "Plan BD.xlsx", ("Sheet1", [
        ["Government of Somewhere"],
        ["Annual workplan 2024"],
        [],
        ["Sl.", "Key Activities", "Responsible Agency", "Start Date", "Deadline", "Budget (BDT)", "Status", "Remarks"],
        [1, "Train councillors", "City of Dhaka", "15/03/2024", "31 Dec 2024", "১২,৫০০", "Ongoing", "soon"],
        [2, "Set up a committee", "District", date(2024, 4, 1), "Jun 2024", "Tk 2.5 lakh", "planned", None],
        ["", "", "", "", "Total", 262500, "", ""],
    ]))  # fmt: skip
    result = import_file(room.view(), room.workshop, file, "BD")
    one, two = saved(room)
    assert one["activity"], one["lead_institution"] == ("Train councillors", "City of Dhaka")
    assert (one["start"], one["end"], one["status"]) == ("2024-03-15", "2024-12-31", "on_track")
    assert (one["cost_estimate"], one["currency"]) == ("12500", "BDT")
    assert (two["start"], two["end"], two["cost_estimate"]) == ("2024-04-01", "2024-06-30", "250000")
    assert remarks(result) == [("H4", "column_unknown"), ("B7", "row_without_title"), ("E6", "rough_date")]


def test_quarters_merged_under_a_year_become_start_and_end(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "q.xlsx", ("Plan", [
        ["Activity", "Output", None, None, None, None],
        [None, None, "Q1", "Q2", "Q3", "Q4"],
        ["Hold dialogues", "Ten dialogues", None, "x", "x", None],
        ["Publish a guide", "A guide", "✓", None, None, "no"],
    ]), merge={"C1:F1": "2025", "A1:A2": "Activity", "B1:B2": "Output"})  # fmt: skip
    result = import_file(room.view(), room.workshop, file, "LK")
    assert [(a["start"], a["end"]) for a in saved(room)] == [("2025-04-01", "2025-09-30"), ("2025-01-01", "2025-03-31")]
    assert remarks(result) == []


def test_quarters_with_planned_and_status_below_count_what_is_planned(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "q.xlsx", ("Plan", [
        ["Activity", "Output", None, None, None, None],
        [None, None, "Planned", "Status", "Planned", "Status"],
        ["Hold dialogues", "Ten dialogues", None, "done", "x", "late"],
    ]), merge={"C1:D1": "Q1 2025", "E1:F1": "Q2 2025", "A1:A2": "Activity", "B1:B2": "Output"})  # fmt: skip
    import_file(room.view(), room.workshop, file, "LK")
    assert [(a["start"], a["end"]) for a in saved(room)] == [("2025-04-01", "2025-06-30")]


def test_heading_lines_between_rows_become_priorities(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "p.xlsx", ("Plan", [
        ["No", "Activity", "Lead", "Depends on"],
        ["Priority 1: Trust", None, None, None],
        ["1.1", "Hold dialogues", "City", None],
        ["1.2", "Publish a guide", "City", "1.1"],
    ]))  # fmt: skip
    import_file(room.view(), room.workshop, file, "LK")
    (priority,) = room.view().entries("priority")
    first, second = room.view().entries("activity")
    assert priority.values == {"title": "Priority 1: Trust"}
    assert (first.values["priority"], first.delegation) == (priority.id, "LK")
    assert second.values["dependencies"] == [first.id]


def test_semicolon_csv_is_read_and_reading_it_twice_adds_nothing(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Activity;Lead;Start\nTrain, and mentor;City;03/04/2024\n", encoding="utf-8")
    first = import_file(room.view(), room.workshop, file, "BD")
    assert remarks(first) == [("C2", "ambiguous_date")]
    assert saved(room)[0]["start"] == "2024-04-03"
    second = import_file(room.view(), room.workshop, file, "BD")
    assert (second.created, second.changed, len(saved(room))) == ((), (), 1)


def test_bad_cells_are_named_and_the_rest_of_the_row_is_taken(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "b.xlsx", ("Plan", [
        ["Activity", "Lead", "Start", "Budget", "Level", "Indicatr"],
        ["Train", "City", "soon", "plenty", "village", "Courses"],
        ["x" * 201, "City", "31/02/2024", "=1+1", "city", None],
    ]))  # fmt: skip
    result = import_file(room.view(), room.workshop, file, "BD")
    assert remarks(result) == [
        ("F1", "column_guessed"),
        ("C2", "bad_date"),
        ("D2", "answers.not_a_number"),
        ("E2", "unknown_choice"),
        ("A3", "answers.too_long"),
        ("C3", "bad_date"),
        ("D3", "formula"),
    ]
    assert saved(room)[0] == {"ref": "BD-01", "activity": "Train", "lead_institution": "City", "indicator": "Courses"}
    assert all("{" not in problem.message() for problem in result.problems)


def test_registration_list_is_taken_for_organisers_alone(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "people.xlsx", ("Invited", [
        ["Full name", "Organisation", "Country", "Gender", "Language", "E-mail"],
        ["Test Person One", "City", "Sri Lanka", "F", "Sinhala", "one@city.example"],
        ["Test Person Two", "Ministry", "IN", "male", "Hindi", None],
        ["Test Person Three", "Ministry", "Atlantis", None, None, None],
    ]))  # fmt: skip
    result = import_file(room.view(), room.workshop, file)
    people = {entry.values["name"]: entry for entry in room.view().entries("registration")}
    assert people["Test Person One"].delegation == "LK"
    assert people["Test Person One"].values["working_language"] == "si"
    assert people["Test Person Two"].values["gender"] == "man"
    assert remarks(result) == [("C4", "unknown_delegation")]
    refused = import_file(room.view(room.join("BD")), room.workshop, file)
    assert {problem.code for problem in refused.problems} >= {"exchange.staff_only"}
    assert refused.created == ()


def test_row_of_nobody_asks_whose_it_is(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "p.xlsx", ("Plan", [["Activity", "Lead"], ["Train", "City"]]))
    assert remarks(import_file(room.view(), room.workshop, file)) == [("2", "delegation_needed")]


def test_findings_come_as_yaml_for_the_definition(room: Room, tmp_path: Path) -> None:
    known = room.workshop.findings[0].text.to("en")
    file = workbook(
        tmp_path / "f.xlsx", ("Mapping", [["No", "Finding", "Theme"], [91, "A new: finding", "nlc"], [92, known, None]])
    )
    result = import_file(room.view(), room.workshop, file)
    assert result.kind == "findings"
    assert result.definition is not None
    assert "id: F91" in result.definition
    assert "'A new: finding'" in result.definition
    assert [row.action for row in result.preview] == ["create", "same"]


def test_paper_ballots_are_cast_once_each_by_people_of_their_own(room: Room, tmp_path: Path) -> None:
    session = next(s for s in room.workshop.sessions if s.vote)
    options = session.vote.options if session.vote else ()
    headings = ["Delegation", *(option.label.to("en") for option in options)]
    rows = [[code, 2, 1, None, 1] for code in ("BD", "IN", "LK", "MV", "PK")]
    file = workbook(
        tmp_path / "b.xlsx", ("Ballots", [headings, *rows, ["BD", "two", None, None, None], ["BD", 99, 0, 0, 0]])
    )
    room.store.agenda.open(session.id, room.view().viewer)
    for _ in range(2):
        voters = paper_voters(room.store, room.workshop)
        result = import_file(room.view(), room.workshop, file, ballot_views=voters)
    assert remarks(result) == [("B7", "bad_mark"), ("8", "store.ballot_cap")]
    room.store.agenda.close(session.id, room.view().viewer)
    tally = room.view().tally(session.id)
    assert tally is not None
    assert (tally.ballots, tally.by_person[0].rows[0].score) == (5, 10)


def test_table_of_something_else_is_not_recognised(room: Room, tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="No sheet of"):
        import_file(room.view(), room.workshop, workbook(tmp_path / "x.xlsx", ("S", [["Fish", "Price"], ["Tuna", 3]])))


def test_outcome_is_told_in_lines_for_people(room: Room, tmp_path: Path) -> None:
    file = workbook(tmp_path / "p.xlsx", ("Plan", [["Activity", "Lead", "Start"], ["Train", "City", "soon"]]))
    told = str(import_file(room.view(), room.workshop, file, "BD", dry_run=True)).splitlines()
    assert told[0] == "Plan 2: new: activity BD “Train”"
    assert told[1].startswith("Plan C2: “soon” is not understood")
    assert told[-1] == "Nothing was saved. It would be: 1 new, 0 changed, 0 as before, 1 left out."


def test_fuller_sheet_wins_where_two_tell_of_one_entry_and_capitals_tell_titles_apart(
    room: Room, tmp_path: Path
) -> None:
    room.write("priority", title="Trust")
    lower = room.write("priority", title="trust")
    activity = room.write("activity", activity="Train", priority=lower)
    file = workbook(
        tmp_path / "report.xlsx",
        ("Timeline", [["id", "Activity", "Start"], [activity, "BD-01 Train", "2024-01-01"]]),
        ("Activities", [["id", "Activity", "Priority", "Lead"], [activity, "Train", "trust", "City"]]),
    )
    result = import_file(room.view(), room.workshop, file, "BD")
    assert [row.values for row in result.preview] == [{"lead_institution": "City"}]
