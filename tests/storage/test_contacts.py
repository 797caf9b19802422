"""Personal data: where they stand, who sees them, and how they go."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from storage_rooms import Room, new_id, save

from kit.domain.entry import Refused
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC
from kit.storage import about_person, forget_person, purge
from kit.storage.tables import metadata

MAIL, NEEDS = "ann@example.org", "step-free access"


def everything(room: Room) -> dict[str, str]:
    """The whole database as text, by table."""
    with room.store.context.database.reading() as connection:
        tables = metadata.tables.values()
        return {table.name: repr(connection.execute(select(table)).all()) for table in tables}


@pytest.fixture
def registered(room: Room) -> Room:
    save(room, room.ann, "registration", "g", email=MAIL, name="Ann Example", organisation="City")
    save(room, room.ann, "registration", "g", 1, access_needs=NEEDS)
    return room


def test_contact_data_stand_in_their_own_table_alone(registered: Room) -> None:
    save(registered, registered.ann, "registration", "g", 2, email="new-" + MAIL)
    assert {name for name, rows in everything(registered).items() if MAIL in rows} == {"contact"}
    assert {name for name, rows in everything(registered).items() if "Ann Example" in rows} == {"contact"}


def test_contact_data_and_private_answers_are_seen_by_the_person_and_organisers(registered: Room) -> None:
    room = registered
    for who, seen in (
        (room.ann, True), (room.organiser, True), (ORGANISER, True), (room.asif, False), (room.facilitator, False),
        (FACILITATOR, False),
    ):  # fmt: skip
        values = room.store.view(who).entry("g").values
        assert values["organisation"] == "City"
        assert ({"email", "name", "access_needs"} <= values.keys()) == seen
        history = room.store.view(who).history("g")
        assert any("access_needs" in revision.values for revision in history) == seen
        assert not any("email" in revision.values for revision in history)
    for who in (room.lal, PUBLIC):
        with pytest.raises(Refused, match=r"store\.not_found"):
            room.store.view(who).entry("g")


def test_contact_data_are_deleted_when_cleared(registered: Room) -> None:
    save(registered, registered.ann, "registration", "g", 2, email=None)
    assert MAIL not in repr(everything(registered))


def after(room: Room, days: int) -> dict[str, int]:
    return dict(purge(room.store, room.store.workshop.last_day + timedelta(days=days)).counts)


def test_purge_carries_out_each_rule_when_it_is_due(registered: Room) -> None:
    room = registered
    save(room, room.ann, "barrier", "b", statement="A note of the room")
    save(room, room.ann, "activity", "a", activity="A plan that is kept")
    save(room, room.ann, "evaluation", "e", usefulness="5")
    room.store.view(room.ann).cast("approval", ["nlc"], new_id())
    assert after(room, 7) == {}
    assert after(room, 8) == {"access_needs": 1, "ballot_links": 2}
    assert NEEDS not in repr(everything(room))
    assert room.store.view(room.ann).ballot("approval") is None
    assert room.store.view(room.ann).entries("evaluation") == []
    assert after(room, 8) == {}
    assert after(room, 91) == {"notes": 1}
    assert "A note of the room" not in repr(everything(room))
    assert room.store.view(ORGANISER).entry("g").values["email"] == MAIL
    assert after(room, 366)["contacts"] == 2 + 5
    assert MAIL not in repr(everything(room))
    assert room.store.people.display_name(room.ann.person or "") == ""
    assert room.store.view(ORGANISER).entry("a").values["activity"] == "A plan that is kept"
    assert room.store.agenda.close("approval", FACILITATOR)
    assert room.store.view(ORGANISER).tally("approval").ballots == 1  # type: ignore[union-attr]


def test_purge_logs_numbers_alone(registered: Room) -> None:
    after(registered, 9999)
    assert "access_needs" in everything(registered)["purge"]
    assert NEEDS not in everything(registered)["purge"]


def test_purge_deletes_the_kits_own_backups_too(sqlite_room: Room, tmp_path: Path) -> None:
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="A note of the room")
    kept = tmp_path / "data" / "backups" / "schema-0000.db"
    kept.parent.mkdir()
    sqlite_room.store.backup(kept)
    assert after(sqlite_room, 91)["backups"] == 1
    assert not kept.exists()


def test_purged_words_are_nowhere_in_the_file(sqlite_room: Room, tmp_path: Path) -> None:
    save(sqlite_room, sqlite_room.ann, "barrier", "b", statement="A very peculiar sentence", long="peculiar " * 2000)
    files = tmp_path / "data"
    assert any(b"peculiar" in file.read_bytes() for file in files.iterdir())
    after(sqlite_room, 91)
    assert not any(b"peculiar" in file.read_bytes() for file in files.iterdir())


def test_about_person_holds_all_that_they_gave(registered: Room) -> None:
    room = registered
    save(room, room.ann, "barrier", "b", statement="Mine")
    save(room, room.asif, "barrier", "c", statement="Not mine")
    save(room, room.ann, "evaluation", "e", usefulness="5")
    room.store.view(room.ann).cast("approval", ["nlc"], new_id())
    held = about_person(room.store, room.ann.person or "")
    assert held["person"]["display_name"] == "Ann"
    assert {entry["id"] for entry in held["entries"]} == {"g", "b", "e"}
    assert next(e for e in held["entries"] if e["id"] == "g")["values"]["email"] == MAIL
    (ballot,) = held["ballots"]
    assert (ballot["session"], ballot["round"], ballot["values"]) == ("approval", "final", ["nlc"])
    assert len(held["revisions"]) == 3
    assert "Not mine" not in repr(held)


def test_forget_person_leaves_their_delegations_work_and_no_trace_of_them(registered: Room) -> None:
    room = registered
    person = room.ann.person or ""
    save(room, room.ann, "barrier", "b", statement="Ours")
    save(room, room.asif, "barrier", "b", statement="Other")
    save(room, room.ann, "evaluation", "e", usefulness="5")
    room.store.view(room.ann).cast("approval", ["nlc"], new_id())
    log = forget_person(room.store, person)
    assert log.counts["people"] == log.counts["registrations"] == 1
    assert person not in repr(everything(room))
    assert MAIL not in repr(everything(room))
    entry = room.store.view(room.asif).entry("b")
    assert (entry.values["statement"], entry.author, entry.conflicts[0].other) == ("Other", None, "Ours")
    with pytest.raises(Refused, match=r"store\.person_unknown"):
        room.store.view(room.ann).ballot("approval")
    with pytest.raises(Refused, match=r"store\.person_unknown"):
        room.store.people.viewer(person)
    with pytest.raises(Refused, match=r"store\.person_unknown"):
        about_person(room.store, person)


def test_purge_before_the_workshop_finds_nothing_to_do(registered: Room) -> None:
    assert purge(registered.store, date(2023, 1, 1)).total == 0
