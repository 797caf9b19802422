"""An export holds what its viewer may see, in files that open well and run nothing."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from rooms import Room

from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.exchange import FORMATS, export_workshop

SECRETS = ("secret@city.example", "A secret barrier")
ELSEWHERE = Viewer(Role.PARTICIPANT, "LK")


def fill(room: Room) -> None:
    """A registration, a barrier, and an activity with a milestone."""
    room.write("registration", name="Test Person", email=SECRETS[0])
    room.write("barrier", statement=SECRETS[1])
    room.write(
        "activity", activity="=HYPERLINK(1)", end="2024-06-30", milestones=[{"text": "Launch", "due": "2024-05-01"}]
    )


def words(files: list[Path]) -> str:
    """Everything that stands in the files."""
    found = []
    for file in files:
        if file.suffix == ".xlsx":
            book = load_workbook(file)
            found += [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        else:
            found.append(file.read_text(encoding="utf-8-sig"))
    return "\n".join(found)


def test_organiser_gets_everything_in_every_format(room: Room, tmp_path: Path) -> None:
    fill(room)
    files = export_workshop(room.view(), room.workshop, FORMATS, tmp_path / "o")
    assert {file.suffix for file in files} == {".json", ".csv", ".xlsx", ".ics"}
    for format_ in ("json", "csv", "xlsx"):
        chosen = [file for file in files if file.suffix == f".{format_}"]
        assert all(secret in words(chosen) for secret in SECRETS)


@pytest.mark.parametrize("viewer", [ELSEWHERE, PUBLIC, FACILITATOR], ids=["other", "public", "facilitator"])
def test_others_get_nothing_that_they_may_not_see(room: Room, tmp_path: Path, viewer: Viewer) -> None:
    fill(room)
    told = words(export_workshop(room.view(viewer), room.workshop, FORMATS, tmp_path / "o"))
    assert SECRETS[0] not in told
    assert (SECRETS[1] in told) == (viewer is FACILITATOR)
    assert ("Launch" in told) == (viewer is FACILITATOR)


def test_csv_opens_in_spreadsheets_without_running_anything(room: Room, tmp_path: Path) -> None:
    fill(room)
    files = export_workshop(room.view(), room.workshop, ["csv"], tmp_path / "o")
    file = next(file for file in files if file.name == "activity.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["activity"] == "'=HYPERLINK(1)"


def test_workbook_hides_ids_and_holds_text_that_looks_like_a_formula_as_text(room: Room, tmp_path: Path) -> None:
    fill(room)
    (file,) = export_workshop(room.view(), room.workshop, ["xlsx"], tmp_path / "o")
    sheet = load_workbook(file)["activity"]
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    cell = next(cell for cell in sheet[3] if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"
    assert sheet.data_validations.dataValidation


def test_calendar_holds_agenda_milestones_and_deadlines_at_local_time(room: Room, tmp_path: Path) -> None:
    fill(room)
    (file,) = export_workshop(room.view(), room.workshop, ["ics"], tmp_path / "o")
    calendar = Calendar.from_ical(file.read_bytes())
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    session = next(s for s in room.workshop.sessions if s.day and s.start)
    start = events[f"{session.id}@{room.workshop.id}"]["dtstart"].dt
    assert start == datetime.combine(room.workshop.date_of(session), session.start, room.workshop.time_zone)
    assert any(str(event["summary"]) == "BD-01 Launch" for event in events.values())
    assert any(uid.startswith("deadline-findings") for uid in events)
    assert calendar.walk("VTIMEZONE")


def test_json_holds_votes_once_they_may_be_seen(room: Room, tmp_path: Path) -> None:
    session = next(s for s in room.workshop.sessions if s.vote)
    room.store.agenda.open(session.id, ORGANISER)
    room.store.agenda.close(session.id, ORGANISER)
    (file,) = export_workshop(room.view(), room.workshop, ["json"], tmp_path / "o")
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["votes"][session.id]["hidden"] is True
    assert told["workshop"]["id"] == room.workshop.id


def test_empty_workshop_and_unknown_format_are_no_surprise(room: Room, tmp_path: Path) -> None:
    assert load_workbook(export_workshop(room.view(PUBLIC), room.workshop, ["xlsx"], tmp_path)[0]).sheetnames == [
        "empty"
    ]
    with pytest.raises(ValueError, match="docx"):
        export_workshop(room.view(), room.workshop, ["docx"], tmp_path)
