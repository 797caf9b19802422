"""A form as one widget: native HTML fields on one comm, saved to the store as they are typed."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import traitlets

from kit.domain.behalf import can_be_remarked
from kit.domain.entry import Change, Entry, Refused, Saved
from kit.domain.form import Form, Per
from kit.domain.texts import direction
from kit.domain.viewer import Viewer
from kit.domain.workshop import Workshop
from kit.forms.base import KitWidget
from kit.forms.definition import answers_for_hub, form_json, mode_of
from kit.forms.entries import Names, entry_json, entry_title, refusal_json
from kit.forms.incoming import change_from
from kit.forms.remarks import remarks_on, whom_choices
from kit.forms.sheet import Sheet
from kit.forms.shown import Shown, shown_now
from kit.forms.strings import form_strings
from kit.storage import StorageProblem, View
from kit.words import say

STATIC = Path(__file__).with_name("static")
NAMESPACE = uuid.UUID("6f5f0d52-5b0c-4b8e-9a54-0f6f2a0f5e11")
"""For the ids of entries of which there is one for each person, delegation or subject: every device makes the same."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that one entry each is written about: a finding, an activity, a match."""

    id: str
    title: str
    text: str = ""
    group: str = ""
    """Words over this subject and the next ones that have the same."""
    lang: str = ""
    """The language of its text, where that is not the page's."""


class FormWidget(KitWidget):
    """One form of a workshop, for one viewer.

    `view` is the store as the viewer has it; `form` a form or its name. `session` is the session in which new entries
    are written; with `own_session` only that session's entries are listed (a form used in several thematic rounds).
    `subjects` are what one entry each is written about. `replying` shows what other delegations wrote about one's own
    activities and takes the owner's answers. `readonly` shows everything and takes nothing; `is_open=False` says that
    the session is closed. `sheet` is the paper form from which one entry is typed in. `names` gives
    the name that a person's delegation sees; `on_saved` hears of each save here.

    The page sends "save" and "hello"; it is answered with "saved", "refused" or "trouble", and is sent "entries",
    "choices" and "session" when something has changed elsewhere.
    """

    _esm = STATIC / "form.js"  # type: ignore[assignment]
    _css = STATIC / "form.css"  # type: ignore[assignment]
    definition = traitlets.Dict().tag(sync=True)
    subjects: Any = traitlets.List().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    entries = traitlets.Any().tag(sync=True, to_json=lambda _, widget: list(widget.seen().values()))
    entry_choices = traitlets.Any().tag(sync=True, to_json=lambda _, widget: widget.offered())

    def __init__(
        self,
        view: View,
        form: Form | str,
        *,
        workshop: Workshop,
        language: str,
        session: str | None = None,
        subjects: Sequence[Subject] | None = None,
        own_session: bool = False,
        replying: bool = False,
        readonly: bool = False,
        is_open: bool = True,
        closed: str = "form.session_closed",
        names: Names | None = None,
        on_saved: Callable[[Entry], None] | None = None,
        sheet: Sheet | None = None,
    ) -> None:
        self.view, self.workshop, self.language, self.session = view, workshop, language, session
        self.form = workshop.forms[form] if isinstance(form, str) else form
        self._about, self._subjects = subjects is not None, tuple(subjects or ())
        self._own_session, self._replying = own_session, replying
        self._readonly, self._is_open, self._closed = readonly, is_open, closed
        self._names: Names = names or (lambda _: None)
        self._on_saved = on_saved
        self._sheet = sheet
        # From paper one types what a member of its delegation would be asked.
        self.acting = self._sheet.acting if self._sheet else view.viewer
        self._sent: dict[str, str] = {}
        self._shown: dict[str, Shown] = {}
        self._offered = ""
        super().__init__(**self._state())
        self.on_msg(self._heard)

    # What the page is shown.

    def _state(self) -> dict[str, Any]:
        viewer = self.acting
        mode = "subject_lists" if self._replying else mode_of(self.form, has_subjects=self._about)
        mode = "one" if self._sheet else mode
        behalf = whom_choices(self.workshop, self.language) if self._takes_others(viewer) else []
        definition = form_json(self.form, viewer, self.language, mode=mode, replying=self._replying, behalf=behalf)
        if self._replying:
            definition |= {part: say(f"form.replying_{part}", self.language) for part in ("title", "intro")}
        if self._sheet:
            definition |= self._sheet.definition(definition)
        return {
            "definition": definition | {"slots": self._slots(mode)},
            "subjects": [asdict(subject) for subject in self._subjects],
            "strings": form_strings(self.language),
            "options": {
                "key": ":".join(("kit", self.workshop.id, viewer.person or viewer.role, self.form.name, self._where())),
                "language": self.language,
                "direction": direction(self.language),
                "readonly": self._readonly,
                "open": self._is_open,
                "message": "" if self._is_open else say(self._closed, self.language),
            },
        }

    def _where(self) -> str:
        return self._sheet.where if self._sheet else self.session or ""

    def _takes_others(self, viewer: Viewer) -> bool:
        """Whether entries can be marked here as typed for someone without a device."""
        answering = viewer.delegation is not None and not self._replying and not answers_for_hub(self.form, viewer)
        return answering and can_be_remarked(self.form)

    def _slots(self, mode: str) -> dict[str, str]:
        """Subject to the id that an entry about it is to have; none where an id could be linked to a person."""
        if self._sheet:
            return {"": self._sheet.entry}
        if self.form.anonymous or mode not in ("one", "subjects"):
            return {}
        viewer = self.acting
        owner = viewer.person if self.form.per is Per.PERSON else viewer.delegation
        subjects = [subject.id for subject in self._subjects] if mode == "subjects" else [""]
        about = (self.workshop.id, self.form.name, owner or viewer.role)
        return {subject: str(uuid.uuid5(NAMESPACE, "\n".join((*about, subject)))) for subject in subjects}

    def own_entries(self) -> list[Entry]:
        """The entries that this form shows, as the viewer may see them."""
        viewer, entries = self.acting, self._listed()
        if self._sheet:
            return [entry for entry in entries if entry.id == self._sheet.entry]
        if self._about:
            subjects = {subject.id for subject in self._subjects}
            entries = [entry for entry in entries if entry.subject in subjects]
        if self._replying:
            return [entry for entry in entries if entry.delegation != viewer.delegation]
        if self.form.anonymous:
            # What staff have typed in from sheets is not theirs.
            return [entry for entry in entries if entry.paper is None]
        if self.form.per is Per.HUB or answers_for_hub(self.form, viewer):
            return entries
        if self.form.per is Per.PERSON:
            return [entry for entry in entries if entry.author == viewer.person]
        return [entry for entry in entries if entry.delegation == viewer.delegation]

    def _listed(self) -> list[Entry]:
        """Among which this form's are; where it can show nobody else's, only the own delegation's are read."""
        viewer, form = self.acting, self.form
        others = self._replying or form.per is Per.HUB or form.anonymous or answers_for_hub(form, viewer)
        session = self.session if self._own_session else None
        return self.view.entries(form.name, session=session, delegation=None if others else viewer.delegation)

    def seen(self) -> dict[str, dict[str, Any]]:
        """The entries as the page reads them, by id, in the order of writing."""
        return {entry_id: shown.made for entry_id, shown in self._now().items()}

    def _now(self) -> dict[str, Shown]:
        """The same, with their texts; what the view still has is not made anew."""
        self._shown = shown_now(self._shown, self.own_entries(), self._entry_json)
        return self._shown

    def _entry_json(self, entry: Entry) -> dict[str, Any]:
        sender = None
        if entry.delegation and entry.delegation != self.acting.delegation:
            sender = self.workshop.delegation(entry.delegation).name.to(self.language)
        remarks = remarks_on(entry, self.workshop, self.language)
        shown = entry_json(entry, self.form, self.language, names=self._names, sender=sender, remarks=remarks)
        return shown | {"subject": None} if self._sheet else shown

    def offered(self) -> dict[str, list[dict[str, str]]]:
        """Entries that questions offer to pick from, by form."""
        offered = {question.entries_of for question in self.form if question.entries_of}
        return {name: self._choices_of(name) for name in sorted(offered)}

    def _choices_of(self, name: str) -> list[dict[str, str]]:
        form, delegation = self.workshop.forms[name], self.acting.delegation
        entries = [e for e in self.view.entries(name, delegation=delegation) if e.delegation == delegation]
        return [{"name": entry.id, "label": entry_title(entry, form, self.language), "hint": ""} for entry in entries]

    # What has changed elsewhere.

    def refresh(self) -> None:
        """Reads the store again and sends the page what has changed."""
        seen = self._now()
        written = {entry_id: shown.text for entry_id, shown in seen.items()}
        upsert = [seen[entry_id].made for entry_id, text in written.items() if self._sent.get(entry_id) != text]
        removed = [entry_id for entry_id in self._sent if entry_id not in written]
        self._sent = written
        if upsert or removed:
            self.send({"type": "entries", "upsert": upsert, "removed": removed})
        self._refresh_choices()

    def _refresh_choices(self) -> None:
        offered = self.offered()
        written = json.dumps(offered)
        if offered and written != self._offered:
            self._offered = written
            self.send({"type": "choices", "choices": offered})

    def set_subjects(self, subjects: Sequence[Subject]) -> None:
        """Tells the page what there is to write about now: new ones are added, what is being written in stays."""
        if tuple(subjects) == self._subjects:
            return
        self._subjects = tuple(subjects)
        with self.hold_sync():
            self.definition = {**self.definition, "slots": self._slots(self.definition["mode"])}
            self.subjects = [asdict(subject) for subject in subjects]

    def set_open(self, is_open: bool, closed: str = "form.session_closed") -> None:
        """Tells the page that the form takes answers, or no longer does; what is on the device is sent or kept.

        `closed` is the code of the sentence that says why it does not.
        """
        self._is_open, self._closed = is_open, closed
        message = "" if is_open else say(closed, self.language)
        self.options = {**self.options, "open": is_open, "message": message}
        self.send({"type": "session", "open": is_open, "message": message})

    # What the page says.

    def _heard(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        try:
            if content.get("type") == "save":
                self._save(content.get("change"))
            elif content.get("type") == "hello":
                self._hello(content.get("have"))
        except Exception:
            # A stack trace is no use to a delegate; what was typed waits on the device and is sent again.
            log.exception("A page's message could not be handled (form %s)", self.form.name)
            self._trouble(content.get("change"), say("form.not_saved", self.language))

    def _hello(self, have: Any) -> None:
        """The page says what it has: it is sent the rest."""
        versions = have if isinstance(have, dict) else {}
        seen = self._now()
        self._sent = {entry_id: shown.text for entry_id, shown in seen.items()}
        upsert = [shown.made for entry_id, shown in seen.items() if versions.get(entry_id) != shown.entry.version]
        removed = [entry_id for entry_id in versions if entry_id not in seen]
        if upsert or removed:
            self.send({"type": "entries", "upsert": upsert, "removed": removed})
        self._refresh_choices()

    def _save(self, sent: Any) -> None:
        try:
            change = change_from(sent, self.form.name, self.session, self.acting.delegation)
            if self._sheet:
                change = replace(change, paper=self._sheet.number)
            saved = self.view.save(change)
        except Refused as refused:
            self._refused(sent, refused)
        except StorageProblem as problem:
            log.error("The store did not take a change: %s", problem)
            self._trouble(sent, say("form.not_saved", self.language))
        else:
            if self._sheet:
                self._sheet.entry = saved.entry
            self._tell_saved(change, saved)

    def _tell_saved(self, change: Change, saved: Saved) -> None:
        with self.view.at_once():
            entry = self._saved_entry(saved.entry)
            values = {name: entry.values.get(name) for name in change.values}
            self.send(
                {"type": "saved", "change": change.id, "entry": saved.entry, "version": saved.version, "values": values}
                | {"conflicts": [c.question for c in saved.conflicts], "repeated": saved.repeated}
            )
            self.refresh()
        if self._on_saved is not None:
            self._on_saved(entry)
        log.debug("Saved change %s of %s", change.id, change.form)

    def _saved_entry(self, entry_id: str) -> Entry:
        """The entry as it stands now, from the list that is read again anyway; one that was deleted is in no list."""
        return next((e for e in self._listed() if e.id == entry_id), None) or self.view.entry(entry_id)

    def _refused(self, sent: Any, refused: Refused) -> None:
        closed = refused.code == "store.session_closed"
        self.send(
            {"type": "refused", "change": _id_of(sent), "code": refused.code, "closed": closed}
            | refusal_json(refused, self.form, self.language)
        )

    def _trouble(self, sent: Any, message: str) -> None:
        self.send({"type": "trouble", "change": _id_of(sent), "message": message})


def _id_of(sent: Any) -> str | None:
    return sent.get("id") if isinstance(sent, dict) and isinstance(sent.get("id"), str) else None
