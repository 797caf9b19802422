"""Fills a copy of the example with what five delegations might have written (content.yaml), session by session."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kit.domain.answers import problems
from kit.domain.entry import Change
from kit.domain.form import Form, QuestionType
from kit.domain.viewer import ORGANISER, Role, Viewer
from kit.storage import Sheet, Store

CONTENT = Path(__file__).with_name("content.yaml")
_RESPONSE = ("relevance", "accuracy", "reply_basis", "gap", "correction")
_REGISTRATION = ("organisation", "role_type", "level", "local_authority", "working_language")
_EVALUATION = ("usefulness", "confidence_before", "confidence_after", "heard_equally", "safe_to_speak")
BARRIERS = Sheet("barriers", "barrier", "statement")
"""The answers that are sorted."""
_ABOUT = ("key", "session", "subject", "audience", "told")
"""What a line says of its entry, besides answers."""
_FORMS_BY_SESSION = {
    "opening-registration": ("registration", "stakeholder"),
    "local-reality": ("practice",),
    "findings": ("mapping_response",),
    "theme-mechanisms": ("practice",),
    "theme-youth": ("practice",),
    "barriers": ("barrier",),
    "needs": ("capacity",),
    "workplan": ("plan", "priority", "activity"),
    "review": ("review",),
    "matching": ("offer_need",),
    "close": ("evaluation",),
    "follow-up": ("helpdesk",),
}


class Delegations:
    """The people of five delegations, and what they write."""

    def __init__(self, store: Store) -> None:
        self.store, self.content = store, YAML(typ="base").load(CONTENT)
        codes = {code.delegation: code.code for code in store.codes.ensure()}
        self.people = {
            delegation: [store.people.join(codes[delegation], name, "en") for name in names]
            for delegation, names in self.content["people"].items()
        }

    def write(self, session: str) -> None:
        """Everything that they write in one session, which must be open; votes too."""
        for form in _FORMS_BY_SESSION.get(session, ()):
            for delegation, person, lines in self._lines(form):
                for line in lines:
                    if line.get("session", session) == session:
                        self._save(self.people[delegation][person], form, session, line)
        if session == "priorities":
            self.vote(session)
        if session == "review":
            self._reply()

    def vote(self, session: str) -> None:
        """Every ballot."""
        for delegation, ballots in self.content["ballots"].items():
            for viewer, dots in zip(self.people[delegation], ballots, strict=True):
                marks = {option: int(given) for option, given in dots.items()}
                self.store.view(viewer).cast(session, marks, _id(f"ballot {viewer.person}"))

    def decide(self) -> None:
        """The hub's decision after the vote."""
        for line in self.content["decision"]:
            self._save(ORGANISER, "decision", "priorities", line)

    def park(self) -> None:
        """What the facilitator puts aside for later."""
        for line in self.content["parking_lot"]:
            self._save(ORGANISER, "parking_lot", line["session"], line)

    def sort(self) -> None:
        """The facilitator gathers barriers and puts the groups on the wall, with the texts that were opened."""
        view, sheet = self.store.view(self.store.people.join(self._facilitator(), "Facilitator", "en")), BARRIERS
        left = {answer.entry.id: answer for answer in view.desk(sheet).answers}
        for group in self.content["sorted"]:
            held = {i: a.version for i, a in left.items() if group["about"] in a.entry.values.get("type", ())}
            left = {i: a for i, a in left.items() if i not in held}
            view.sort(sheet, "group", held, _id(group["words"]), group["words"])
            view.sort(sheet, "show_group", group=_id(group["words"]))
        told = {a.entry.id: a.version for a in view.desk(sheet).answers if a.entry.attribution == "country"}
        view.sort(sheet, "show", told)

    def _facilitator(self) -> str:
        return next(code.code for code in self.store.codes.ensure() if code.role is Role.FACILITATOR)

    def _lines(self, form: str) -> Iterator[tuple[str, int, list[dict[str, Any]]]]:
        """Delegation, which of its people, and the entries that this person writes."""
        for delegation, written in self.content[form].items():
            match form:
                case "registration":
                    yield from ((delegation, n, [_registration(row)]) for n, row in enumerate(written))
                case "evaluation":
                    yield from (
                        (delegation, n, [dict(zip(_EVALUATION, row, strict=True))]) for n, row in enumerate(written)
                    )
                case "mapping_response":
                    yield delegation, 0, [_about(finding, _RESPONSE, row) for finding, row in written.items()]
                case "review":
                    yield delegation, 0, [{"subject": subject, **line} for subject, line in written.items()]
                case "plan":
                    yield delegation, 0, [written]
                case "activity":
                    yield delegation, 0, [self._activity(delegation, line) for line in written]
                case _:
                    yield delegation, 0, written

    def _activity(self, delegation: str, line: dict[str, Any]) -> dict[str, Any]:
        """An activity with what the content leaves to defaults: the currency, and its priority's objective."""
        priority = next(p for p in self.content["priority"][delegation] if p["key"] == line["priority"][1:])
        own = {"currency": self.store.workshop.delegation(delegation).currency, "objective": priority["objective"]}
        return {**self.content["activity_defaults"], **own, **line}

    def _save(self, viewer: Viewer, form: str, session: str, line: Mapping[str, Any]) -> str:
        values = {name: _reference(value) for name, value in line.items() if name not in _ABOUT}
        key = line.get("key") or f"{form} {viewer.delegation} {viewer.person} {session} {sorted(line.items())}"
        subject = _reference(line["subject"]) if line.get("subject") else None
        definition = self.store.workshop.forms[form]
        opened = {"visibility": line.get("audience"), "attribution": line.get("told")}
        change = Change(_id(f"change {key}"), _id(key), form, 0, _typed(definition, values), session, subject, **opened)
        self.store.view(viewer).save(change)
        self._check(definition, _id(key))
        return change.entry

    def _check(self, form: Form, entry: str) -> None:
        # Guides should not show red fields that nobody meant to show.
        if form.anonymous:
            return
        found = self.store.view(ORGANISER).entry(entry)
        wrong = [p for p in problems(form, found.values) if p.question not in ("name", "reply")]
        assert not wrong, (form.name, dict(found.values), wrong)

    def _reply(self) -> None:
        for activity, answer in self.content["reply"].items():
            subject, values = _reference(activity), {k: v for k, v in answer.items() if k != "reviewer"}
            owner = next(code for code in self.people if activity[1:].startswith(code))
            viewer = self.people[owner][0]
            entry = next(e for e in self.store.view(viewer).entries("review", subject=subject) if e.delegation != owner)
            change = Change(_id(f"reply {activity}"), entry.id, "review", entry.version, values, "review", subject)
            self.store.view(viewer).save(change)


def confirm(store: Store, delegation: str, office: str, on: str) -> None:
    """A delegation confirms its plan."""
    viewer = Viewer(Role.ORGANISER, delegation)
    store.view(viewer).transition(delegation, "confirmed", name=office, on=on, change_id=_id(f"confirm {delegation}"))


def _registration(row: list[str]) -> dict[str, str]:
    return {**dict(zip(_REGISTRATION, row, strict=True)), "privacy_notice_read": "yes", "consent_contact_later": "yes"}


def _about(subject: str, names: tuple[str, ...], row: list[str]) -> dict[str, str]:
    return {"subject": subject, **dict(zip(names, row, strict=False))}


def _typed(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the store wants them: ticks are true, empty texts are left out."""
    ticks = {question.name for question in form if question.type is QuestionType.ACKNOWLEDGE}
    return {name: value == "yes" if name in ticks else value for name, value in values.items() if value != ""}


def _reference(value: Any) -> Any:
    if isinstance(value, list):
        return [_reference(item) for item in value]
    return _id(value[1:]) if isinstance(value, str) and value.startswith("@") else value


def _id(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, key))
