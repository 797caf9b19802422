"""Ballots, plan states, counts and totals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from storage_rooms import Room, new_id, refusal, save

from kit.domain.entry import Refused
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.storage import Count


def vote_of(room: Room, who: Viewer, session: str, values: Any, change: str | None = None) -> Any:
    return room.store.view(who).cast(session, values, change or new_id()).values


def test_ballot_can_be_changed_until_its_session_closes(room: Room) -> None:
    assert room.store.view(room.ann).ballot("priorities") is None
    assert vote_of(room, room.ann, "priorities", {"nlc": 3, "youth": 2}) == {"nlc": 3, "youth": 2}
    assert vote_of(room, room.ann, "priorities", {"youth": 1, "nlc": 0}) == {"youth": 1}
    room.store.agenda.close("priorities", FACILITATOR)
    with pytest.raises(Refused, match=r"store\.session_closed"):
        vote_of(room, room.ann, "priorities", {"nlc": 1})
    assert room.store.view(room.ann).tally("priorities").ballots == 1  # type: ignore[union-attr]


def test_ballot_sent_again_late_does_not_replace_a_newer_one(room: Room) -> None:
    vote_of(room, room.ann, "ranking", ["nlc"], "first")
    vote_of(room, room.ann, "ranking", ["youth"], "second")
    assert vote_of(room, room.ann, "ranking", ["nlc"], "first") == ["youth"]


def test_ballot_is_seen_by_its_voter_alone(room: Room) -> None:
    vote_of(room, room.ann, "approval", ["nlc"])
    for who in (room.asif, room.lal, room.facilitator, room.organiser, ORGANISER, PUBLIC):
        assert room.store.view(who).ballot("approval") is None


@pytest.mark.parametrize(
    ("session", "values", "code"),
    [
        ("priorities", {"nlc": 3, "youth": 3}, "store.ballot_budget"),
        ("priorities", {"nlc": 4}, "store.ballot_cap"),
        ("priorities", {"nlc": -1}, "store.malformed"),
        ("priorities", {"nlc": True}, "store.malformed"),
        ("priorities", {"nlc": 1.5}, "store.malformed"),
        ("priorities", {"nobody": 1}, "store.ballot_option"),
        ("priorities", ["nlc"], "store.malformed"),
        ("ranking", ["nlc", "nlc"], "store.ballot_twice"),
        ("ranking", ["nlc", "youth", "mechanisms", "funding"], "store.ballot_budget"),
        ("ranking", {"nlc": 1}, "store.malformed"),
        ("approval", ["nlc", "youth", "mechanisms"], "store.ballot_budget"),
        ("approval", [["nlc"]], "store.ballot_option"),
        ("approval", "nlc", "store.malformed"),
        ("barriers", ["nlc"], "store.no_vote"),
        ("nowhere", ["nlc"], "store.session_unknown"),
    ],
)
def test_ballot_that_the_vote_does_not_allow_is_refused(
    sqlite_room: Room, session: str, values: Any, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        vote_of(sqlite_room, sqlite_room.ann, session, values)
    assert caught.value.code == code


def test_ballot_of_staff_is_refused(room: Room) -> None:
    for who in (room.facilitator, ORGANISER, PUBLIC):
        with pytest.raises(Refused, match=r"store\.ballot_person"):
            vote_of(room, who, "approval", ["nlc"])


def test_tally_is_hidden_from_everyone_until_the_session_closes(room: Room) -> None:
    voters = [room.ann, room.asif, room.lal, *(room.join("LK") for _ in range(3))]
    for voter in voters:
        vote_of(room, voter, "ranking", ["youth", "nlc"])
    for who in (room.ann, room.facilitator, room.organiser, ORGANISER):
        assert room.store.view(who).tally("ranking") is None
    room.store.agenda.close("ranking", FACILITATOR)
    for who in (room.ann, room.facilitator, room.organiser, ORGANISER):
        tally = room.store.view(who).tally("ranking")
        assert tally is not None
        assert (tally.ballots, tally.turnout, tally.eligible) == (6, {"BD": 2, "LK": 4}, {"BD": 2, "LK": 4})
        assert tally.by_person[0].rows[0].option == "youth"
    assert room.store.view(PUBLIC).tally("ranking") is None


def test_plan_goes_its_way_with_the_name_and_day_of_its_confirmation(room: Room) -> None:
    view = room.store.view(room.ann)
    assert view.plan_state("BD") == "draft"
    save(room, room.ann, "activity", "a", activity="Train", do_no_harm_check="no")
    view.transition("BD", "confirmed", name=" Mayor  Ann ", on=date(2023, 3, 2), change_id="t1")
    (plan,) = view.entries("plan")
    assert (plan.values["confirmed_by"], plan.values["confirmed_on"]) == ("Mayor Ann", "2023-03-02")
    room.store.view(room.facilitator).transition("BD", "reviewed", change_id="t2")
    view.transition("BD", "revised", change_id="t3")
    save(room, room.ann, "plan", plan.id, 3, cleared_for_publication=True)
    assert view.plan_state("BD") == "revised"
    room.store.view(ORGANISER).transition("BD", "published", change_id="t4")
    assert [revision.values.get("state") for revision in view.history(plan.id)] == [
        "confirmed", "reviewed", "revised", None, "published",
    ]  # fmt: skip
    assert {entry.id for entry in room.store.view(PUBLIC).entries()} == {"a", plan.id}


def test_plan_changed_after_its_confirmation_is_revised(room: Room) -> None:
    save(room, room.ann, "activity", "a", activity="Train")
    view = room.store.view(room.ann)
    view.transition("BD", "confirmed", name="Ann", on="2023-03-02", change_id="t")
    save(room, room.ann, "plan", "p", shared=True)
    assert view.plan_state("BD") == "confirmed"
    save(room, room.ann, "activity", "a", 1, activity="Train more")
    assert view.plan_state("BD") == "revised"
    assert room.store.view(room.lal).plan_state("LK") == "draft"


def test_transition_sent_again_changes_nothing(room: Room) -> None:
    view = room.store.view(room.ann)
    view.transition("BD", "confirmed", name="Ann", on="2023-03-02", change_id="t")
    assert view.transition("BD", "confirmed", name="Ann", on="2023-03-02", change_id="t").repeated


@pytest.mark.parametrize(("name", "on"), [(None, "2023-03-02"), ("  ", "2023-03-02"), ("Ann", None), ("Ann", "soon")])
def test_confirmation_without_name_or_day_is_refused(sqlite_room: Room, name: str | None, on: str | None) -> None:
    with pytest.raises(Refused, match=r"store\.name_needed"):
        sqlite_room.store.view(sqlite_room.ann).transition("BD", "confirmed", name=name, on=on, change_id="t")


@pytest.mark.parametrize("who", ["lal", "public"])
def test_transition_by_someone_else_is_refused(room: Room, who: str) -> None:
    viewer = PUBLIC if who == "public" else room.lal
    with pytest.raises(Refused, match=r"store\.transition"):
        room.store.view(viewer).transition("BD", "confirmed", name="Lal", on="2023-03-02", change_id="t")


def test_transition_after_the_session_closed_is_refused(room: Room) -> None:
    for session in ("workplan", "review"):
        room.store.agenda.close(session, FACILITATOR)
    with pytest.raises(Refused, match=r"store\.session_closed"):
        room.store.view(room.ann).transition("BD", "confirmed", name="Ann", on="2023-03-02", change_id="t")


def test_publication_of_a_plan_that_may_do_harm_or_is_not_cleared_is_refused(room: Room) -> None:
    save(room, room.ann, "activity", "a", activity="List families", do_no_harm_check="unsure")
    room.store.view(room.ann).transition("BD", "confirmed", name="Ann", on="2023-03-02", change_id="t1")
    with pytest.raises(Refused, match=r"store\.plan_uncleared"):
        room.store.view(ORGANISER).transition("BD", "published", change_id="t2")
    save(room, room.ann, "plan", "p", cleared_for_publication=True)
    with pytest.raises(Refused, match=r"store\.plan_unpublishable") as caught:
        room.store.view(ORGANISER).transition("BD", "published", change_id="t3")
    assert caught.value.details == {"refs": "BD-01"}


def test_counts_are_of_every_delegation_also_of_those_without_entries(room: Room) -> None:
    save(room, room.ann, "barrier", "b", statement="One", session_="barriers")
    save(room, room.ann, "evaluation", "e", usefulness="4")
    vote_of(room, room.lal, "ranking", ["nlc"])
    counts = room.store.view(room.facilitator).counts()
    assert Count("barriers", "barrier", "BD", 1, 2) in counts
    assert Count("barriers", "barrier", "LK", 0, 1) in counts
    assert Count("close", "evaluation", None, 1, 5) in counts
    assert Count("ranking", "vote", "LK", 1, 1) in counts
    assert {count.delegation for count in room.store.view(room.lal).counts()} == {"LK"}
    room.clock.advance(minutes=6)
    assert {count.people_active for count in room.store.view(PUBLIC).counts()} == {0}


def test_evaluation_is_one_for_each_person_and_changeable(room: Room) -> None:
    save(room, room.ann, "evaluation", "e1", usefulness="4")
    saved = save(room, room.ann, "evaluation", "e2", usefulness="5")
    assert (saved.entry, saved.conflicts) == ("e1", ())
    (mine,) = room.store.view(room.ann).entries("evaluation")
    assert mine.values == {"usefulness": "5"}
    assert mine.created is not None
    assert mine.created.hour == mine.created.minute == 0


def test_evaluation_rows_are_read_by_nobody_else(room: Room) -> None:
    save(room, room.ann, "evaluation", "e", usefulness="4", most_useful="The walk")
    for who in (room.asif, room.lal, room.facilitator, room.organiser, ORGANISER, FACILITATOR, PUBLIC):
        view = room.store.view(who)
        assert view.entries("evaluation") == []
        for action in (lambda view=view: view.entry("e"), lambda view=view: view.history("e")):
            with pytest.raises(Refused, match=r"store\.not_found"):
                action()
    assert refusal(room, room.asif, "evaluation", "e", 1, usefulness="1") == "store.not_yours"
    assert refusal(room, room.organiser, "evaluation", "e", 1, usefulness="1") == "store.not_yours"


def test_totals_are_suppressed_and_hidden_while_people_answer(room: Room) -> None:
    for n, answer in enumerate("5555554444332"):
        save(room, room.join("BD" if n % 2 else "LK"), "evaluation", f"e{n}", usefulness=answer)
    view = room.store.view(ORGANISER)
    assert view.totals("evaluation", "usefulness") is None
    room.store.agenda.close("close", FACILITATOR)
    totals = view.totals("evaluation", "usefulness")
    assert totals is not None
    assert (totals.cells, totals.total) == ({"1": 0, "2": None, "3": None, "4": None, "5": 6}, 13)
    for form, question in (("barrier", "type"), ("evaluation", "most_useful"), ("evaluation", "nothing")):
        with pytest.raises(Refused):
            view.totals(form, question)
    with pytest.raises(Refused, match=r"store\.not_yours"):
        room.store.view(PUBLIC).totals("evaluation", "usefulness")


def test_remarks_reach_staff_alone_once_five_wrote_and_the_session_is_closed(room: Room) -> None:
    for n, words in enumerate(("walks", "maps", "people", "time")):
        save(room, room.join("BD"), "evaluation", f"e{n}", most_useful=words)
    view = room.store.view(FACILITATOR)
    assert view.remarks("evaluation", "most_useful") is None
    room.store.agenda.close("close", FACILITATOR)
    assert view.remarks("evaluation", "most_useful") is None
    room.store.agenda.reopen("close", FACILITATOR)
    save(room, room.join("LK"), "evaluation", "e5", most_useful="a quiet room")
    room.store.agenda.close("close", FACILITATOR)
    assert view.remarks("evaluation", "most_useful") == ("a quiet room", "maps", "people", "time", "walks")
    for form, question in (("barrier", "statement"), ("evaluation", "usefulness"), ("evaluation", "nothing")):
        with pytest.raises(Refused):
            view.remarks(form, question)
    with pytest.raises(Refused, match=r"store\.not_yours"):
        room.store.view(room.asif).remarks("evaluation", "most_useful")


def test_participant_without_a_delegation_sees_no_counts(room: Room) -> None:
    with pytest.raises(Refused):
        room.store.view(Viewer(Role.PARTICIPANT)).counts()
