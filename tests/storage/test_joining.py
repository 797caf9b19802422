"""Codes, people and the agenda."""

from __future__ import annotations

from datetime import timedelta

import pytest
from storage_rooms import Clock, Room

from kit.domain.entry import Change, Refused
from kit.domain.viewer import FACILITATOR, PUBLIC, Role, Viewer
from kit.storage import Step, Store, Undone


def test_ensure_makes_one_code_for_each_delegation_and_role_once(store: Store) -> None:
    codes = store.codes.ensure()
    assert [(code.role, code.delegation) for code in codes] == [
        (Role.PARTICIPANT, "BD"),
        (Role.PARTICIPANT, "LK"),
        (Role.FACILITATOR, None),
        (Role.ORGANISER, None),
    ]
    assert len({code.code for code in codes}) == 4
    assert store.codes.ensure() == codes == store.codes.all()


def test_check_takes_a_code_as_people_type_it(store: Store) -> None:
    code = store.codes.ensure()[0]
    for typed in (code.code, code.code.lower(), code.code.replace("-", ""), f"  {code.code.replace('-', ' ')} "):
        assert store.codes.check(typed) == code


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "x" * 10_000, "ÄÖÜ\u0000", "'; --"])
def test_check_of_an_unknown_code_is_refused(store: Store, typed: str) -> None:
    store.codes.ensure()
    with pytest.raises(Refused, match=r"store\.code_unknown"):
        store.codes.check(typed)


def test_revoked_code_lets_nobody_in_and_those_who_are_in_out(store: Store) -> None:
    code = store.codes.ensure()[0]
    ann = store.people.join(code.code, "Ann", "en")
    store.codes.revoke(code.code)
    with pytest.raises(Refused, match=r"store\.code_revoked"):
        store.people.join(code.code, "Asif", "en")
    with pytest.raises(Refused, match=r"store\.person_revoked"):
        store.people.viewer(ann.person or "")
    assert store.people.of("BD") == []
    fresh = next(c for c in store.codes.ensure() if c.delegation == "BD")
    assert fresh.code != code.code
    store.people.join(fresh.code, "Asif", "en")


def test_revoked_code_shuts_out_a_page_that_is_open(room: Room) -> None:
    view = room.store.view(room.ann)
    assert view.entries() == []
    room.store.codes.revoke(next(code.code for code in room.store.codes.all() if code.delegation == "BD"))
    for action in (view.entries, view.counts, lambda: view.save(Change("c", "b", "barrier", 0, {"statement": "x"}))):
        with pytest.raises(Refused, match=r"store\.person_revoked"):
            action()


def test_expired_code_lets_nobody_in_and_those_who_are_in_stay(store: Store, clock: Clock) -> None:
    code = store.codes.ensure()[0]
    ann = store.people.join(code.code, "Ann", "en")
    store.codes.expire(code.code, clock.now + timedelta(hours=1))
    store.codes.check(code.code)
    clock.advance(hours=2)
    with pytest.raises(Refused, match=r"store\.code_expired"):
        store.people.join(code.code, "Asif", "en")
    assert store.people.viewer(ann.person or "") == ann


def test_join_makes_a_viewer_with_an_opaque_id(store: Store) -> None:
    code = store.codes.ensure()[0]
    ann = store.people.join(code.code, "  Ann\u202e \u0000 O'Neil 🌾 ", "bn-BD")
    assert (ann.role, ann.delegation) == (Role.PARTICIPANT, "BD")
    assert store.people.viewer(ann.person or "") == ann
    assert store.people.display_name(ann.person or "") == "Ann O'Neil 🌾"
    assert store.people.get(ann.person or "").language == "bn-BD"
    assert store.people.join(code.code, "Ann", "en").person != ann.person


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u0000"])
def test_join_without_a_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(Refused, match=r"store\.name_missing"):
        store.people.join(store.codes.ensure()[0].code, name, "en")


def test_viewer_of_an_unknown_person_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match=r"store\.person_unknown"):
        store.people.viewer("nobody")
    assert store.people.display_name("nobody") == ""


def test_set_language_takes_no_nonsense(store: Store) -> None:
    ann = store.people.join(store.codes.ensure()[0].code, "Ann", "en").person or ""
    for given, kept in (("si", "si"), ("../../etc", "und"), ("x" * 99, "und")):
        store.people.set_language(ann, given)
        assert store.people.get(ann).language == kept


def test_seen_is_noted_no_more_often_than_needed(room: Room) -> None:
    ann = room.ann.person or ""
    first = room.store.people.get(ann).seen
    room.clock.advance(seconds=10)
    room.store.people.seen(ann)
    assert room.store.people.get(ann).seen == first
    room.clock.advance(seconds=30)
    room.store.people.seen(ann)
    assert room.store.people.get(ann).seen == room.clock.now


def test_secrets_are_random_and_stay(store: Store) -> None:
    assert store.secret("cookies") == store.secret("cookies") != store.secret("other")
    assert len(store.secret("cookies")) == 32


def test_agenda_opens_closes_and_reopens(store: Store, clock: Clock) -> None:
    opened = clock.now
    assert store.agenda.states()["barriers"].state == "planned"
    assert store.agenda.open("barriers", FACILITATOR).opened_at == opened
    clock.advance(minutes=30)
    closed = store.agenda.close("barriers", FACILITATOR)
    assert (closed.state, closed.closed_at) == ("closed", clock.now)
    again = store.agenda.reopen("barriers", FACILITATOR)
    assert (again.state, again.opened_at, again.closed_at) == ("open", opened, None)
    assert store.agenda.states()["barriers"] == again


def test_agenda_step_that_changes_nothing_is_not_a_step(store: Store, clock: Clock) -> None:
    store.agenda.open("barriers", FACILITATOR)
    before = store.sequence()
    clock.advance(minutes=1)
    store.agenda.open("barriers", FACILITATOR)
    assert store.sequence() == before
    store.agenda.undo(FACILITATOR)
    assert store.agenda.states()["barriers"].state == "planned"


def test_agenda_marks_are_kept_changed_and_undone_like_every_step(store: Store) -> None:
    for value in ({"minutes": 45}, {"minutes": 30}):
        store.agenda.mark("barriers", "planned", value, FACILITATOR)
    store.agenda.open("barriers", FACILITATOR)
    assert store.agenda.states()["barriers"].marks == {"planned": {"minutes": 30}}
    store.agenda.undo(FACILITATOR)
    assert store.agenda.undo(FACILITATOR) == Undone("barriers", "planned")
    assert store.agenda.states()["barriers"].marks == {"planned": {"minutes": 45}}
    assert store.agenda.mark("barriers", "planned", None, FACILITATOR).marks == {}
    with pytest.raises(Refused, match="only_staff"):
        store.agenda.mark("barriers", "planned", 1, Viewer(Role.PARTICIPANT, "BD", "p"))


def test_agenda_tells_the_last_step_of_a_kind_and_what_replaces_it(store: Store) -> None:
    agenda = store.agenda
    assert agenda.last("open", "wall") is None
    agenda.open("barriers", FACILITATOR)
    agenda.set_timer("barriers", None, FACILITATOR)
    agenda.mark("findings", "wall", {"view": "join"}, FACILITATOR)
    assert agenda.last("open", "wall") == Step("findings", "wall", value={"view": "join"})
    assert agenda.last("open", "wall", session="barriers") == Step("barriers", "open")
    for page in (1, 2):
        agenda.mark("findings", "wall", {"view": "join", "page": page}, FACILITATOR, replacing=True)
    assert agenda.undo(FACILITATOR) == Undone("findings", "wall")
    assert agenda.last("open", "wall") == Step("barriers", "open")
    agenda.mark("findings", "wall", 1, FACILITATOR)
    agenda.mark("barriers", "wall", 2, FACILITATOR, replacing=True)  # of another session: both stay
    agenda.undo(FACILITATOR)
    assert agenda.last("wall") == Step("findings", "wall", value=1)


def test_turning_the_wall_is_told_to_no_phone_and_ages_no_document(store: Store) -> None:
    store.agenda.open("barriers", FACILITATOR)
    before, then = store.fingerprint(None), store.sequence()
    store.agenda.mark("barriers", "wall", {"view": "blank"}, FACILITATOR)
    store.agenda.undo(FACILITATOR)
    assert [event.kind for event in store.events_since(then)] == ["wall", "wall"]
    assert store.fingerprint(None) == before


def test_agenda_undo_takes_steps_back_one_by_one(store: Store, clock: Clock) -> None:
    ends = clock.now + timedelta(minutes=20)
    store.agenda.open("barriers", FACILITATOR)
    store.agenda.set_timer("barriers", ends, FACILITATOR)
    store.agenda.close("barriers", FACILITATOR)
    assert store.agenda.states()["barriers"].timer_ends_at is None
    assert store.agenda.undo(FACILITATOR) == Undone("barriers", "close")
    state = store.agenda.states()["barriers"]
    assert (state.state, state.timer_ends_at) == ("open", ends)
    store.agenda.undo(FACILITATOR)
    store.agenda.undo(FACILITATOR)
    assert store.agenda.states()["barriers"].state == "planned"
    assert store.agenda.undo(FACILITATOR) is None


@pytest.mark.parametrize("who", [PUBLIC, Viewer(Role.PARTICIPANT, "BD", "ann")])
def test_agenda_moved_by_anyone_but_staff_is_refused(store: Store, who: Viewer) -> None:
    for action in (store.agenda.open, store.agenda.close, store.agenda.reopen):
        with pytest.raises(Refused, match=r"store\.only_staff"):
            action("barriers", who)
    with pytest.raises(Refused, match=r"store\.only_staff"):
        store.agenda.undo(who)


def test_agenda_of_an_unknown_session_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match=r"store\.session_unknown"):
        store.agenda.open("nowhere", FACILITATOR)
