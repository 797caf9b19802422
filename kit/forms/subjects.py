"""What entries are written about: findings, activities, matches; each with the text that people need to know."""

from __future__ import annotations

from collections.abc import Iterable

from kit.domain.bidi import beside
from kit.domain.entry import Entry
from kit.domain.form import Form, Per, Question, QuestionType
from kit.domain.matching import match
from kit.domain.workshop import Workshop
from kit.forms.entries import entry_title
from kit.forms.widget import Subject
from kit.forms.wording import reasons_in_words
from kit.storage import View
from kit.words import say
from kit.words.formats import iso_day

ACTIVITY_TEXTS = ("objective", "expected_output", "lead_institution", "start", "end", "indicator", "target")
"""What a reviewing delegation is shown of an activity, beside its title."""


def subjects_of(form: Form, view: View, workshop: Workshop, language: str) -> list[Subject]:
    """The subjects of a form's entries for this viewer; none where entries are about nothing but themselves."""
    if form.per is Per.FINDING:
        return _findings(workshop, language)
    if form.name == "match_response":
        return _matches(view, workshop, language)
    activities = view.entries("activity")
    own = [a for a in activities if a.delegation == view.viewer.delegation]
    if form.per is Per.ACTIVITY:
        return _activities((a for a in activities if a not in own), workshop, language)
    return _activities(own, workshop, language) if form.per is Per.OWN_ACTIVITY else []


def own_activities(view: View, workshop: Workshop, language: str) -> list[Subject]:
    """The viewer's delegation's activities, as subjects of what others wrote about them."""
    activities = view.entries("activity", delegation=view.viewer.delegation)
    return _activities(activities, workshop, language)


def _findings(workshop: Workshop, language: str) -> list[Subject]:
    themes = {theme.name: theme.label.to(language) for theme in workshop.themes}
    return [
        Subject(
            id=finding.id,
            title=finding.id,
            text=finding.text.to(language),
            group=themes.get(finding.theme or "", ""),
            lang=finding.text.elsewhere(language),
        )
        for finding in workshop.findings
    ]


def _activities(activities: Iterable[Entry], workshop: Workshop, language: str) -> list[Subject]:
    form = workshop.forms["activity"]
    return [
        Subject(
            a.id, entry_title(a, form, language), _activity_text(a, form, language), _country(a, workshop, language)
        )
        for a in sorted(activities, key=lambda a: (a.delegation or "", str(a.values.get("ref") or "")))
    ]


def _activity_text(activity: Entry, form: Form, language: str) -> str:
    told = ((form.question(name), activity.values.get(name)) for name in ACTIVITY_TEXTS)
    said = ((_asked(q, language), _told(q, value, language)) for q, value in told if q and value)
    return "\n".join(f"{asked} {beside(asked, answer)}" for asked, answer in said)


def _told(question: Question, value: object, language: str) -> str:
    """An answer as people read it: days in words."""
    return iso_day(str(value), language) if question.type is QuestionType.DATE else str(value)


def _asked(question: Question, language: str) -> str:
    """A question's words before its answer: with a colon, unless it ends in a mark of its own."""
    label = question.label.to(language)
    return label if label.endswith(("?", "؟")) else f"{label}:"


def _country(entry: Entry, workshop: Workshop, language: str) -> str:
    return workshop.delegation(entry.delegation).name.to(language) if entry.delegation else ""


def _matches(view: View, workshop: Workshop, language: str) -> list[Subject]:
    entries = {entry.id: entry for entry in view.entries("offer_need")}
    own = view.viewer.delegation
    found = (m for m in match(list(entries.values())) if own in (entries[m.a].delegation, entries[m.b].delegation))
    return [
        Subject(
            m.subject,
            _match_title(entries[m.a], entries[m.b], workshop, language),
            "\n".join(_statement(entries[i], workshop, language) for i in (m.a, m.b))
            + "\n"
            + reasons_in_words(m, workshop, language),
            say(f"session.match_{m.kind}", language),
        )
        for m in found
    ]


def _match_title(one: Entry, other: Entry, workshop: Workshop, language: str) -> str:
    return f"{_country(one, workshop, language)} + {_country(other, workshop, language)}"


def _statement(entry: Entry, workshop: Workshop, language: str) -> str:
    kind = say(f"session.kind_{entry.values.get('kind', 'need')}", language)
    who = f"{_country(entry, workshop, language)}, {kind}:"
    return f"{who} {beside(who, str(entry.values.get('statement', '')))}"
