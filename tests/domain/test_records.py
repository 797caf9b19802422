"""A vote's record agrees with itself, and whatever is changed in it afterwards is found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tally import vote, votes

from kit.domain.ballots import Ballot
from kit.domain.entry import Refused
from kit.domain.marks import check_marks
from kit.domain.records import check, record, room_seal, short
from kit.domain.tally import tally
from kit.domain.workshop import Vote

QUICK = settings(max_examples=50, deadline=None)
Case = tuple[Vote, list[Ballot]]


def numbered(case: Case) -> list[Ballot]:
    """The ballots that could have been cast, each with its code."""
    cast = [Ballot(ballot.delegation, ballot.values, f"C{number:03}") for number, ballot in enumerate(case[1])]
    return [ballot for ballot in cast if _fits(case[0], ballot)]


def _fits(asked: Vote, ballot: Ballot) -> bool:
    values = [list(each) for each in ballot.values] if asked.method == "pairwise" else ballot.values
    try:
        check_marks(asked, values)
    except Refused:
        return False
    return True


def written(case: Case, *, with_delegations: bool = True) -> Any:
    """The record of a vote, as it comes back from its file."""
    asked, coded = case[0], numbered(case)
    about = {"workshop": "w", "session": "s"}
    found = record(tally(asked, coded), coded, about=about, decision=None, with_delegations=with_delegations)
    return json.loads(json.dumps(found))


@QUICK
@given(votes(), st.booleans())
def test_record_of_any_vote_agrees_with_itself(case: Case, with_delegations: bool) -> None:
    assert check(written(case, with_delegations=with_delegations)) == []


@QUICK
@given(votes(), st.data())
def test_record_without_one_of_its_ballots_or_with_one_twice_does_not_agree(case: Case, data: st.DataObject) -> None:
    found = written(case)
    lines = found["ballots"]
    if not lines:
        return
    place = data.draw(st.integers(0, len(lines) - 1))
    fewer = {**found, "ballots": lines[:place] + lines[place + 1 :]}
    twice = {**found, "ballots": [*lines[: place + 1], lines[place], *lines[place + 1 :]]}
    assert check(fewer)
    assert check(twice)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all single values."""
    if isinstance(value, dict | list) and value:
        keys = value if isinstance(value, dict) else range(len(value))
        return [leaf for key in keys for leaf in leaves(value[key], (*path, key))]
    return [path]


@QUICK
@given(votes(), st.data())
def test_record_with_any_single_value_changed_does_not_agree(case: Case, data: st.DataObject) -> None:
    found = written(case)
    *way, last = data.draw(st.sampled_from([leaf for leaf in leaves(found) if leaf != ("kind",)]))
    held = found
    for key in way:
        held = held[key]
    held[last] = "changed" if held[last] != "changed" else "again"
    assert check(found)


def test_record_says_where_the_first_changed_ballot_is_and_what_counts_differently() -> None:
    ballots = [Ballot("BD", {"data": 3}), Ballot("IN", {"youth": 2}), Ballot("LK", {"youth": 1})]
    found = written((vote("dots"), ballots))
    found["ballots"][1]["marks"] = {"data": 2}
    problems = {each.code: each.details for each in check(found)}
    assert problems["record.ballot_seal"] == {"number": "2", "code": "C001"}
    assert problems["record.result"]["what"]
    assert "record.seal" in problems


def test_record_of_too_few_ballots_holds_none() -> None:
    found = written((vote("dots", min_ballots=5), [Ballot("BD", {"data": 3})] * 4))
    assert (found["ballots"], found["ballots_seal"], found["result"]["hidden"]) == ([], None, True)
    assert "data" not in json.dumps(found["result"]["by_person"])
    assert check(found) == []


@QUICK
@given(votes())
def test_seal_that_the_room_saw_is_that_of_both_kinds_of_record(case: Case) -> None:
    asked, coded = case[0], numbered(case)
    shown = room_seal(asked, list(reversed(coded)))
    for with_delegations in (True, False):
        seal = written(case, with_delegations=with_delegations)["ballots_seal"]
        assert seal is None or short(seal) == shown


def test_ballots_say_their_delegation_only_where_that_was_asked_for() -> None:
    found = written((vote("dots"), [Ballot("BD", {"data": 3})]), with_delegations=False)
    assert found["ballots"][0].keys() == {"code", "marks", "seal"}


@pytest.mark.parametrize("value", [None, [], {}, {"kind": "other"}, "text", 3])
def test_what_is_no_record_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="no record"):
        check(value)


def test_record_with_a_part_missing_is_said_to_be_unreadable() -> None:
    found = written((vote("rank"), [Ballot("BD", ["data"])]))
    del found["vote"]["options"]
    assert [each.code for each in check(found)][-1] == "record.unreadable"
