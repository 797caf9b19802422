"""What is held about somebody: theirs to have and to have deleted, and written nowhere else."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import nbformat
import pytest
from click.testing import CliRunner
from rooms import EXAMPLE, Room, make_room

from kit.cli import main
from kit.domain.entry import Change
from kit.domain.viewer import ORGANISER, Viewer
from kit.live.records import write_record
from kit.storage import about_person

NAME, MAIL, WORDS = "Perpetua Quillfeather", "perpetua.q@example.org", "A peculiarly phrased obstacle"


def run(room: Room, *arguments: str, **options: str) -> tuple[int, str]:
    """`kit person` on the room's folder."""
    done = CliRunner().invoke(main, ["person", str(room.folder), *arguments], **options)  # type: ignore[arg-type]
    return done.exit_code, done.output


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The example workshop in a folder that commands can be called on."""
    folder = tmp_path / EXAMPLE.name
    folder.mkdir()
    (folder / "workshop.yaml").write_bytes((EXAMPLE / "workshop.yaml").read_bytes())
    made = make_room(folder)
    yield made
    made.store.close()


@pytest.fixture
def perpetua(room: Room) -> Viewer:
    """Somebody who has registered, written a note, and answered the evaluation."""
    code = next(c for c in room.store.codes.ensure() if c.delegation == "BD")
    who = room.store.people.join(code.code, NAME, "en")
    for session in ("opening-registration", "barriers", "close"):
        room.store.agenda.open(session, ORGANISER)
    said = {
        "registration": {"name": NAME, "email": MAIL},
        "barrier": {"statement": WORDS},
        "evaluation": {"usefulness": "5"},
    }
    for form, values in said.items():
        room.view(who).save(Change(uuid4().hex, uuid4().hex, form, 0, values))
    return who


def test_an_export_holds_everything_and_is_its_owners_alone(room: Room, perpetua: Viewer, tmp_path: Path) -> None:
    file = tmp_path / "perpetua.json"
    assert run(room, NAME.lower(), "--export", str(file))[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    held = json.loads(file.read_text())
    assert held["person"]["display_name"] == NAME
    assert MAIL in file.read_text()
    assert WORDS in file.read_text()
    assert {entry["form"] for entry in held["entries"]} == {"registration", "barrier", "evaluation"}


def test_forgetting_leaves_no_byte_of_them_in_the_database(room: Room, perpetua: Viewer) -> None:
    person = perpetua.person or ""
    kept = room.folder / "data" / "backups" / "old.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    room.store.backup(kept)
    assert MAIL.encode() in kept.read_bytes()
    code, words = run(room, person[:8], "--forget", input="n\n")
    assert (code, about_person(room.store, person)["person"]["id"]) == (1, person)
    code, words = run(room, person[:8], "--forget", input="y\n")
    assert code == 0, words
    assert not kept.exists()
    for file in (room.folder / "data").rglob("*"):
        held = file.read_bytes() if file.is_file() else b""
        for trace in (NAME, MAIL, person):
            assert trace.encode() not in held, (file, trace)
    assert [entry.values["statement"] for entry in room.view().entries("barrier")] == [WORDS]


def test_nobody_and_several_are_listed_and_nothing_happens(room: Room, perpetua: Viewer) -> None:
    code = next(c for c in room.store.codes.ensure() if c.delegation == "IN")
    room.store.people.join(code.code, NAME, "en")
    assert run(room, NAME, "--forget", "--yes")[0] == 2
    assert run(room, "Somebody else", "--forget", "--yes")[0] == 2
    assert run(room, (perpetua.person or "")[:5], "--forget", "--yes")[0] == 2
    assert run(room, (perpetua.person or "")[:6])[0] == 2
    code, words = run(room)
    assert (code, words.count(NAME)) == (0, 2)


def test_records_parameters_and_the_purges_log_hold_ids_alone(room: Room, perpetua: Viewer) -> None:
    room.store.agenda.close("barriers", ORGANISER)
    workshop = room.workshop
    record = write_record(workshop, workshop.session("barriers"))
    words = record.read_text(encoding="utf-8")
    parameters = nbformat.reads(words, as_version=4).metadata["papermill"]["parameters"]
    assert set(parameters.values()) >= {workshop.id, "barriers", "facilitator"}
    for secret in (NAME, MAIL, perpetua.person or "?", *(code.code for code in room.store.codes.all())):
        assert secret not in words
        assert secret not in json.dumps(parameters)


def test_each_consent_can_be_withdrawn_by_itself(room: Room, perpetua: Viewer) -> None:
    view = room.view(perpetua)
    mine = next(entry for entry in view.entries("registration") if entry.author == perpetua.person)

    def tell(**values: bool) -> dict[str, object]:
        now = view.entry(mine.id)
        view.save(Change(uuid4().hex, mine.id, "registration", now.version, values))
        return {name: value for name, value in view.entry(mine.id).values.items() if name.startswith("consent_")}

    assert tell(consent_photo=True, consent_quote=True) == {"consent_photo": True, "consent_quote": True}
    assert not tell(consent_photo=False).get("consent_photo")
    assert view.entry(mine.id).values["consent_quote"] is True
    assert not room.view(ORGANISER).entry(mine.id).values.get("consent_photo")
