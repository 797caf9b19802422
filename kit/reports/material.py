"""What a report is made from: everything that one viewer may see of a workshop, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.domain.merge import Revision
from kit.domain.workshop import Workshop
from kit.forms.answers import in_words
from kit.forms.opened import opened_store
from kit.forms.session import find_workshop, viewer_named
from kit.reports.locales import Formatter
from kit.reports.model import Money
from kit.reports.templates import IN_WORKSHOP, Templates, Words
from kit.storage import View


@dataclass(frozen=True)
class Material:
    """One viewer's sight of a workshop's entries; ``delegation`` is None for the region's report."""

    workshop: Workshop
    entries: Mapping[str, tuple[Entry, ...]]
    """Entries by form, oldest first; in a delegation's report those that concern it, as its fingerprint does."""
    states: Mapping[str, str]
    """Delegation to the state of its plan; its own alone in a delegation's report."""
    delegation: str | None
    language: str
    made_on: date
    fingerprint: str
    words: Words
    history: Mapping[str, tuple[Revision, ...]] | None = None
    """Activity's entry id to its revisions; None where they were not asked for."""

    def of(self, form: str, delegation: str | None = None) -> tuple[Entry, ...]:
        """The entries of a form, of one delegation where it is named."""
        found = self.entries.get(form, ())
        return tuple(entry for entry in found if delegation in (None, entry.delegation))

    def own(self, form: str) -> tuple[Entry, ...]:
        """The entries of a form of the report's own delegation."""
        return self.of(form, self.delegation) if self.delegation else ()

    def told(self, entry: Entry, question: str) -> str:
        """An answer as people read it; nothing where there is none."""
        form = self.workshop.forms.get(entry.form)
        asked = form.question(question) if form else None
        value = entry.values.get(question)
        if asked is None:
            return "" if value is None else str(value)
        return in_words(asked, value, self.language)

    def labels(self, form: str, question: str) -> Mapping[str, str]:
        """The choices of a question, name to label."""
        asked = self.workshop.forms[form].question(question) if form in self.workshop.forms else None
        return {choice.name: choice.label.to(self.language) for choice in asked.choices} if asked else {}

    def country(self, code: str | None) -> str:
        """A delegation's name; "not named" where the viewer may not know it."""
        if code is None:
            return self.words("not_named")
        return self.workshop.delegation(code).name.to(self.language)

    @property
    def format(self) -> Formatter:
        """Dates and numbers in the report's language."""
        return Formatter(self.language)


def open_material(
    workshop: str, delegation: str, viewer: str, language: str, made_on: str = "", *, history: bool = False
) -> Material:
    """The material of one report, for a notebook whose parameters hold ids alone.

    ``delegation`` is empty for the region; ``made_on`` is a day in ISO 8601, today where it is empty; ``viewer`` is as
    in the sessions' notebooks: "organiser", "facilitator", or "participant:BD" for what that delegation may see.

    Raises:
        InvalidWorkshop, StorageProblem: where the workshop or its store cannot be read.
    """
    found = find_workshop(workshop)
    store = opened_store(found)
    try:
        with store.moment():
            view = store.view(viewer_named(store, viewer))
            day = date.fromisoformat(made_on) if made_on else date.today()
            fingerprint = store.fingerprint(delegation or None)
            return gather(found, view, delegation or None, language, day, fingerprint, history=history)
    finally:
        store.close()


def gather(
    workshop: Workshop,
    view: View,
    delegation: str | None,
    language: str,
    made_on: date,
    fingerprint: str,
    *,
    history: bool = False,
    whole: bool = False,
) -> Material:
    """What the viewer may see: of everybody for the region or with ``whole``, else of what concerns the delegation.

    With ``history`` also the activities' revisions, where the viewer may.
    """
    entries: dict[str, list[Entry]] = {}
    for entry in view.entries(concerning=None if whole else delegation):
        entries.setdefault(entry.form, []).append(entry)
    folder = workshop.folder.joinpath(*IN_WORKSHOP)
    activities = [entry for entry in entries.get("activity", []) if delegation in (None, entry.delegation)]
    codes = [delegation] if delegation else [item.code for item in workshop.delegations]
    mine = [a for a in activities if view.viewer.staff or a.delegation == view.viewer.delegation]
    return Material(
        workshop=workshop,
        entries={form: tuple(found) for form, found in entries.items()},
        states={code: str(view.plan_state(code)) for code in codes},
        delegation=delegation,
        language=language,
        made_on=made_on,
        fingerprint=fingerprint[:12],
        words=Templates.of([folder]).words(language),
        history={activity.id: tuple(view.history(activity.id)) for activity in mine} if history else None,
    )


def day(values: Mapping[str, Any], question: str) -> date | None:
    """A date answer, or None."""
    try:
        return date.fromisoformat(str(values.get(question) or ""))
    except ValueError:
        return None


def amount(values: Mapping[str, Any], question: str = "cost_estimate", currency: str = "currency") -> Money | None:
    """A money answer with its currency; None where either is missing or the cost is not known."""
    try:
        number = Decimal(str(values.get(question)))
    except InvalidOperation:
        return None
    code = str(values.get(currency) or "")
    return Money(number, code) if code and number.is_finite() else None


def in_order(activities: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Activities by their ref, as people look them up."""
    return tuple(sorted(activities, key=lambda activity: (activity.delegation or "", ref_of(activity))))
