"""What people and facilitators know of one another: steps taken together, who is ready, how far everyone is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from storage_rooms import Clock, Room, new_id, save

from kit.domain.entry import Refused
from kit.domain.held import Span
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.storage import Step, Store


def test_steps_taken_together_are_taken_back_together(store: Store, clock: Clock) -> None:
    ends = clock.now + timedelta(minutes=45)
    store.agenda.take([Step("barriers", "open"), Step("barriers", "timer", ends)], FACILITATOR)
    store.agenda.take([Step("review", "minutes", value=30), Step("close", "later", value=True)], FACILITATOR)
    undone = store.agenda.undo(FACILITATOR)
    assert undone is not None
    assert (undone.session, undone.action, undone.sessions) == ("review", "minutes", 2)
    assert store.agenda.states()["review"].marks == store.agenda.states()["close"].marks == {}
    assert store.agenda.states()["barriers"].timer_ends_at == ends
    store.agenda.undo(FACILITATOR)
    assert store.agenda.states()["barriers"].state == "planned"
    assert store.agenda.states()["barriers"].timer_ends_at is None
    assert store.agenda.undo(FACILITATOR) is None


def test_steps_of_which_one_is_refused_leave_nothing_behind(store: Store) -> None:
    before = store.sequence()
    with pytest.raises(Refused, match="session_unknown"):
        store.agenda.take([Step("barriers", "open"), Step("nowhere", "open")], FACILITATOR)
    with pytest.raises(Refused, match="only_staff"):
        store.agenda.take([Step("barriers", "open")], Viewer(Role.PARTICIPANT, "BD", "ann"))
    assert store.sequence() == before


def test_steps_of_which_the_first_changes_nothing_are_still_taken_back_together(store: Store) -> None:
    store.agenda.open("barriers", FACILITATOR)
    store.agenda.take([Step("barriers", "open"), Step("review", "minutes", value=5)], FACILITATOR)
    undone = store.agenda.undo(FACILITATOR)
    assert undone is not None
    assert undone.session == "review"
    assert store.agenda.states()["barriers"].state == "open"


def test_each_time_that_a_session_was_open_is_known(store: Store, clock: Clock) -> None:
    begun = clock.now
    for action in (store.agenda.open, store.agenda.close, store.agenda.reopen):
        action("barriers", FACILITATOR)
        clock.advance(minutes=10)
    times = [begun + timedelta(minutes=minutes) for minutes in (0, 10, 20)]
    assert store.agenda.states()["barriers"].spans == (Span(times[0], times[1]), Span(times[2]))
    store.agenda.undo(FACILITATOR)
    assert store.agenda.states()["barriers"].spans == (Span(times[0], times[1]),)
    store.agenda.undo(FACILITATOR)
    assert store.agenda.states()["barriers"].spans == (Span(times[0]),)


def ready(room: Room, session: str = "barriers") -> set[str]:
    return set(room.store.ready.delegations()[session])


def test_one_person_says_for_the_delegation_that_it_is_ready_and_another_takes_it_back(room: Room) -> None:
    before = room.store.sequence()
    room.store.ready.say("barriers", True, room.ann)
    room.store.ready.say("barriers", True, room.asif)
    assert room.store.ready.delegations()["barriers"]["BD"].by == room.ann.person
    assert [(event.kind, event.delegation) for event in room.store.events_since(before)] == [("ready", "BD")]
    assert ready(room) == {"BD"}
    assert ready(room, "review") == set()
    room.store.ready.say("barriers", False, room.asif)
    assert ready(room) == set()


def test_what_was_ready_before_a_session_was_opened_again_is_asked_anew(room: Room) -> None:
    room.store.ready.say("barriers", True, room.ann)
    room.clock.advance(minutes=5)
    room.store.agenda.close("barriers", FACILITATOR)
    assert "barriers" not in room.store.ready.delegations()
    room.store.agenda.undo(FACILITATOR)
    assert ready(room) == {"BD"}
    room.store.agenda.close("barriers", FACILITATOR)
    room.clock.advance(minutes=5)
    room.store.agenda.reopen("barriers", FACILITATOR)
    assert ready(room) == set()
    room.store.ready.say("barriers", True, room.ann)
    assert ready(room) == {"BD"}


def test_only_a_delegation_says_that_it_is_ready_and_only_while_it_is_asked(room: Room) -> None:
    for who in (room.facilitator, ORGANISER, PUBLIC, Viewer(Role.PARTICIPANT, "BD", "nobody")):
        with pytest.raises(Refused, match=r"not_yours|person_unknown"):
            room.store.ready.say("barriers", True, who)
    room.store.agenda.close("barriers", FACILITATOR)
    with pytest.raises(Refused, match="session_closed"):
        room.store.ready.say("barriers", True, room.ann)
    with pytest.raises(Refused, match="session_unknown"):
        room.store.ready.say("nowhere", True, room.ann)


def test_staff_see_how_far_each_delegation_is(room: Room) -> None:
    first = save(room, room.ann, "barrier", "b", statement="One")
    room.clock.advance(minutes=1)
    save(room, room.facilitator, "barrier", "for-lk", statement="Two", delegation_="LK", session_="barriers")
    room.clock.advance(minutes=1)
    save(room, room.asif, "barrier", "b", first.version, statement="One and a half")
    room.store.view(room.ann).cast("priorities", {"nlc": 3}, new_id())
    room.store.ready.say("barriers", True, room.lal)
    pulses = room.store.view(room.facilitator).pulses()
    now = room.clock.now
    bd, lk = pulses["barriers"]["BD"], pulses["barriers"]["LK"]
    assert (bd.present, bd.saved_at, bd.ready) == (2, now, False)
    assert (lk.present, lk.saved_at, lk.ready) == (1, now - timedelta(minutes=1), True)
    assert (pulses["priorities"]["BD"].ballots, pulses["priorities"]["BD"].saved_at) == (1, None)
    room.clock.advance(minutes=20)
    assert room.store.view(room.facilitator).pulses()["barriers"]["BD"].present == 0
    room.store.agenda.close("barriers", FACILITATOR)
    assert "barriers" not in room.store.view(room.facilitator).pulses()


def test_an_answer_of_the_owner_counts_for_the_owner_and_an_anonymous_one_for_nobody(room: Room) -> None:
    save(room, room.ann, "plan", "p", shared=True, session_="workplan")
    save(room, room.ann, "activity", "a", activity="Train", session_="workplan")
    save(room, room.lal, "review", "r", good="Fine", subject_="a", session_="review")
    room.clock.advance(minutes=3)
    version = room.store.view(room.ann).entry("r").version
    save(room, room.ann, "review", "r", version, reply="accept", subject_="a", session_="review")
    save(room, room.lal, "evaluation", "e", usefulness="5", session_="close")
    pulses = room.store.view(FACILITATOR).pulses()
    assert pulses["review"]["BD"].saved_at == room.clock.now
    assert pulses["review"]["LK"].saved_at == room.clock.now - timedelta(minutes=3)
    assert [pulse.saved_at for pulse in pulses["close"].values()] == [None, None]


@pytest.mark.parametrize("who", ["ann", "lal", None])
def test_how_far_others_are_is_nobody_elses_business(sqlite_room: Room, who: str | None) -> None:
    viewer = getattr(sqlite_room, who) if who else PUBLIC
    with pytest.raises(Refused, match="only_staff"):
        sqlite_room.store.view(viewer).pulses()
