"""Free text, sorted: who may, what others see of it, and that nothing goes to the wall that nobody let go there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_rooms import Room, save

from kit.domain.entry import Refused
from kit.domain.moderation import OF_ANSWERS, OF_GROUPS
from kit.domain.suppress import MINIMUM
from kit.domain.viewer import FACILITATOR, PUBLIC, Role, Viewer
from kit.storage import Gathered, Sheet, about_person, forget_person, purge

SHEET = Sheet("barriers", "barrier", "statement")
WALL = Viewer(Role.PARTICIPANT)
AUDIENCES = ("delegation", "participants", "public", "organisers")


def write(room: Room, number: int, audience: str = "delegation", told: str = "none") -> str:
    entry = f"b{number}"
    more = {"visibility_": audience, "attribution_": told, "session_": "barriers"}
    save(room, room.ann if number % 2 else room.lal, "barrier", entry, statement=f"TEXT {number}.", **more)
    return entry


def seen(room: Room, who: Viewer = WALL) -> Gathered:
    return room.store.view(who).gathered(SHEET)


def versions(room: Room) -> dict[str, int]:
    return {answer.entry.id: answer.version for answer in room.store.view(room.facilitator).desk(SHEET).answers}


def sort(room: Room, action: str, *entries: str, group: str | None = None, words: str | None = None) -> None:
    known = versions(room)
    room.store.view(room.facilitator).sort(SHEET, action, {e: known.get(e, 0) for e in entries}, group, words)


def test_others_see_the_facilitators_words_a_number_once_it_is_large_and_texts_that_were_opened(room: Room) -> None:
    entries = [write(room, number) for number in range(1, 7)]
    opened = write(room, 7, "participants", "country")
    few = write(room, 8, "participants")
    sort(room, "group", *entries, opened, group="money", words="Money  comes late")
    sort(room, "show", opened, few, entries[0])
    assert seen(room).groups == ()
    assert [entry.values["statement"] for entry in seen(room).texts] == ["TEXT 7.", "TEXT 8."]
    sort(room, "show_group", group="money")
    group = seen(room).groups[0]
    assert (group.words, group.count) == ("Money comes late", None)
    assert [(text.values["statement"], text.delegation) for text in group.texts] == [("TEXT 7.", "BD")]
    room.store.agenda.close("barriers", FACILITATOR)
    assert seen(room).groups[0].count == 7
    assert seen(room, room.facilitator).groups[0].count == 7
    sort(room, "hide", *entries[:3])
    assert seen(room).groups[0].count == 7
    assert seen(room, room.facilitator).groups[0].count == 4


def test_sizes_of_groups_stand_still_until_five_texts_have_moved(room: Room) -> None:
    entries = [write(room, number) for number in range(1, 19)]
    sort(room, "group", *entries[:6], group="money", words="Money comes late")
    sort(room, "group", *entries[6:12], group="time", words="There is no time")
    for group in ("money", "time"):
        sort(room, "show_group", group=group)
    room.store.agenda.close("barriers", FACILITATOR)
    assert [group.count for group in seen(room).groups] == [6, 6]
    sort(room, "group", entries[12], group="money")
    assert [group.count for group in seen(room).groups] == [6, 6]
    assert [group.count for group in seen(room, room.join("LK")).groups] == [6, 6]
    sort(room, "group", *entries[13:17], group="money")
    assert [group.count for group in seen(room).groups] == [11, 6]


def test_a_text_that_changes_or_is_closed_again_leaves_the_wall_until_it_has_been_read(room: Room) -> None:
    entry = write(room, 1, "participants")
    read = versions(room)
    sort(room, "show", entry)
    save(room, room.ann, "barrier", entry, 1, statement="Something else")
    assert seen(room).texts == ()
    with pytest.raises(Refused, match=r"store\.answer_changed"):
        room.store.view(room.facilitator).sort(SHEET, "show", read)
    save(room, room.ann, "barrier", entry, 2, type="money")  # another question's answer changes nothing
    sort(room, "show", entry)
    assert len(seen(room).texts) == 1
    save(room, room.ann, "barrier", entry, 3, visibility_="delegation")
    assert seen(room).texts == ()


def test_only_staff_sort_and_every_step_can_be_taken_back(room: Room) -> None:
    entry = write(room, 1)
    for who in (room.ann, room.lal, WALL, PUBLIC):
        view = room.store.view(who)
        for attempt in (
            lambda view=view: view.desk(SHEET),
            lambda view=view: view.sort(SHEET, "hide", {entry: 1}),
            lambda view=view: view.unsort(SHEET),
        ):
            with pytest.raises(Refused, match=r"store\.only_staff"):
                attempt()
    with pytest.raises(Refused, match=r"store\.not_yours"):
        seen(room, PUBLIC)
    sort(room, "group", entry, group="g", words="A")
    sort(room, "rename", group="g", words="B")
    other = room.store.view(room.organiser)
    assert other.unsort(SHEET)
    assert [group.words for group in other.desk(SHEET).sorted.groups] == ["A"]
    assert other.unsort(SHEET)
    assert not other.unsort(SHEET)
    steps = other.desk(SHEET).steps
    assert [(step.action, step.by, step.undone) for step in steps] == [
        ("group", room.facilitator.person, True),
        ("rename", room.facilitator.person, True),
    ]


def test_steps_name_only_what_is_there(room: Room) -> None:
    entry = write(room, 1)
    secret = write(room, 2, "organisers")
    view = room.store.view(room.facilitator)
    for sheet, action, entries, group, words, code in (
        (SHEET, "hide", {secret: 1}, None, None, "not_found"),  # not theirs to read
        (SHEET, "hide", {"none": 1}, None, None, "not_found"),
        (SHEET, "hide", {}, None, None, "malformed"),
        (SHEET, "burn", {entry: 1}, None, None, "malformed"),
        (SHEET, "group", {entry: 1}, "g", "  ", "group_words"),
        (SHEET, "group", {entry: 1}, "no id!", "A", "malformed"),
        (SHEET, "show_group", {}, "g", None, "group_gone"),
        (SHEET, "rename", {}, "g", "A", "group_gone"),
        (Sheet("barriers", "registration", "name"), "hide", {entry: 1}, None, None, "question_unknown"),
        (Sheet("findings", "barrier", "statement"), "hide", {entry: 1}, None, None, "question_unknown"),
        (Sheet("barriers", "barrier", "type"), "hide", {entry: 1}, None, None, "question_unknown"),
        (Sheet("close", "evaluation", "most_useful"), "hide", {entry: 1}, None, None, "question_unknown"),
        (Sheet("none", "barrier", "statement"), "hide", {entry: 1}, None, None, "session_unknown"),
    ):
        with pytest.raises(Refused, match=rf"store\.{code}"):
            view.sort(sheet, action, entries, group, words)
    assert view.sheets() == []


def test_steps_go_with_the_notes_and_with_who_made_them(room: Room) -> None:
    sort(room, "group", write(room, 1), group="g", words="Peculiar")
    person = room.facilitator.person or ""
    assert [step["words"] for step in about_person(room.store, person)["moderation"]] == ["Peculiar"]
    before = room.store.fingerprint(None)
    sort(room, "show_group", group="g")
    assert room.store.fingerprint(None) != before
    forget_person(room.store, person)
    assert {step.by for step in room.store.view(room.organiser).desk(SHEET).steps} == {None}
    purge(room.store, room.store.workshop.last_day + timedelta(days=91))
    assert room.store.view(room.organiser).desk(SHEET).steps == ()


STEPS = st.lists(
    st.tuples(
        st.sampled_from((*OF_ANSWERS, *OF_GROUPS)),
        st.sets(st.integers(0, 7), min_size=1, max_size=7),
        st.sampled_from(("g", "h")),
    ),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_done_nothing_is_shown_that_was_not_opened(
    sqlite_room: Room, steps: list[tuple[str, set[int], str]]
) -> None:
    room = sqlite_room
    if not room.store.view(room.organiser).entries("barrier"):
        for number in range(8):
            write(room, number, AUDIENCES[number % 3])
        room.store.agenda.close("barriers", FACILITATOR)
    for action, numbers, group in steps:
        try:
            sort(room, action, *(f"b{number}" for number in numbers), group=group, words="Own words")
        except Refused as refused:
            assert refused.code == "store.group_gone"  # noqa: PT017  (others are refused too, and that is no failure)
    found, desk = seen(room), room.store.view(room.facilitator).desk(SHEET)
    shown = [text for group in found.groups for text in group.texts] + list(found.texts)
    assert all(text.visibility in ("participants", "public") and text.id in desk.sorted.shown for text in shown)
    assert not {text.id for text in shown} & desk.sorted.hidden
    said = repr(found)
    assert {n for n in range(8) if f"TEXT {n}." in said} == {int(text.id[1:]) for text in shown}
    assert all(group.count is None or group.count == 0 or group.count >= MINIMUM for group in found.groups)
    while room.store.view(room.organiser).unsort(SHEET):
        pass
    assert seen(room) == Gathered()
