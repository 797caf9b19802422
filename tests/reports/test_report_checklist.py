"""The checklist of the room: what the kit looks at itself, and the sheet."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from report_reading import docx_text, pdf_reader
from report_store import Clock, example_workshop, filled

from kit.domain.workshop import Workshop
from kit.reports.checklist import BY_HAND, checklist, known_format, write_checklist
from kit.reports.prepared import Prepared, is_own, look_at
from kit.storage import Rehearsed, Store, keep_rehearsed

GOOD = Rehearsed(datetime(2023, 1, 30, 20, 0, tzinfo=UTC), 20, 0, 45, "hub-laptop")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled(example_workshop(tmp_path), Clock())


def look(store: Store, language: str = "en", address: str = "http://192.168.1.10:8866") -> Prepared:
    return look_at(store.workshop, store, address, language)


def found(prepared: Prepared) -> dict[str, tuple[bool, str]]:
    return {check.name: (check.done, check.found) for check in prepared.checks()}


def changed(prepared: Prepared, **changes: object) -> dict[str, tuple[bool, str]]:
    workshop: Workshop = replace(prepared.workshop, **changes)  # type: ignore[arg-type]
    return found(replace(prepared, workshop=workshop))


def test_codes_are_looked_at_and_not_made_by_looking(store: Store) -> None:
    assert found(look(store))["codes"][0] is False
    assert store.codes.all() == []
    bangladesh = next(code for code in store.codes.ensure() if code.delegation == "BD")
    assert found(look(store))["codes"][0] is True
    store.codes.revoke(bangladesh.code)
    assert found(look(store))["codes"][0] is False


def test_a_rehearsal_counts_when_nobody_failed_and_as_many_are_advised_as_took_part(store: Store) -> None:
    said = []
    for rehearsed in (
        None, GOOD, replace(GOOD, failed=3), replace(GOOD, advised=19), replace(GOOD, advised=None),
    ):  # fmt: skip
        if rehearsed:
            keep_rehearsed(store.workshop.folder, rehearsed)
        said.append(found(look(store))["rehearsal"])
    assert [done for done, _ in said] == [False, True, False, False, False]
    # 20:00 in London is the next day in Colombo, whose clock the workshop keeps.
    assert "31 Jan 2023" in said[1][1]
    assert "45" in said[1][1]
    assert "3 of 20" in said[2][1]


def test_a_note_of_a_rehearsal_that_cannot_be_read_is_no_rehearsal(store: Store) -> None:
    (store.workshop.folder / "data" / "rehearsal.json").write_text('{"at": "yesterday"}')
    assert found(look(store))["rehearsal"][0] is False


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("http://127.0.0.1:8866", True), ("http://localhost:8866", True), ("http://[::1]:8866", True), ("", True),
        ("http://192.168.1.10:8866", False), ("https://workshop.example.org", False),
    ],
)  # fmt: skip
def test_an_address_that_leads_a_phone_to_itself_is_told(store: Store, address: str, own: bool) -> None:
    assert is_own(address) is own
    assert found(look(store, address=address))["address"][0] is not own


def test_a_copy_that_cannot_be_made_is_told_with_its_reason(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(look(store))["backup"][0] is True
    monkeypatch.setattr(tempfile, "tempdir", "/there/is/no/such/folder")
    done, reason = found(look(store))["backup"]
    assert not done
    assert "/there/is/no/such/folder" in reason


def test_what_the_definition_leaves_out_is_told_by_name(store: Store) -> None:
    prepared, workshop = look(store), store.workshop
    assert changed(prepared, languages=("en", "bn"))["read_by"] == found(prepared)["read_by"]
    assert "Maldives" in changed(prepared, languages=("bn", "hi", "si", "ur"))["read_by"][1]
    opening = replace(workshop.sessions[0], start=None)
    done, said = changed(prepared, sessions=(opening, *workshop.sessions[1:]))["times"]
    assert (done, "Opening and registration" in said) == (False, True)
    without = {name: form for name, form in workshop.forms.items() if name != "registration"}
    assert changed(prepared, forms=without)["consents"][0] is False


def test_the_sheet_names_delegations_sessions_and_every_box(store: Store, tmp_path: Path) -> None:
    keep_rehearsed(store.workshop.folder, GOOD)
    store.codes.ensure()
    file = tmp_path / "made" / "checklist.pdf"
    write_checklist(look(store), file, date(2023, 1, 30))
    text = " ".join(" ".join(page.extract_text() for page in pdf_reader(file.read_bytes()).pages).split())
    for name in (
        "Sri Lanka",
        "13:30–14:30",
        "Capacities and needs",
        "Contact for people's safety",
        "at most 45 people",
    ):
        assert name in text
    boxes = sum(BY_HAND.values()) + 3 * 5 + sum(bool(s.forms) for s in store.workshop.sessions if s.day)
    assert text.count("☐") == boxes
    codes = {code.code for code in store.codes.all()}
    assert not {code for code in codes if code in text}


def test_the_sheet_is_right_to_left_in_urdu_and_can_be_a_word_document(store: Store, tmp_path: Path) -> None:
    prepared = look(store, "ur")
    assert checklist(prepared, date(2023, 1, 30)).direction == "rtl"
    write_checklist(prepared, tmp_path / "checklist.docx", date(2023, 1, 30))
    assert "پاکستان" in docx_text((tmp_path / "checklist.docx").read_bytes())
    with pytest.raises(ValueError, match=r"\.pdf"):
        known_format(tmp_path / "checklist.txt")
