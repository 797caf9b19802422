"""What the form widget answers to a page, with a real store and no browser."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from forms_room import Room

from kit.domain.viewer import Role
from kit.forms.ballot import BallotWidget
from kit.forms.board import BoardWidget
from kit.forms.subjects import own_activities
from kit.forms.widget import FormWidget, Subject
from kit.storage import View


class Heard(FormWidget):
    """A form widget whose page is a list."""

    def send(self, content: Any, buffers: Any = None) -> None:
        self.__dict__.setdefault("told", []).append(content)

    def hear(self, content: Any) -> list[Any]:
        """What the widget answers to a message."""
        self.__dict__["told"] = []
        self._handle_custom_msg(content, [])
        return list(self.__dict__["told"])


def _form(room: Room, view: View, form: str = "barrier", **options: Any) -> Heard:
    return Heard(view, form, workshop=room.store.workshop, language="en", **options)


def _change(entry: str, base: int = 0, **values: Any) -> dict[str, Any]:
    change = {"id": str(uuid.uuid4()), "entry": entry, "base": base, "values": values}
    return {"type": "save", "change": change}


@pytest.fixture
def view(room: Room) -> View:
    """A participant, with the session on barriers open."""
    room.open("barriers")
    return room.join()


def test_save_is_acknowledged_with_the_values_as_the_store_wrote_them(room: Room, view: View) -> None:
    """The page learns what its words have become, and then the whole entry."""
    entry = str(uuid.uuid4())
    saved, entries, *_ = _form(room, view).hear(_change(entry, statement=" No\u202e budget "))
    assert (saved["type"], saved["entry"], saved["version"]) == ("saved", entry, 1)
    assert saved["values"] == {"statement": "No budget"}
    assert [each["id"] for each in entries["upsert"]] == [entry]


def test_same_change_sent_twice_is_saved_once_and_acknowledged_twice(room: Room, view: View) -> None:
    """A lost acknowledgement costs nothing."""
    widget, message = _form(room, view), _change(str(uuid.uuid4()), statement="No budget")
    first, again = widget.hear(message)[0], widget.hear(message)[0]
    assert (first["version"], first["repeated"]) == (1, False)
    assert (again["version"], again["repeated"]) == (1, True)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "save"},
        {"type": "save", "change": []},
        {"type": "save", "change": {"id": 3}},
        {"type": "save", "change": {"id": "x", "entry": "y", "base": "z", "values": {}}},
        {"type": "save", "change": {"id": "x", "entry": "y", "base": 0, "values": [], "resolves": "no"}},
        {"type": "save", "change": {"id": "x", "entry": "y", "base": 0, "values": {}, "deleted": "yes"}},
        {"type": "save", "change": {"id": "x" * 99, "entry": "y", "base": 0, "values": {}}},
    ],
)
def test_message_that_no_page_sends_is_refused_in_words(room: Room, view: View, message: dict[str, Any]) -> None:
    """Anything may come through a socket; nothing of it becomes a stack trace or an entry."""
    answer = _form(room, view).hear(message)[0]
    assert answer["type"] == "refused"
    assert answer["message"]
    assert view.entries("barrier") == []


def test_refusal_names_the_question_and_line_that_it_is_about(room: Room) -> None:
    """An answer in a repeat is found again: line and label stand before the reason."""
    room.open("workplan")
    rows = [{"text": "Trainers chosen", "due": "2023-02-30"}]
    widget = _form(room, room.join(), "activity")
    answer = widget.hear(_change(str(uuid.uuid4()), milestones=rows))[0]
    assert (answer["type"], answer["question"]) == ("refused", "milestones")
    assert answer["message"].startswith("Line 1, ")


def test_closed_session_is_said_to_be_closed(room: Room, view: View) -> None:
    """The page is told that it is the session, so that it keeps what waits instead of asking again."""
    room.close("barriers")
    answer = _form(room, view).hear(_change(str(uuid.uuid4()), statement="No budget"))[0]
    assert (answer["type"], answer["closed"]) == ("refused", True)


def test_refresh_sends_only_what_has_changed_elsewhere(room: Room, view: View) -> None:
    """Another person's entry comes once; a removed one is named; nothing is sent when nothing changed."""
    other = room.join(name="Karim")
    widget = _form(room, view)
    widget.hear({"type": "hello", "have": {}})
    entry = room.write(other, "barrier", {"statement": "No data"}, session="barriers")
    assert [m["upsert"][0]["id"] for m in widget.hear({"type": "hello", "have": {}}) if m["type"] == "entries"] == [
        entry
    ]
    widget.__dict__["told"] = []
    widget.refresh()
    assert widget.__dict__["told"] == []
    room.write(other, "barrier", {}, entry=entry, base=1, deleted=True, session="barriers")
    widget.refresh()
    assert widget.__dict__["told"] == [{"type": "entries", "upsert": [], "removed": [entry]}]


def test_state_for_a_new_page_is_read_from_the_store_each_time(room: Room, view: View) -> None:
    """A page that attaches later is not shown what was there when the widget was made."""
    widget = _form(room, view)
    assert widget.get_state("entries")["entries"] == []
    room.write(view, "barrier", {"statement": "No data"}, session="barriers")
    assert [e["values"] for e in widget.get_state("entries")["entries"]] == [{"statement": "No data"}]


def test_others_entries_are_not_in_the_state(room: Room, view: View) -> None:
    """A delegation's form holds its own entries, also where the viewer may read others'."""
    other = room.join("IN", "Asha")
    room.write(other, "barrier", {"statement": "Theirs"}, session="barriers", visibility="participants")
    assert [e.values for e in view.entries("barrier")] == [{"statement": "Theirs"}]
    assert _form(room, view).get_state("entries")["entries"] == []


def test_single_entries_get_the_same_id_on_every_device(room: Room) -> None:
    """Two people who begin their delegation's plan at once write one entry; anonymous forms get no such id."""
    one, other = room.join(), room.join(name="Karim")
    slots = [_form(room, each, "plan").definition["slots"] for each in (one, other)]
    assert slots[0] == slots[1] != {}
    assert _form(room, one, "evaluation").definition["slots"] == {}
    assert (
        _form(room, one, "registration").definition["slots"] != _form(room, other, "registration").definition["slots"]
    )


def test_hub_questions_and_kit_answers_are_not_writable_by_delegates(room: Room) -> None:
    """A delegate sees decisions and references, and cannot type them; staff can write what is theirs."""
    staff = room.join(None, "Facilitator", Role.FACILITATOR)

    def writable(view: View, form: str) -> dict[str, bool]:
        return {q["name"]: q["writable"] for q in _form(room, view, form).definition["questions"]}

    view = room.join()
    assert not writable(view, "fund_request")["decision"]
    assert not writable(view, "activity")["ref"]
    assert not any(writable(view, "parking_lot").values())
    assert any(writable(staff, "parking_lot").values())
    assert not writable(view, "review")["reply"]


def test_owner_sees_and_answers_reviews_of_own_activities(room: Room) -> None:
    """Replying shows what others wrote about one's own activity; only the owner's questions are open."""
    for session in ("workplan", "review"):
        room.open(session)
    owner, reviewer = room.join(), room.join("IN", "Asha")
    activity = room.write(owner, "activity", {"activity": "Train"})
    room.write(owner, "plan", {"shared": True})
    review = room.write(reviewer, "review", {"clarity": "green", "good": "Clear"}, subject=activity)
    widget = _form(room, owner, "review", subjects=(Subject(activity, "BD-01"),), replying=True)
    entries = widget.get_state("entries")["entries"]
    assert [(e["id"], e["from"]) for e in entries] == [(review, "India")]
    assert [q["name"] for q in widget.definition["questions"] if q["writable"]] == ["reply", "reply_why"]
    saved = widget.hear(_change(review, 1, reply="accept"))[0]
    assert saved["type"] == "saved"


def test_an_english_answer_after_an_urdu_question_stays_one_piece(room: Room) -> None:
    for session in ("workplan", "follow-up"):
        room.open(session)
    owner = room.join()
    room.write(owner, "activity", {"activity": "Train", "expected_output": "Councils can act."})
    (subject,) = own_activities(owner, room.store.workshop, "ur")
    assert "\u2068Councils can act.\u2069" in subject.text
    (subject,) = own_activities(owner, room.store.workshop, "en")
    assert "\u2068" not in subject.text


def test_widgets_refuse_what_they_cannot_show(room: Room, view: View) -> None:
    """A session without a vote, and a board that is none, are said at once."""
    with pytest.raises(ValueError, match="no vote"):
        BallotWidget(view, "barriers", workshop=room.store.workshop, language="en")
    with pytest.raises(ValueError, match="timeline"):
        BoardWidget("chart", {}, language="en")


def test_organiser_answers_a_request_and_leaves_what_the_delegation_wrote(room: Room) -> None:
    """The hub's questions are writable for staff, the delegation's are not, and no request is added for anybody."""
    room.open("follow-up")
    asking = room.join()
    entry = room.write(asking, "helpdesk", {"question": "Who trains councillors?"}, session="follow-up")
    organiser = room.join(None, "Hub", Role.ORGANISER)
    widget = FormWidget(organiser, "helpdesk", workshop=room.store.workshop, language="en", session="follow-up")
    assert [shown["id"] for shown in widget.seen().values()] == [entry]
    writable = {question["name"] for question in widget.definition["questions"] if question["writable"]}
    assert "answer" in writable
    assert "question" not in writable
    assert not widget.definition["can_add"]
    change = {
        "id": str(uuid.uuid4()),
        "entry": entry,
        "form": "helpdesk",
        "base": 1,
        "values": {"answer": "The institute."},
    }
    widget._heard(widget, {"type": "save", "change": change}, [])
    assert asking.entry(entry).values["answer"] == "The institute."
