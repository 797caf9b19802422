"""Every text of a definition under the name by which translators know it, and definitions with other texts.

A name says where a text stands: `barrier.statement.hint`, `choices.level.ward.label`, `workshop.findings.F1.text`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kit.definitions.choices import ChoiceLists
from kit.definitions.draft import Draft
from kit.definitions.forms import WrittenForm
from kit.domain.breakouts import Breakouts
from kit.domain.form import Choice, Form, Question
from kit.domain.texts import Text
from kit.domain.workshop import Delegation, Session, Vote

Change = Callable[[str, Text], Text]
"""Gets a text's name and the text, and says what stands in its place."""
SHARED = "choices"
"""Before the names of lists that no form has for itself."""


def with_texts(draft: Draft, change: Change) -> Draft:
    """The draft with every text changed, in the order of its files: the workshop, its forms, lists that they share."""
    return replace(
        workshop_texts(draft, change),
        forms={name: form_texts(form, change) for name, form in draft.forms.items()},
        library_lists=list_texts(SHARED, draft.library_lists, change),
    )


def workshop_texts(draft: Draft, change: Change) -> Draft:
    """The draft with every text of its main file changed."""
    return replace(
        draft,
        title=change("workshop.title", draft.title),
        organiser=change("workshop.organiser", draft.organiser),
        place=change("workshop.place", draft.place),
        delegations=tuple(_delegation(item, change) for item in draft.delegations),
        themes=_choices("workshop.themes", draft.themes, change),
        modalities=_choices("workshop.modalities", draft.modalities, change),
        findings=tuple(
            replace(item, text=change(f"workshop.findings.{item.id}.text", item.text)) for item in draft.findings
        ),
        lists=list_texts(SHARED, draft.lists, change),
        sessions=tuple(_session(item, change) for item in draft.sessions),
        notice=change("workshop.notice", draft.notice),
    )


def _delegation(delegation: Delegation, change: Change) -> Delegation:
    here = f"workshop.delegations.{delegation.code}"
    cities = _choices(f"{here}.cities", delegation.cities, change)
    return replace(delegation, name=change(f"{here}.name", delegation.name), cities=cities)


def _session(session: Session, change: Change) -> Session:
    here = f"workshop.sessions.{session.id}"
    return replace(
        session,
        title=change(f"{here}.title", session.title),
        vote=_vote(f"{here}.vote", session.vote, change) if session.vote else None,
        breakouts=_breakouts(f"{here}.breakouts", session.breakouts, change) if session.breakouts else None,
    )


def _breakouts(here: str, breakouts: Breakouts, change: Change) -> Breakouts:
    places = enumerate(breakouts.places, 1)
    return replace(breakouts, places=tuple(change(f"{here}.places.{number}", place) for number, place in places))


def _vote(here: str, vote: Vote, change: Change) -> Vote:
    question = change(f"{here}.question", vote.question)
    return replace(vote, question=question, options=_choices(f"{here}.options", vote.options, change))


def form_texts(written: WrittenForm, change: Change) -> WrittenForm:
    """A form, and the lists in its file, with every text changed."""
    form, here = written.form, written.form.name
    changed = _form(here, form, change)
    return replace(written, form=changed, lists=list_texts(f"{here}.choices", written.lists, change))


def _form(here: str, form: Form, change: Change) -> Form:
    return replace(
        form,
        title=change(f"{here}.title", form.title),
        intro=change(f"{here}.intro", form.intro),
        add_label=change(f"{here}.add_label", form.add_label),
        questions=tuple(_question(here, question, change) for question in form.questions),
    )


def _question(form: str, question: Question, change: Change) -> Question:
    here = f"{form}.{question.name}"
    return replace(
        question,
        group=change(f"{here}.group", question.group),
        label=change(f"{here}.label", question.label),
        hint=change(f"{here}.hint", question.hint),
        choices=_choices(f"{here}.choices", question.choices, change),
        questions=tuple(_question(here, row, change) for row in question.questions),
    )


def list_texts(here: str, lists: ChoiceLists, change: Change) -> Mapping[str, tuple[Choice, ...]]:
    """Lists of choices with every text changed."""
    return {name: _choices(f"{here}.{name}", choices, change) for name, choices in lists.items()}


def _choices(here: str, choices: tuple[Choice, ...], change: Change) -> tuple[Choice, ...]:
    return tuple(_choice(f"{here}.{choice.name}", choice, change) for choice in choices)


def _choice(here: str, choice: Choice, change: Change) -> Choice:
    return replace(choice, label=change(f"{here}.label", choice.label), hint=change(f"{here}.hint", choice.hint))
