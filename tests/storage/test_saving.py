"""What a save keeps, merges, refuses and says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from storage_rooms import Room, new_id, refusal, save

from kit.domain.entry import Change, Refused
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC
from kit.storage import permission
from kit.words.store import MESSAGES


def test_save_new_entry_is_read_back_by_its_delegation(room: Room) -> None:
    saved = save(room, room.ann, "barrier", "b", statement="No budget line", type="money")
    assert (saved.version, saved.conflicts, saved.repeated) == (1, (), False)
    entry = room.store.view(room.asif).entry("b")
    assert entry.values == {"statement": "No budget line", "type": "money"}
    assert (entry.delegation, entry.author, entry.session) == ("BD", room.ann.person, "barriers")


def test_save_different_questions_without_having_seen_each_other_keeps_both(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    save(room, room.ann, "barrier", "b", 1, type="money")
    saved = save(room, room.asif, "barrier", "b", 1, affected=["youth"])
    assert saved.conflicts == ()
    assert room.store.view(room.ann).entry("b").values == {"statement": "One", "type": "money", "affected": ["youth"]}


def test_save_same_question_without_having_seen_the_other_keeps_both_values(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="Ann's words")
    saved = save(room, room.asif, "barrier", "b", statement="Asif's words")
    (conflict,) = saved.conflicts
    assert (conflict.kept, conflict.other, conflict.by) == ("Asif's words", "Ann's words", room.ann.person)
    assert room.store.view(room.ann).entry("b").conflicts == (conflict,)
    save(room, room.ann, "barrier", "b", saved.version, statement="Both", resolves_=("statement",))
    assert room.store.view(room.asif).entry("b").conflicts == ()


def test_save_sent_again_changes_nothing(room: Room) -> None:
    first = save(room, room.ann, "barrier", "b", statement="One", id_="c")
    save(room, room.ann, "barrier", "b", 1, statement="Two")
    again = save(room, room.ann, "barrier", "b", statement="One", id_="c")
    assert again.repeated
    assert (again.entry, again.version) == (first.entry, 2)
    assert room.store.view(room.ann).entry("b").values["statement"] == "Two"


def test_save_sent_again_after_the_session_closed_is_still_acknowledged(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", id_="c")
    room.store.agenda.close("barriers", FACILITATOR)
    assert save(room, room.ann, "barrier", "b", statement="One", id_="c").repeated


def test_save_with_the_id_of_another_persons_change_is_refused(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", id_="c")
    assert refusal(room, room.lal, "barrier", "b", statement="Mine", id_="c") == "store.change_taken"


def test_save_after_the_session_closed_is_refused(room: Room) -> None:
    room.store.agenda.close("barriers", FACILITATOR)
    assert refusal(room, room.ann, "barrier", "b", statement="Late") == "store.session_closed"
    assert refusal(room, room.ann, "barrier", "b", statement="Late", session_="barriers") == "store.session_closed"
    assert room.store.view(ORGANISER).entries("barrier") == []


def test_save_before_the_deadline_of_a_closed_session_is_marked_late(room: Room) -> None:
    room.store.agenda.close("findings", FACILITATOR)
    save(room, room.ann, "mapping_response", "m", relevance="4", subject_="1")
    assert room.store.view(room.ann).entry("m").late
    room.clock.advance(days=30)
    assert refusal(room, room.ann, "mapping_response", "n", relevance="4", subject_="2") == "store.session_closed"


def test_save_in_an_open_session_is_not_late(room: Room) -> None:
    save(room, room.ann, "mapping_response", "m", relevance="4", subject_="1")
    assert not room.store.view(room.ann).entry("m").late


def test_save_by_staff_in_a_closed_session_is_taken(room: Room) -> None:
    room.store.agenda.close("barriers", FACILITATOR)
    save(room, room.facilitator, "barrier", "b", statement="From paper", delegation_="LK")
    assert room.store.view(room.lal).entry("b").values == {"statement": "From paper"}


def test_save_form_of_another_session_is_refused(room: Room) -> None:
    assert refusal(room, room.ann, "barrier", "b", statement="x", session_="workplan") == "store.form_elsewhere"
    assert refusal(room, room.ann, "barrier", "b", statement="x", session_="nowhere") == "store.session_unknown"


@pytest.mark.parametrize("who", ["lal", "public"])
def test_save_of_an_entry_of_another_delegation_is_refused(room: Room, who: str) -> None:
    save(room, room.ann, "barrier", "b", statement="One", visibility_="participants")
    stranger = PUBLIC if who == "public" else room.lal
    assert refusal(room, stranger, "barrier", "b", 1, statement="Other") == "store.not_yours"
    assert room.store.view(room.ann).entry("b").version == 1


def test_save_for_another_delegation_by_a_participant_is_for_their_own(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", delegation_="LK")
    assert room.store.view(ORGANISER).entry("b").delegation == "BD"


def test_save_of_the_hubs_form_by_a_participant_is_refused(room: Room) -> None:
    assert refusal(room, room.ann, "parking_lot", "p", item="x") == "store.not_yours"
    save(room, room.facilitator, "parking_lot", "p", item="x")


def test_save_of_the_hubs_answer_by_a_participant_is_refused(room: Room) -> None:
    save(room, room.ann, "fund_request", "f", applicant="Dhaka")
    assert refusal(room, room.ann, "fund_request", "f", 1, decision="approved") == "store.not_yours"
    save(room, room.organiser, "fund_request", "f", 1, decision="approved")
    assert room.store.view(room.ann).entry("f").values["decision"] == "approved"


def test_save_of_a_review_leaves_the_reply_to_the_owner(room: Room) -> None:
    save(room, room.ann, "activity", "a", activity="Train wardens")
    save(room, room.ann, "plan", "p", shared=True)
    save(room, room.lal, "review", "r", clarity="green", subject_="a")
    assert refusal(room, room.lal, "review", "r", 1, reply="accept") == "store.not_yours"
    assert refusal(room, room.ann, "review", "r", 1, clarity="red") == "store.not_yours"
    save(room, room.ann, "review", "r", 1, reply="adapt")
    assert room.store.view(room.lal).entry("r").values == {"clarity": "green", "reply": "adapt"}


def test_save_of_a_review_of_a_plan_that_is_not_shared_is_refused(room: Room) -> None:
    save(room, room.ann, "activity", "a", activity="Train wardens")
    assert refusal(room, room.lal, "review", "r", clarity="green", subject_="a") == "store.subject_unknown"
    assert refusal(room, room.ann, "review", "r", clarity="green", subject_="a") == "store.subject_unknown"


def test_save_of_progress_on_another_delegations_activity_is_refused(room: Room) -> None:
    save(room, room.ann, "activity", "a", activity="Train wardens")
    save(room, room.ann, "plan", "p", shared=True)
    assert refusal(room, room.lal, "progress_update", "u", progress="nil", subject_="a") == "store.subject_unknown"
    save(room, room.asif, "progress_update", "u", progress="half", subject_="a")


def test_save_of_a_response_to_an_unknown_finding_is_refused(room: Room) -> None:
    assert refusal(room, room.ann, "mapping_response", "m", relevance="1", subject_="99") == "store.subject_unknown"
    assert refusal(room, room.ann, "mapping_response", "m", relevance="1") == "store.subject_unknown"


def test_save_of_the_same_single_entry_from_two_devices_makes_one(room: Room) -> None:
    save(room, room.ann, "mapping_response", "m1", relevance="4", subject_="1")
    saved = save(room, room.asif, "mapping_response", "m2", gap="Islands", subject_="1")
    assert saved.entry == "m1"
    (entry,) = room.store.view(room.ann).entries("mapping_response")
    assert entry.values == {"relevance": "4", "gap": "Islands"}


def test_save_of_a_registration_by_a_colleague_is_refused(room: Room) -> None:
    save(room, room.ann, "registration", "g", organisation="City")
    assert refusal(room, room.asif, "registration", "g", 1, organisation="Other") == "store.not_yours"


def test_save_of_a_deleted_entry_unseen_brings_it_back(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    save(room, room.ann, "barrier", "b", 1, deleted_=True)
    assert room.store.view(room.ann).entries("barrier") == []
    save(room, room.asif, "barrier", "b", 1, statement="Two")
    assert [e.values["statement"] for e in room.store.view(room.ann).entries("barrier")] == ["Two"]


def test_delete_and_bring_back(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    save(room, room.ann, "barrier", "b", 1, deleted_=True)
    assert [entry.id for entry in room.store.view(room.ann).entries(deleted=True)] == ["b"]
    save(room, room.ann, "barrier", "b", 2, deleted_=False)
    assert [entry.id for entry in room.store.view(room.ann).entries("barrier")] == ["b"]


def test_activities_get_references_that_are_never_reused(room: Room) -> None:
    save(room, room.ann, "activity", "a1", activity="One", ref="XX-99")
    save(room, room.ann, "activity", "a2", activity="Two")
    save(room, room.lal, "activity", "a3", activity="Three")
    save(room, room.ann, "activity", "a2", 1, deleted_=True)
    save(room, room.asif, "activity", "a4", activity="Four")
    refs = {entry.id: entry.values["ref"] for entry in room.store.view(ORGANISER).entries("activity")}
    assert refs == {"a1": "BD-01", "a3": "LK-01", "a4": "BD-03"}
    save(room, room.ann, "activity", "a1", 1, ref=None)
    assert room.store.view(room.ann).entry("a1").values["ref"] == "BD-01"


def test_save_with_an_end_before_its_start_is_kept_and_said(room: Room) -> None:
    saved = save(
        room, room.ann, "activity", "a", activity="x", start="2023-06-01", end="2023-05-01", cost_estimate="১২৫"
    )
    assert {problem.question for problem in saved.problems} == {"end", "currency"}
    assert room.store.view(room.ann).entry("a").values["cost_estimate"] == "125"


@pytest.mark.parametrize(
    "words",
    ["👩🏽‍🌾 শান্তি", "\u200fسلام\u200e", "x" * 10_000, "a\u0000b", "line\nline", "=1+1", "'; DROP TABLE entry; --"],
)
def test_save_of_any_text_comes_back_as_it_was_or_cleaned(room: Room, words: str) -> None:
    save(room, room.ann, "barrier", "b", long=words)
    assert room.store.view(room.ann).entry("b").values["long"] == words.replace("\u0000", "")


def test_save_of_too_long_a_text_is_refused_and_nothing_of_it_is_kept(room: Room) -> None:
    assert refusal(room, room.ann, "barrier", "b", type="money", statement="x" * 10_000) == "answers.too_long"
    assert room.store.view(ORGANISER).entries() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("c", "b", "nonsense", 0), "store.form_unknown"),
        (Change("c", "b", "barrier", 0, {"nonsense": 1}), "store.question_unknown"),
        (Change("c", "b", "barrier", 0, {"type": "nonsense"}), "answers.unknown_choice"),
        (Change("", "b", "barrier", 0), "store.malformed"),
        (Change("c", "b\u0000", "barrier", 0), "store.malformed"),
        (Change("c" * 65, "b", "barrier", 0), "store.malformed"),
        (Change("c", "b", "barrier", -1), "store.malformed"),
        (Change("c", "b", "barrier", True), "store.malformed"),
        (Change("c", "b", "barrier", 0, visibility="everyone"), "store.malformed"),
        (Change("c", "b", "barrier", 0, attribution="street"), "store.malformed"),
        (Change("c", "b", "plan", 0, {"state": "published"}), "store.by_transition"),
        (Change("c", "b", "activity", 0, {"priority": "nowhere"}), "answers.unknown_entry"),
    ],
)
def test_save_of_what_no_page_sends_is_refused(sqlite_room: Room, change: Change, code: str) -> None:
    with pytest.raises(Refused) as caught:
        sqlite_room.store.view(sqlite_room.ann).save(change)
    assert caught.value.code == code


def test_save_with_another_forms_entry_id_is_refused(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    assert refusal(room, room.ann, "priority", "b", title="x") == "store.malformed"


def test_reference_to_an_entry_of_another_delegation_is_refused(room: Room) -> None:
    save(room, room.lal, "priority", "p", title="Theirs")
    assert refusal(room, room.ann, "activity", "a", activity="x", priority="p") == "answers.unknown_entry"
    save(room, room.ann, "priority", "q", title="Ours")
    save(room, room.ann, "activity", "a", activity="x", priority="q")


def test_visibility_cannot_be_widened_by_staff(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    for who in (room.facilitator, room.organiser, ORGANISER):
        assert refusal(room, who, "barrier", "b", 1, visibility_="public") == "store.widening"
        assert refusal(room, who, "barrier", "b", 1, attribution_="city") == "store.widening"
    save(room, room.ann, "barrier", "b", 1, visibility_="participants", attribution_="country")
    save(room, room.facilitator, "barrier", "b", 2, visibility_="delegation", attribution_="none")
    assert room.store.view(room.lal).entries("barrier")[0].values == {}


def test_note_for_organisers_alone_is_chosen_by_its_author_only(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", visibility_="organisers")
    assert room.store.view(room.asif).entries("barrier") == []
    assert len(room.store.view(room.ann).entries("barrier")) == len(room.store.view(ORGANISER).entries("barrier")) == 1
    save(room, room.ann, "barrier", "c", statement="Two")
    assert refusal(room, room.asif, "barrier", "c", 1, visibility_="organisers") == "store.not_yours"
    assert (
        refusal(room, room.ann, "mapping_response", "m", subject_="1", visibility_="organisers") == "store.shared_entry"
    )


def test_history_holds_every_accepted_value_and_restore_brings_one_back(room: Room) -> None:
    view = room.store.view(room.ann)
    for version, words in enumerate(("One", "Two", "Three")):
        save(room, room.ann, "barrier", "b", version, statement=words)
    assert [revision.values["statement"] for revision in view.history("b")] == ["One", "Two", "Three"]
    assert view.restore("b", 1, "undo").version == 4
    assert view.restore("b", 1, "undo").repeated
    assert view.entry("b").values == {"statement": "One"}
    view.restore("b", 3, "redo")
    assert view.entry("b").values == {"statement": "Three"}
    with pytest.raises(Refused, match=r"store\.version_unknown"):
        view.restore("b", 99, "never")


def test_history_of_another_delegations_entry_is_not_found(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", visibility_="public")
    for action in (lambda view: view.history("b"), lambda view: view.restore("b", 1, new_id())):
        with pytest.raises(Refused, match=r"store\.not_found"):
            action(room.store.view(room.lal))


def test_base_of_a_lost_future_counts_as_having_seen_nothing(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One")
    assert save(room, room.asif, "barrier", "b", 12, statement="Two").conflicts[0].other == "One"


def test_every_save_raises_the_sequence_and_says_what_changed(room: Room) -> None:
    before = room.store.sequence()
    save(room, room.ann, "barrier", "b", statement="One")
    save(room, room.lal, "evaluation", "e", usefulness="5")
    note, anonymous = room.store.events_since(before)
    assert (note.kind, note.entry, note.form, note.session, note.delegation) == (
        "entry",
        "b",
        "barrier",
        "barriers",
        "BD",
    )
    assert (anonymous.entry, anonymous.delegation) == (None, None)
    assert room.store.sequence() == anonymous.seq == before + 2


def test_deleted_entry_is_gone_for_other_delegations_however_they_ask(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", visibility_="public")
    save(room, room.ann, "barrier", "b", 1, deleted_=True)
    assert room.store.view(room.lal).entries(deleted=True) == []
    with pytest.raises(Refused, match=r"store\.not_found"):
        room.store.view(room.lal).entry("b")


def test_filter_by_delegation_does_not_tell_whose_a_note_is(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", visibility_="participants")
    assert len(room.store.view(room.lal).entries("barrier")) == 1
    assert room.store.view(room.lal).entries("barrier", delegation="BD") == []


def test_every_sentence_is_said_and_every_code_has_one() -> None:
    kit = Path(permission.__file__).parents[1]
    sources = "".join(file.read_text() for file in kit.rglob("*.py") if file.parent.name != "words")
    assert set(re.findall(r'"(store\.[a-z_]+)"', sources)) == set(MESSAGES)
