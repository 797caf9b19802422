"""Every role, form, audience and state in one store; and nothing that anybody does shows them more of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from storage_rooms import Clock, Room, fill, new_id, save
from workshop import FORMS, small_workshop

from kit.domain.entry import Change, Entry, Refused
from kit.domain.form import Per, Protection
from kit.domain.texts import text
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.domain.workshop import Finding
from kit.storage import StorageProblem, open_store, tables
from kit.storage.purging import delete_entries

FINDINGS = tuple(Finding(f"F{number}", text("A finding")) for number in range(1, 13))
AUDIENCES = ("organisers", "delegation", "participants", "public")
ATTRIBUTIONS = ("none", "country", "city")
STATES = ("draft", "shared", "confirmed", "published", "cleared")
"""Of Bangladesh's plan, each with what was before."""


def values_of(name: str) -> dict[str, Any]:
    """Answers to a form, each with words that are found again."""
    said: dict[str, dict[str, Any]] = {
        "registration": {"name": "CONTACT", "email": "CONTACT", "access_needs": "PRIVATE", "display_name": "TEXT"},
        "barrier": {"statement": "TEXT", "type": "money", "city": "dhaka"},
        "mapping_response": {"gap": "TEXT", "relevance": "4"},
        "activity": {"activity": "TEXT", "do_no_harm_check": "no"},
        "evaluation": {"usefulness": "5", "most_useful": "TEXT"},
        "plan": {"vision": "TEXT"},
        "offer_need": {"statement": "TEXT", "kind": "need"},
        "match_response": {"answer": "accept"},
        "fund_request": {"applicant": "TEXT"},
        "helpdesk": {"question": "TEXT"},
        "progress_update": {"progress": "TEXT"},
        "review": {"good": "TEXT", "clarity": "red"},
        "priority": {"title": "TEXT"},
        "parking_lot": {"item": "TEXT"},
        "decision": {"reason": "TEXT"},
    }  # fmt: skip
    return said[name]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Ann of Bangladesh has written every form for every audience; Lal of Sri Lanka an activity that she reviews."""
    store = open_store(small_workshop(tmp_path_factory.mktemp("house"), findings=FINDINGS), clock=(clock := Clock()))
    room = fill(store, clock)
    save(room, room.lal, "activity", "lals", activity="Lal's")
    save(room, room.lal, "plan", "lals-plan", shared=True)
    save(room, room.ann, "activity", "own", **values_of("activity"))
    for form in FORMS:
        who = room.facilitator if form.per is Per.HUB else room.ann
        for audience, told in (
            product(AUDIENCES, ATTRIBUTIONS) if form.protection is Protection.NOTE else [(None, None)]
        ):
            subject = {"review": "lals", "progress_update": "own", "match_response": "offer_need+offer_need"}.get(
                form.name
            )
            if form.per is Per.FINDING:
                if audience == "organisers":
                    continue
                subject = f"F{1 + AUDIENCES.index(audience or '') * 3 + ATTRIBUTIONS.index(told or '')}"
            if form.per is Per.HUB and audience != "delegation":
                continue
            more = {"visibility_": audience, "attribution_": told, "subject_": subject}
            entry = f"{form.name}-{audience}-{told}" if audience else form.name
            save(room, who, form.name, entry, **values_of(form.name), **{k: v for k, v in more.items() if v})
    yield room
    store.close()


def viewers(room: Room) -> dict[str, Viewer]:
    return {
        "self": room.ann, "own": room.asif, "other": room.lal, "third": room.join("LK", "Third"),
        "nobody": Viewer(Role.PARTICIPANT),
        "facilitator": room.facilitator, "organiser": room.organiser, "public": PUBLIC,
    }  # fmt: skip


def brought_to(room: Room, state: str) -> None:
    """Move Bangladesh's plan on."""
    view = room.store.view
    if state == "shared":
        save(room, room.ann, "plan", "plan", view(ORGANISER).entry("plan").version, shared=True)
    elif state == "confirmed":
        view(room.ann).transition("BD", "confirmed", name="Ann", on="2023-02-01", change_id=new_id())
    elif state == "published":
        view(ORGANISER).transition("BD", "reviewed", change_id=new_id())
        save(room, ORGANISER, "plan", "plan", view(ORGANISER).entry("plan").version, cleared_for_publication=True)
        view(ORGANISER).transition("BD", "published", change_id=new_id())


PLAN_FORMS = ("priority", "activity", "plan")
INSIDE = ("self", "own", "facilitator", "organiser")
WHOLE: dict[str, tuple[str, ...]] = {
    # form: who reads the text, whatever its audience, while the plan is a draft
    "registration": INSIDE,
    "mapping_response": INSIDE,
    "barrier": INSIDE,
    "priority": INSIDE,
    "activity": INSIDE,
    "plan": INSIDE,
    "review": (*INSIDE, "other", "third"),  # an activity of theirs is reviewed
    "offer_need": (*INSIDE, "other", "third", "nobody"),
    "match_response": (),  # holds no text
    "fund_request": ("self", "own", "organiser"),
    "helpdesk": INSIDE,
    "progress_update": INSIDE,
    "evaluation": ("self",),
    "decision": (*INSIDE, "other", "third", "nobody"),
}


def expected(form: str, who: str, audience: str | None, state: str) -> bool:
    """Whether somebody reads the text: the table of the safeguards, written down once more."""
    if form in ("barrier", "mapping_response"):
        if audience == "organisers":
            return who in ("self", "organiser")
        return who in INSIDE or (who != "public" and audience in ("participants", "public"))
    if form in PLAN_FORMS and who == "public":
        return state == "cleared"
    return who in WHOLE[form] or (form in PLAN_FORMS and state != "draft")


def test_every_role_form_audience_and_state(house: Room) -> None:
    looking = viewers(house)
    checked = 0
    for state in ("draft", "shared", "confirmed", "cleared"):
        brought_to(house, "published" if state == "cleared" else state)
        for who, viewer in looking.items():
            shown = {entry.id: entry for entry in house.store.view(viewer).entries()}
            for entry in house.store.view(ORGANISER).entries():
                if entry.form in WHOLE and entry.id not in ("lals", "lals-plan") and WHOLE[entry.form]:
                    found = shown.get(entry.id)
                    reads = found is not None and "TEXT" in str(found.values)
                    assert reads == expected(entry.form, who, entry.visibility, state), (state, who, entry.id)
                    checked += 1
            evaluation = [e for e in shown.values() if e.form == "evaluation"]
            assert bool(evaluation) == (who == "self"), who
            said = str([(e.values, e.conflicts) for e in shown.values()])
            assert ("CONTACT" in said) == (who in ("self", "organiser")), who
            assert ("PRIVATE" in said) == (who in ("self", "organiser")), who
            for found in shown.values():
                nothing_beyond(found, who)
    assert checked > 4 * 8 * 25


def nothing_beyond(found: Entry, who: str) -> None:
    """Chatham House: outside, a note tells no more of its origin than its author chose, and never who."""
    if who in INSIDE or found.id.startswith("lals"):
        return
    assert found.author is None, (who, found.id)
    assert not found.conflicts, (who, found.id)
    if found.form in ("barrier", "mapping_response"):
        _, audience, told = found.id.rsplit("-", 2)
        whole = audience in ("participants", "public")
        assert (found.delegation == "BD") == (whole and told != "none"), (who, found.id)
        assert ("city" in found.values) == (whole and told == "city" and found.form == "barrier"), (who, found.id)
        if found.delegation is None:
            assert (found.created, found.updated) == (None, None), (who, found.id)


def test_no_other_door_shows_more(house: Room) -> None:
    """One entry, its history, a page's filters: as much as the list shows, or nothing."""
    for who, viewer in viewers(house).items():
        view = house.store.view(viewer)
        shown = {entry.id: entry for entry in view.entries(deleted=False)}
        for entry in house.store.view(ORGANISER).entries():
            assert quietly(view.entry, entry.id) == shown.get(entry.id), (who, entry.id)
            history = quietly(view.history, entry.id)
            if entry.form == "evaluation" or who not in INSIDE:
                own_lal = who in ("other", "third") and entry.id.startswith("lals")
                assert not history or own_lal, (who, entry.id)
            for filtered in (
                view.entries(entry.form, delegation="BD"),
                view.entries(entry.form, subject=entry.subject),
            ):
                assert all(shown[e.id] == e for e in filtered), who


def quietly(ask: Any, *arguments: Any) -> Any:
    try:
        return ask(*arguments)
    except Refused:
        return None


# What somebody does to see more.

NOTES = ("organisers-none", "delegation-none", "participants-none", "public-city")
ENTRIES = (
    ["registration", "evaluation", "plan", "activity", "own", "review", "fund_request", "helpdesk", "offer_need"]
    + [f"barrier-{note}" for note in NOTES]
    + ["lals", "new"]
)
NAMES = tuple(form.name for form in FORMS)
QUESTIONS = st.sampled_from(
    ["statement", "shared", "state", "cleared_for_publication", "reply", "priority", "name", "vision"]
)
CHANGES = st.fixed_dictionaries(
    {
        "entry": st.sampled_from(ENTRIES),
        "form": st.sampled_from(NAMES),
        "base": st.integers(-1, 9),
        "values": st.dictionaries(
            QUESTIONS, st.sampled_from(["MINE", True, "yes", "published", "plan", "own", None]), max_size=2
        ),
    },
    optional={
        "visibility": st.sampled_from(AUDIENCES),
        "attribution": st.sampled_from(ATTRIBUTIONS),
        "delegation": st.sampled_from(["BD", "LK", "XX"]),
        "subject": st.sampled_from(["own", "activity", "lals", "F1", "barrier-delegation-none"]),
        "deleted": st.booleans(),
        "resolves": st.sampled_from([("statement",), ("x",)]),
    },
)
STEPS = st.one_of(
    st.tuples(st.just("save"), CHANGES),
    st.tuples(st.just("restore"), st.sampled_from(ENTRIES), st.integers(0, 3)),
    st.tuples(
        st.just("transition"),
        st.sampled_from(["BD", "LK"]),
        st.sampled_from(["draft", "confirmed", "reviewed", "published"]),
    ),
    st.tuples(st.just("cast"), st.sampled_from(["priorities", "approval"])),
    st.tuples(st.just("agenda"), st.sampled_from(["open", "close", "undo"])),
)


def take(room: Room, who: Viewer, step: tuple[Any, ...]) -> None:
    view, agenda = room.store.view(who), room.store.agenda
    match step:
        case ("save", change):
            view.save(Change(new_id(), **change))
        case ("restore", entry, version):
            view.restore(entry, version, new_id())
        case ("transition", delegation, to):
            view.transition(delegation, to, name="Me", on="2023-02-01", change_id=new_id())
        case ("cast", session):
            view.cast(session, ["nlc"] if session == "approval" else {"nlc": 1}, new_id())
        case ("agenda", "undo"):
            agenda.undo(who)
        case ("agenda", action):
            getattr(agenda, action)("barriers", by=who)


def of_others(room: Room, who: Viewer) -> Counter[str]:
    """Everything that a viewer can learn of what Ann wrote, as facts that can be compared."""
    view = room.store.view(who)
    facts = Counter[str]()
    for entry in view.entries() + view.entries(deleted=True):
        if entry.id in ENTRIES and entry.id not in ("new", "lals"):
            known = {**entry.values, "delegation": entry.delegation, "author": entry.author, "created": entry.created}
            facts.update(f"{entry.id}.{name}" for name, value in known.items() if value is not None and value != "MINE")
    for name in ENTRIES[:-2]:
        facts.update(f"history of {name}" for _ in quietly(view.history, name) or ())
    facts.update(f"ballot {ballot.values}" for s in ("priorities", "approval") if (ballot := quietly(view.ballot, s)))
    facts.update("tally" for s in ("priorities", "approval") if quietly(view.tally, s))
    facts.update("totals" for q in ("usefulness",) if quietly(view.totals, "evaluation", q))
    return facts


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    store = open_store(small_workshop(tmp_path_factory.mktemp("besieged")), clock=(clock := Clock()))
    room = fill(store, clock)
    save(room, room.lal, "activity", "lals", activity="Lal's")
    save(room, room.lal, "plan", "lals-plan", shared=True)
    save(room, room.ann, "activity", "own", activity="TEXT")
    for name in ("registration", "evaluation", "plan", "activity", "fund_request", "helpdesk", "offer_need"):
        save(room, room.ann, name, name, **values_of(name))
    save(room, room.ann, "review", "review", subject_="lals", **values_of("review"))
    for entry in (name for name in ENTRIES if name.startswith("barrier-")):
        _, audience, told = entry.split("-")
        save(room, room.ann, "barrier", entry, visibility_=audience, attribution_=told, **values_of("barrier"))
    room.store.view(room.ann).cast("approval", ["youth"], new_id())
    yield room
    store.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=6), of=st.sampled_from(["LK", "new", "nobody", "public"]))
def test_no_sequence_of_actions_shows_a_viewer_more(besieged: Room, steps: list[tuple[Any, ...]], of: str) -> None:
    """Somebody of another delegation tries whatever a page could send, on anything whose id they know."""
    plain = {"nobody": Viewer(Role.PARTICIPANT), "public": PUBLIC, "LK": besieged.lal}
    who = plain.get(of) or besieged.join("LK", "Curious")
    watching = [who, PUBLIC, Viewer(Role.PARTICIPANT)]
    before = [of_others(besieged, viewer) for viewer in watching]
    for step in steps:
        try:
            take(besieged, who, step)
        except (Refused, StorageProblem):
            continue
    for viewer, known in zip(watching, before, strict=True):
        learnt = of_others(besieged, viewer) - known
        mine = [fact for fact in learnt if fact.startswith("ballot") or ".reply" in fact]
        assert set(learnt) <= set(mine), (of, learnt)


# Small groups, over time.


def answer(room: Room, answers: str) -> list[Viewer]:
    people = []
    for value in answers:
        people.append(room.join("BD"))
        save(room, people[-1], "evaluation", new_id(), usefulness=value)
    return people


def looked(room: Room) -> tuple[dict[str, int | None], int | None]:
    room.store.agenda.close("close", FACILITATOR)
    found = room.store.view(ORGANISER).totals("evaluation", "usefulness")
    assert found is not None
    return dict(found.cells), found.total


def test_one_late_answer_does_not_show_in_the_totals(sqlite_room: Room, clock: Clock) -> None:
    room = sqlite_room
    answer(room, "555555444444")
    before = looked(room)
    assert before == ({"1": 0, "2": 0, "3": 0, "4": 6, "5": 6}, 12)
    clock.advance(hours=1)
    room.store.agenda.reopen("close", FACILITATOR)
    late = answer(room, "1")
    assert looked(room) == before
    room.store.agenda.reopen("close", FACILITATOR)
    clock.advance(hours=1)
    answer(room, "22233")
    cells, total = looked(room)
    assert total == 18
    assert cells["1"] is None
    assert len(late) == 1


def test_an_answer_that_was_changed_later_does_not_show_either(sqlite_room: Room, clock: Clock) -> None:
    room = sqlite_room
    for number, who in enumerate(room.join("LK") for _ in range(12)):
        save(room, who, "evaluation", f"e{number}", usefulness="5" if number % 2 else "4")
    before = looked(room)
    clock.advance(hours=1)
    room.store.agenda.undo(FACILITATOR)  # closing was undone, but everybody has seen it
    one = room.join("LK")
    save(room, one, "evaluation", "late", usefulness="1")
    save(room, one, "evaluation", "late", 1, usefulness="5")
    assert looked(room) == before


def test_a_session_that_was_never_closed_shows_no_late_answer_either(sqlite_room: Room) -> None:
    room = sqlite_room
    while room.store.agenda.states()["close"].state == "open":
        room.store.agenda.undo(FACILITATOR)
    looks = []
    for some in ("555555444444", "1"):
        room.store.agenda.open("close", FACILITATOR)
        answer(room, some)
        room.store.agenda.undo(FACILITATOR)
        found = room.store.view(ORGANISER).totals("evaluation", "usefulness")
        assert found is not None
        looks.append((found.cells, found.total))
    assert looks[0] == looks[1]
    assert looks[0][1] == 12


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 12), st.sampled_from("1245")),
        st.tuples(st.just("look")),
    ),
    min_size=6,
    max_size=40,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(st.sampled_from("1245"), min_size=4, max_size=13), moves=MOVES)
def test_whatever_is_answered_and_looked_at_totals_differ_by_none_or_by_five_people(
    evaluated: tuple[Room, list[Viewer]], first: list[str], moves: list[tuple[Any, ...]]
) -> None:
    room, voters = evaluated
    forgotten(room)
    looks: list[tuple[tuple[dict[str, int | None], int | None], dict[int, str]]] = []
    said: dict[int, str] = {}
    for move in [*(("answer", who, value) for who, value in enumerate(first)), ("look",), *moves, ("look",)]:
        if move[0] == "answer":
            _, who, value = move
            room.store.agenda.open("close", FACILITATOR)
            given_ = room.store.view(voters[who]).entries("evaluation")
            base = given_[0].version if given_ else 0
            entry = given_[0].id if given_ else new_id()
            save(room, voters[who], "evaluation", entry, base, usefulness=value)
            said[who] = value
            continue
        shown = looked(room)
        if shown[1] is not None and shown not in [row for row, _ in looks]:
            looks.append((shown, dict(said)))
    for (one, before), (other, after) in combinations(looks, 2):
        assert sum(before.get(who) != after.get(who) for who in before.keys() | after.keys()) >= 5
        told = [(one[0][cell], other[0][cell]) for cell in one[0]] + [(one[1], other[1])]
        assert not any(0 < abs(a - b) < 5 for a, b in told if a is not None and b is not None), (one, other)


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Room, list[Viewer]]]:
    store = open_store(small_workshop(tmp_path_factory.mktemp("evaluated")), clock=(clock := Clock()))
    room = fill(store, clock)
    yield room, [room.join("BD") for _ in range(13)]
    store.close()


def forgotten(room: Room) -> None:
    """Everybody's evaluation is gone, and what was shown of it."""
    with room.store.context.database.writing() as connection:
        mine = connection.execute(select(tables.entry.c.id).where(tables.entry.c.form == "evaluation")).scalars()
        delete_entries(connection, list(mine))
        connection.execute(delete(tables.about).where(tables.about.c.name.startswith("published:")))
