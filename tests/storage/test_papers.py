"""Entries typed for someone without a device: who may, what is marked, paper forms by number, photos."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import RowMapping, Table, select
from storage_rooms import Room, refusal, save

from kit.domain.entry import Entry, Refused
from kit.domain.paper import UNNUMBERED
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Viewer
from kit.storage import Asked, forget_person, purge, tables


def entry(room: Room, entry_id: str, who: Viewer = ORGANISER) -> Entry:
    return room.store.view(who).entry(entry_id)


def paper(room: Room, form: str = "barrier", delegation: str = "BD", subject: str | None = None) -> int:
    return room.store.papers.make([Asked(form, delegation, subject)], room.organiser, printed=True)[0]


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return out.getvalue()


def refused(act: object, *args: object) -> str:
    with pytest.raises(Refused) as caught:
        act(*args)  # type: ignore[operator]
    return caught.value.code


def test_entry_for_someone_is_the_typists_to_change_and_nobodys_by_name(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", for_whom_="member")
    made = entry(room, "b", room.asif)
    assert (made.for_whom, made.author, made.entered_by) == ("member", None, room.ann.person)
    assert [revision.for_whom for revision in room.store.view(room.ann).history("b")] == ["member"]
    save(room, room.ann, "barrier", "b", 1, for_whom_="")
    back = entry(room, "b", room.asif)
    assert (back.for_whom, back.author, back.entered_by) == (None, room.ann.person, None)


def test_other_delegations_do_not_learn_for_whom_an_entry_was_typed(room: Room) -> None:
    number = paper(room)
    save(room, room.ann, "barrier", "b", statement="One", paper_=number, visibility_="public", attribution_="country")
    seen = entry(room, "b", room.lal)
    assert (seen.for_whom, seen.entered_by, seen.paper) == (None, None, None)
    assert entry(room, "b", room.asif).paper == number


@pytest.mark.parametrize("who", ["facilitator", "organiser"])
def test_staff_type_for_any_delegation(room: Room, who: str) -> None:
    save(room, getattr(room, who), "barrier", "b", statement="Told", delegation_="LK", for_whom_="member")
    assert entry(room, "b", room.lal).entered_by == getattr(room, who).person


def test_members_type_for_their_own_delegation_alone(room: Room) -> None:
    told = {"statement": "Told", "delegation_": "LK", "for_whom_": "member"}
    assert refusal(room, room.ann, "barrier", "b", **told) == "store.not_yours"
    assert refusal(room, PUBLIC, "barrier", "b", **told) == "store.not_yours"
    told = {"applicant": "A city", "delegation_": "LK", "for_whom_": "member"}
    assert refusal(room, room.facilitator, "fund_request", "f", **told) == "store.not_yours"


def test_nobody_is_named_and_anonymous_forms_are_not_filled_in_for_others(room: Room) -> None:
    assert refusal(room, room.ann, "barrier", "b", statement="x", for_whom_="Rahima") == "store.malformed"
    assert refusal(room, room.ann, "evaluation", "e", usefulness="1", for_whom_="member") == "store.not_for_others"
    assert refusal(room, room.facilitator, "parking_lot", "p", item="x", for_whom_="member") == "store.not_for_others"


def test_registration_for_someone_is_beside_ones_own(room: Room) -> None:
    save(room, room.ann, "registration", "mine", organisation="Hers")
    save(room, room.ann, "registration", "theirs", organisation="Another's", name="Ali", for_whom_="member")
    save(room, room.ann, "registration", "theirs", 1, organisation="Another's office")
    assert entry(room, "mine").values["organisation"] == "Hers"
    assert entry(room, "theirs", room.ann).values == {"organisation": "Another's office", "name": "Ali"}
    assert "name" not in entry(room, "theirs", room.asif).values
    assert refusal(room, room.ann, "registration", "theirs", 2, for_whom_="") == "store.not_for_others"
    forget_person(room.store, room.ann.person or "")
    left = room.store.view(ORGANISER).entries("registration")
    assert [(e.id, e.entered_by) for e in left] == [("theirs", None)]


def test_paper_forms_have_numbers_of_their_own_and_only_their_people_find_them(room: Room) -> None:
    first, second = room.store.papers.make([Asked("barrier", "BD"), Asked("priority", "LK")], ORGANISER, printed=True)
    assert second == first + 1 == paper(room) - 1
    assert room.store.papers.find(first, room.ann).form == "barrier"
    assert room.store.papers.find(second, room.facilitator).delegation == "LK"
    for number, who in ((second, room.ann), (first, room.lal), (first, PUBLIC), (999, room.ann)):
        assert refused(room.store.papers.find, number, who) == "store.paper_unknown"


@pytest.mark.parametrize(
    "form", ["parking_lot", "evaluation", "review", "progress_update", "match_response", "nothing"]
)
def test_forms_that_cannot_be_on_paper_get_no_number(room: Room, form: str) -> None:
    assert refused(paper, room, form) == "store.form_unknown"
    assert refused(paper, room, "barrier", "XX") == "store.delegation_unknown"


def test_typed_in_from_paper_an_entry_is_its_delegations_and_carries_the_number(room: Room) -> None:
    number = paper(room, "mapping_response", subject="2")
    save(room, room.facilitator, "mapping_response", "m", gap="Written on paper", paper_=number)
    made = entry(room, "m", room.ann)
    assert (made.delegation, made.subject, made.paper, made.for_whom) == ("BD", "2", number, "member")
    assert (made.session, made.late) == ("findings", False)
    found = room.store.papers.find(number, room.ann)
    assert (found.entry, found.keyed, found.keyed_by) == ("m", room.clock(), room.facilitator.person)


def test_paper_form_is_typed_in_once(room: Room) -> None:
    number = paper(room)
    save(room, room.ann, "barrier", "b", statement="One", paper_=number)
    save(room, room.asif, "barrier", "b", 1, statement="One, corrected", paper_=number)
    assert entry(room, "b").values == {"statement": "One, corrected"}
    assert refusal(room, room.asif, "barrier", "c", statement="Twice", paper_=number) == "store.paper_keyed"
    assert refusal(room, room.lal, "barrier", "c", statement="Theirs", paper_=number) == "store.paper_unknown"
    assert refusal(room, room.ann, "priority", "c", title="Other", paper_=number) == "store.malformed"


def test_paper_about_what_the_delegation_has_answered_already_keeps_both_answers(room: Room) -> None:
    save(room, room.ann, "mapping_response", "m", gap="On the phone", subject_="1")
    number = paper(room, "mapping_response", subject="1")
    save(room, room.facilitator, "mapping_response", "p", gap="On paper", paper_=number)
    (made,) = room.store.view(room.ann).entries("mapping_response")
    assert (made.id, made.values["gap"], made.for_whom) == ("m", "On paper", None)
    assert [conflict.other for conflict in made.conflicts] == ["On the phone"]
    assert room.store.papers.find(number, room.ann).entry == "m"


def test_first_written_after_its_session_closed_is_late_and_what_is_corrected_then_is_not(room: Room) -> None:
    save(room, room.ann, "barrier", "in-time", statement="One")
    room.store.agenda.close("barriers", FACILITATOR)
    number = paper(room)
    assert refusal(room, room.ann, "barrier", "late", statement="Two", paper_=number) == "store.session_closed"
    save(room, room.facilitator, "barrier", "late", statement="Two", paper_=number)
    save(room, room.facilitator, "barrier", "in-time", 1, statement="One, corrected")
    assert entry(room, "late").late
    assert entry(room, "late").session == "barriers"
    assert not entry(room, "in-time").late
    room.store.agenda.reopen("barriers", FACILITATOR)
    save(room, room.ann, "barrier", "again", statement="Three")
    assert not entry(room, "again").late
    room.clock.advance(days=7)
    save(room, room.ann, "barrier", "afterwards", statement="Four")
    assert entry(room, "afterwards").late


def test_photo_is_seen_by_its_delegation_and_staff_and_goes_with_the_notes(room: Room) -> None:
    number = paper(room)
    papers = room.store.papers
    papers.put_photo(number, photo(), room.ann)
    assert papers.find(number, room.asif).photo_at == room.clock()
    assert papers.photo(number, room.facilitator) is not None
    for act in (papers.photo, papers.remove_photo):
        assert refused(act, number, room.lal) == "store.paper_unknown"
    assert refused(papers.put_photo, number, photo(), room.lal) == "store.paper_unknown"
    assert refused(papers.put_photo, number, b"<svg/>", room.ann) == "paper.photo_kind"
    assert papers.photo(number, room.asif) is not None
    after = room.store.workshop.last_day + timedelta(days=91)
    purge(room.store, after)
    assert papers.photo(number, room.organiser) is None


def test_photo_can_be_taken_away(room: Room) -> None:
    number = paper(room)
    room.store.papers.put_photo(number, photo(), room.ann)
    room.store.papers.remove_photo(number, room.facilitator)
    assert room.store.papers.photo(number, room.ann) is None


SHEET = {"usefulness": "2", "paper_": UNNUMBERED}


def test_an_anonymous_sheet_is_typed_in_bit_by_bit_and_holds_nothing_of_anybody(room: Room) -> None:
    """Sheets of one hand are entries of their own; neither the typist nor the sheets can be told from one another."""
    room.store.agenda.open("close", FACILITATOR)
    for sheet in ("one", "two"):
        save(room, room.facilitator, "evaluation", sheet, most_useful="Maps", **SHEET)
    save(room, room.facilitator, "evaluation", "one", 1, usefulness="5", paper_=UNNUMBERED)
    seen = room.store.view(room.facilitator).entry("one")
    assert (seen.values["usefulness"], seen.paper) == ("5", UNNUMBERED)
    assert (seen.author, seen.entered_by, seen.for_whom, seen.delegation) == (None,) * 4
    stored = rows(room, tables.entry)
    assert len({row["token"] for row in stored}) == 2
    nobody = ("author", "entered_by", "delegation", "for_whom", "number", "subject")
    assert {row[name] for row in stored for name in nobody} == {None}
    assert {(row["by"], row["paper"], row["for_whom"]) for row in rows(room, tables.revision)} == {(None, None, None)}
    assert rows(room, tables.paper) == []
    forget_person(room.store, room.facilitator.person or "")
    assert len(rows(room, tables.entry)) == 2


def test_anonymous_sheets_are_typed_in_by_staff_alone_and_are_read_by_nobody_else(room: Room) -> None:
    room.store.agenda.open("close", FACILITATOR)
    for who in (room.ann, PUBLIC, ORGANISER):
        assert refusal(room, who, "evaluation", "e", **SHEET) == "store.not_yours"
    assert refusal(room, room.facilitator, "evaluation", "e", usefulness="1") == "store.not_yours"
    assert refusal(room, room.facilitator, "barrier", "b", statement="x", paper_=UNNUMBERED) == "store.not_yours"
    save(room, room.facilitator, "evaluation", "e", **SHEET)
    assert refusal(room, room.organiser, "evaluation", "e", 1, usefulness="1", paper_=UNNUMBERED) == "store.not_yours"
    for who in (room.organiser, room.ann, ORGANISER):
        assert room.store.view(who).entries("evaluation") == []


def test_anonymous_sheets_count_with_the_others_and_are_hidden_below_five_like_them(room: Room) -> None:
    room.store.agenda.open("close", FACILITATOR)
    save(room, room.ann, "evaluation", "hers", usefulness="2")
    for sheet in range(3):
        save(room, room.facilitator, "evaluation", f"sheet-{sheet}", **SHEET)
    room.store.agenda.close("close", FACILITATOR)
    view = room.store.view(room.facilitator)
    assert view.totals("evaluation", "usefulness").total is None  # type: ignore[union-attr]
    save(room, room.facilitator, "evaluation", "sheet-late", **SHEET)
    assert view.totals("evaluation", "usefulness").total == 5  # type: ignore[union-attr]
    save(room, room.facilitator, "evaluation", "sheet-later", **SHEET)
    assert view.totals("evaluation", "usefulness").total == 5  # type: ignore[union-attr]


def rows(room: Room, table: Table) -> list[RowMapping]:
    with room.store.context.database.reading() as connection:
        return list(connection.execute(select(table)).mappings())
