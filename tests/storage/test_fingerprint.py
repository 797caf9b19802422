"""A document is made again when what it is made from has changed, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from storage_rooms import Room, new_id, save

from kit.domain.viewer import FACILITATOR

Act = Callable[[Room], object]


def planned(room: Room) -> Room:
    """Both delegations have an activity in a plan that the other may read."""
    for who, plan in ((room.ann, "ap"), (room.lal, "lp")):
        save(room, who, "plan", plan, shared=True, session_="workplan")
    save(room, room.ann, "activity", "a", activity="Train councillors", session_="workplan")
    save(room, room.lal, "activity", "l", activity="Open a helpline", session_="workplan")
    return room


CHANGES: dict[str, tuple[Act, bool]] = {
    "own entry": (lambda r: save(r, r.asif, "activity", "a", 1, activity="Train mayors", session_="workplan"), True),
    "own note": (lambda r: save(r, r.ann, "barrier", "b", statement="No money"), True),
    "own ballot": (lambda r: r.store.view(r.ann).cast("approval", ["nlc"], new_id()), True),
    "hub's decision": (lambda r: save(r, r.organiser, "decision", "d", reason="Agreed"), True),
    "review of its activity": (lambda r: save(r, r.lal, "review", "r", clarity="red", subject_="a"), True),
    "another's offer": (lambda r: save(r, r.lal, "offer_need", "o", kind="offer", statement="Tools"), True),
    "another's note": (lambda r: save(r, r.lal, "barrier", "x", statement="Hushed"), False),
    "another's activity": (lambda r: save(r, r.lal, "activity", "l2", activity="More", session_="workplan"), False),
    "review of another's activity": (lambda r: save(r, r.ann, "review", "r2", clarity="red", subject_="l"), True),
    "another's ballot": (lambda r: r.store.view(r.lal).cast("approval", ["nlc"], new_id()), False),
    "anonymous answer": (lambda r: save(r, r.lal, "evaluation", "e", usefulness="5", session_="close"), False),
    "session closed": (lambda r: r.store.agenda.close("barriers", FACILITATOR), False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_fingerprint_of_a_delegation_changes_with_what_concerns_it(sqlite_room: Room, change: str) -> None:
    room = planned(sqlite_room)
    act, concerns = CHANGES[change]
    before = room.store.fingerprint("BD"), room.store.fingerprint(None)
    act(room)
    after = room.store.fingerprint("BD"), room.store.fingerprint(None)
    assert (before[0] != after[0]) is concerns
    assert before[1] != after[1]


def test_entries_concerning_a_delegation_are_those_of_its_fingerprint_and_no_more_than_its_viewer_may_see(
    room: Room,
) -> None:
    planned(room)
    for name in set(CHANGES) - {"session closed"}:
        CHANGES[name][0](room)
    view = room.store.view(room.ann)
    assert {e.id for e in view.entries(concerning="BD")} == {"ap", "a", "b", "d", "r", "r2", "o"}
    assert all(entry in view.entries() for entry in view.entries(concerning="BD"))
