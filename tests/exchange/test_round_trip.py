"""What is exported comes back as it was, and an edit in a spreadsheet changes that and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rooms import Room

from kit.domain.entry import Change
from kit.domain.viewer import ORGANISER
from kit.exchange import ImportResult, export_workshop, import_file

NASTY = "=1+1|a; b\\n“ক্ষমতা” ශ්‍රී"


def fill(room: Room) -> dict[str, str]:
    """One of nearly everything, with texts that spreadsheets and CSV dislike."""
    first = room.write("priority", title="Trust; and | bars", why="Because\nof many\nreasons", objective="-5")
    second = room.write("priority", title="Same", objective="@SUM(A1)")
    room.write("priority", title="same", objective="'quoted")
    one = room.write(
        "activity", priority=first, activity=NASTY, objective="+cmd", start="2024-01-15", end="2024-06-30",
        cost_estimate="12500.50", currency="BDT", baseline="unknown", target="123456789012345678", level="city",
        milestones=[{"text": "A | B \\ C", "due": "2024-02-01"}, {"text": "Second", "due": "2024-03-01"}],
        sub_activities=[{"text": "one; two"}, {"text": "=2"}], likelihood="2", do_no_harm_check="no",
    )  # fmt: skip
    two = room.write("activity", priority=second, activity="Later", dependencies=[one], start="1900-01-15")
    room.write("registration", name="Test Person", organisation="City", consent_photo=False, email="a@b.example")
    room.write("capacity", delegation="LK", area="data", support_type=["training", "research"], current="0")
    room.write("mapping_response", delegation="LK", subject="F1", relevance="5", accuracy="partly", correction="x")
    room.write("plan", vision="V", period_start="2024-01-01", shared=True)
    return {"one": one, "two": two, "first": first}


def files_in(room: Room, format_: str) -> list[Path]:
    """The organiser's export."""
    return export_workshop(room.view(), room.workshop, [format_], room.folder / "out")


def entries(room: Room) -> dict[str, Any]:
    """Everything that stands in the store, with versions."""
    return {entry.id: (entry.version, entry.values, entry.delegation) for entry in room.view().entries()}


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_export_read_back_changes_nothing(room: Room, format_: str) -> None:
    fill(room)
    before = entries(room)
    files = [file for file in files_in(room, format_) if file.stem != "totals"]
    results = [import_file(room.view(), room.workshop, file) for file in files]
    assert [problem.message() for result in results for problem in result.problems] == []
    assert {row.action for result in results for row in result.preview} == {"same"}
    assert sum(len(result.preview) for result in results) == len(before)
    assert entries(room) == before


@pytest.mark.parametrize("language", ["bn", "ur", "si"])
def test_export_in_another_language_read_back_changes_nothing(room: Room, language: str) -> None:
    fill(room)
    (file,) = export_workshop(room.view(), room.workshop, ["xlsx"], room.folder, language=language)
    assert {row.action for row in import_file(room.view(), room.workshop, file).preview} == {"same"}


def edit(file: Path, sheet: str, changes: dict[tuple[int, str], Any]) -> Path:
    """Changes cells, by row from 1 and machine name, as somebody in a spreadsheet does."""
    book = load_workbook(file)
    names = [cell.value for cell in book[sheet][1]]
    for (row, name), value in changes.items():
        book[sheet].cell(row, names.index(name) + 1).value = value
    book.save(file)
    return file


def test_edited_cell_changes_that_answer_alone(room: Room) -> None:
    ids = fill(room)
    (file,) = files_in(room, "xlsx")
    edit(
        file,
        "activity",
        {(3, "lead_institution"): "City of Dhaka", (3, "cost_estimate"): "১৩,০০০", (3, "level"): "District"},
    )
    result = import_file(room.view(), room.workshop, file)
    assert result.changed == (ids["one"],)
    assert result.created == ()
    changed = next(row for row in result.preview if row.action == "change")
    assert changed.values == {"lead_institution": "City of Dhaka", "cost_estimate": "13000", "level": "district"}


def test_change_made_in_the_room_meanwhile_survives_an_untouched_cell(room: Room) -> None:
    ids = fill(room)
    (file,) = files_in(room, "xlsx")
    room.view().save(Change("meanwhile", ids["one"], "activity", 1, {"risk": "Floods"}, delegation="BD"))
    edit(file, "activity", {(3, "indicator"): "Courses held"})
    import_file(room.view(), room.workshop, file)
    values = room.view().entry(ids["one"]).values
    assert (values["risk"], values["indicator"]) == ("Floods", "Courses held")


def test_emptied_cell_clears_the_answer_and_a_new_row_becomes_an_entry_once(room: Room) -> None:
    ids = fill(room)
    (file,) = files_in(room, "xlsx")
    edit(
        file,
        "activity",
        {(3, "currency"): None, (9, "activity"): "New one", (9, "delegation"): "BD", (9, "dependencies"): "BD-02"},
    )
    result = import_file(room.view(), room.workshop, file)
    assert "currency" not in room.view().entry(ids["one"]).values
    (new,) = result.created
    assert room.view().entry(new).values["dependencies"] == [ids["two"]]
    again = import_file(room.view(), room.workshop, file)
    assert (again.created, len(room.view().entries("activity"))) == ((), 3)


def test_row_of_an_entry_that_is_gone_is_reported_and_not_added(room: Room) -> None:
    fill(room)
    (file,) = files_in(room, "xlsx")
    edit(file, "activity", {(3, "id"): "not-there"})
    result = import_file(room.view(), room.workshop, file)
    assert [(p.cell, p.code) for p in result.problems] == [("A3", "exchange.entry_gone")]


def test_dry_run_says_the_same_and_saves_nothing(room: Room) -> None:
    fill(room)
    (file,) = files_in(room, "xlsx")
    edit(file, "activity", {(3, "unit"): "people", (9, "activity"): "New one", (9, "delegation"): "BD"})
    before = entries(room)
    told = import_file(room.view(), room.workshop, file, dry_run=True)
    assert entries(room) == before
    done = import_file(room.view(), room.workshop, file)
    assert (told.created, told.changed, told.problems) == (done.created, done.changed, done.problems)
    assert json.loads(json.dumps(told.to_json()))["dry_run"] is True


def test_participant_changes_own_plan_and_nobody_elses_by_a_file(room: Room) -> None:
    ids = fill(room)
    room.store.agenda.open("workplan", ORGANISER)
    (file,) = files_in(room, "xlsx")
    edit(file, "activity", {(3, "unit"): "people"})
    other = import_file(room.view(room.join("LK")), room.workshop, file)
    assert other.changed == ()
    assert "unit" not in room.view().entry(ids["one"]).values
    own: ImportResult = import_file(room.view(room.join("BD")), room.workshop, file)
    assert ids["one"] in own.changed
