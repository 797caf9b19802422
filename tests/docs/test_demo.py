"""The content of the guides' pictures fits the example's forms, so that `make screenshots` can be run at any time."""

from __future__ import annotations

import shutil
from pathlib import Path

from guides import ROOT

from kit.definitions import load_workshop
from kit.domain.nominal import MARK, Phase, option_of
from kit.domain.viewer import ORGANISER
from kit.storage import open_store


def test_five_delegations_can_write_all_of_the_content(tmp_path: Path, demo) -> None:  # type: ignore[no-untyped-def]
    filling, folder = demo("filling"), tmp_path / "south-asia-2023"
    ignore = shutil.ignore_patterns("data", "records", "reports")
    shutil.copytree(ROOT / "sessions" / "south-asia-2023", folder, ignore=ignore)
    store = open_store(load_workshop(folder))
    delegations = filling.Delegations(store)
    for session in store.workshop.sessions:
        store.agenda.open(session.id, ORGANISER)
        delegations.write(session.id)
        store.agenda.close(session.id, ORGANISER)
    delegations.decide()
    delegations.park()
    delegations.sort()
    filling.confirm(store, "BD", "Head of delegation", "2023-02-01")
    view = store.view(ORGANISER)
    tally = view.tally("priorities")
    assert tally is not None
    assert not tally.hidden
    assert {entry.delegation for entry in view.entries("activity")} == set(delegations.people)
    assert view.plan_state("BD") == "confirmed"
    store.close()


def test_people_of_the_second_workshop_can_write_and_vote(tmp_path: Path, demo) -> None:  # type: ignore[no-untyped-def]
    second, ignore = demo("second"), shutil.ignore_patterns("data", "records", "reports")
    for folder in (ROOT / "sessions" / "south-asia-2023", second.SECOND):
        shutil.copytree(folder, tmp_path / folder.name, ignore=ignore)
    store = open_store(load_workshop(tmp_path / second.SECOND.name))
    voters = second.Voters(store)
    for session in ("ideas", "effort"):
        store.agenda.open(session, ORGANISER)
    voters.write_ideas()
    groups = store.view(voters.facilitator).desk(second.IDEAS).sorted.groups
    options = tuple(option_of(group.id, group.words, "en") for group in groups)
    store.agenda.mark("ideas", MARK, Phase("first", options).to_json(), ORGANISER)
    voters.rank()
    voters.place()
    for session in ("ideas", "effort"):
        store.agenda.close(session, ORGANISER)
    placed = store.view(ORGANISER).tally("effort").placed_by_person
    assert {each.field for each in placed} == {"quick_wins", "big_projects", "fill_ins", "think_twice"}
    assert store.view(ORGANISER).tally("ideas", "first").ballots == 10
    store.close()
