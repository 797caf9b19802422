"""A nominal group in the store: silent ideas, two rounds of ballots, and what is told of them when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from storage_rooms import Room, new_id, save

from kit.domain.entry import Refused
from kit.domain.nominal import MARK, Phase, option_of
from kit.domain.records import check
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC
from kit.storage.engine import Database
from kit.storage.upgrade import make_schema, upgrade

GROUPS = tuple(option_of(f"g{number}", f"Group {number}", "en") for number in range(3))


@pytest.fixture
def steps(sqlite_room: Room) -> Room:
    """The same room with a session that holds a nominal group on what is written as barriers."""
    store = sqlite_room.store
    workshop = store.workshop
    asked = next(each for each in workshop.sessions if each.id == "ranking")
    assert asked.vote is not None
    vote = replace(asked.vote, sequence="nominal_group", options=(), ideas="barrier", min_ballots=3)
    sessions = tuple(
        replace(each, vote=vote, forms=("barrier", "decision")) if each.id == "ranking" else each
        for each in workshop.sessions
    )
    store.workshop = replace(workshop, sessions=sessions)
    store.context = replace(store.context, workshop=store.workshop)
    return sqlite_room


def to(room: Room, phase: str) -> None:
    """As the console's button does."""
    options = GROUPS if phase in ("first", "discussing", "final") else ()
    room.store.agenda.mark("ranking", MARK, Phase(phase, options).to_json(), FACILITATOR)


def cast(room: Room, who: Any, *order: str) -> Any:
    return room.store.view(who).cast("ranking", list(order), new_id())


def test_idea_is_read_by_its_author_and_staff_alone_until_ideas_are_shared(steps: Room) -> None:
    save(steps, steps.ann, "barrier", "b", statement="Mine", session_="ranking", visibility_="participants")
    for who, sees in ((steps.ann, True), (steps.facilitator, True), (steps.asif, False), (steps.lal, False)):
        assert bool(steps.store.view(who).entries("barrier", session="ranking")) == sees
    to(steps, "sharing")
    assert steps.store.view(steps.asif).entries("barrier", session="ranking")
    steps.store.agenda.undo(FACILITATOR)
    assert not steps.store.view(steps.asif).entries("barrier", session="ranking")


def test_ballots_are_taken_in_two_steps_only_and_each_keeps_its_round(steps: Room) -> None:
    with pytest.raises(Refused, match=r"store\.not_voting_now"):
        cast(steps, steps.ann, "g1")
    to(steps, "first")
    cast(steps, steps.ann, "g1")
    first = cast(steps, steps.ann, "g2", "g1")
    assert first.values == ["g2", "g1"]
    to(steps, "discussing")
    with pytest.raises(Refused, match=r"store\.not_voting_now"):
        cast(steps, steps.ann, "g0")
    to(steps, "final")
    assert steps.store.view(steps.ann).ballot("ranking") is None
    final = cast(steps, steps.ann, "g0")
    assert final.code
    assert final.code != first.code
    steps.store.agenda.undo(FACILITATOR)
    assert steps.store.view(steps.ann).ballot("ranking") == first


def test_number_of_a_ballot_stays_when_it_is_changed_and_is_told_to_its_voter_alone(steps: Room) -> None:
    to(steps, "first")
    assert cast(steps, steps.ann, "g1").code == cast(steps, steps.ann, "g2").code
    assert steps.store.view(steps.asif).ballot("ranking") is None


def test_first_ranking_is_told_once_it_is_over_and_the_final_one_after_closing(steps: Room) -> None:
    others = [steps.join("LK") for _ in range(2)]
    to(steps, "first")
    for who, order in zip((steps.ann, *others), ("g0", "g1", "g1"), strict=True):
        cast(steps, who, order)
    view = steps.store.view(steps.ann)
    assert view.tally("ranking", "first") is None
    assert view.disagreement("ranking") == ()
    to(steps, "discussing")
    counted = view.tally("ranking", "first")
    assert counted is not None
    assert counted.by_person[0].rows[0].option == "g1"
    assert {stand.option: stand.people for stand in view.disagreement("ranking")} == {"g0": 1, "g1": 2, "g2": 0}
    assert steps.store.view(PUBLIC).tally("ranking", "first") is None
    to(steps, "final")
    for who in (steps.ann, *others):
        cast(steps, who, "g2")
    assert view.tally("ranking", "final") is None
    assert {count.entries for count in view.counts() if (count.session, count.form) == ("ranking", "vote")} == {1}
    steps.store.agenda.close("ranking", FACILITATOR)
    final, first = view.tally("ranking"), view.tally("ranking", "first")
    assert final is not None
    assert first is not None
    assert (final.by_person[0].rows[0].option, first.by_person[0].rows[0].option) == ("g2", "g1")


def test_record_is_for_organisers_and_only_of_a_vote_that_is_closed(room: Room) -> None:
    voters = [room.ann, room.asif, room.lal, *(room.join("LK") for _ in range(3))]
    numbers = {room.store.view(who).cast("ranking", ["youth", "nlc"], new_id()).code for who in voters}
    with pytest.raises(Refused, match=r"store\.vote_open"):
        room.store.view(ORGANISER).vote_record("ranking")
    room.store.agenda.close("ranking", FACILITATOR)
    for who in (room.ann, room.facilitator, PUBLIC):
        with pytest.raises(Refused, match=r"store\.not_yours"):
            room.store.view(who).vote_record("ranking")
    found = room.store.view(ORGANISER).vote_record("ranking")
    assert {line["code"] for line in found["ballots"]} == numbers
    assert check(found) == []
    assert not {"Ann", "Asif", room.ann.person, room.asif.person} & set(str(found).replace("'", " ").split())


def test_database_of_before_rounds_keeps_its_ballots_and_numbers_them(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    database = Database(make_url(f"sqlite:///{file}"))
    with database.writing() as connection:
        make_schema(connection, "0005")
        for token in ("a", "b"):
            connection.execute(
                text("INSERT INTO ballot (session, token, answers) VALUES ('ranking', :token, '[\"nlc\"]')"),
                {"token": token},
            )
    upgrade(database, lambda found: file)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT round, code FROM ballot")).all()
    assert {row.round for row in rows} == {"final"}
    assert len({row.code for row in rows} - {""}) == 2
