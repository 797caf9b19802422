"""Which choices a `select_one NAME` offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kit.definitions.draft import Draft
from kit.definitions.forms import WrittenForm
from kit.definitions.languages import currency_name, language_name
from kit.domain.form import Choice, Form, Question

ALWAYS_OFFERED = ("USD", "EUR", "GBP")
"""Currencies that funders count in, after the delegations' own."""
PROVIDED = ("delegations", "cities", "findings", "themes", "modalities", "languages", "currencies", "sessions")
"""Lists that every workshop provides; a definition may not define them again."""


def provided_lists(draft: Draft) -> dict[str, tuple[Choice, ...]]:
    """The lists that the workshop itself provides."""
    return {
        "delegations": tuple(Choice(item.code, item.name) for item in draft.delegations),
        "cities": tuple(city for item in draft.delegations for city in item.cities),
        "findings": tuple(Choice(item.id, item.text) for item in draft.findings),
        "themes": draft.themes,
        "modalities": draft.modalities,
        "languages": tuple(Choice(tag, language_name(tag, draft.languages)) for tag in draft.languages),
        "currencies": tuple(Choice(code, currency_name(code, draft.languages)) for code in _currency_codes(draft)),
        "sessions": tuple(Choice(item.id, item.title) for item in draft.sessions),
    }


def _currency_codes(draft: Draft) -> tuple[str, ...]:
    codes = [item.currency for item in draft.delegations if item.currency]
    return tuple(dict.fromkeys([*codes, *ALWAYS_OFFERED]))


def lists_for(form: WrittenForm, draft: Draft) -> Mapping[str, tuple[Choice, ...]]:
    """Every list that a form's questions may name: the workshop's before the form's own, those before shared ones."""
    return {**draft.library_lists, **form.lists, **draft.lists, **provided_lists(draft)}


def with_choices(form: WrittenForm, draft: Draft) -> Form:
    """The form with every question's choices filled in."""
    lists = lists_for(form, draft)
    return replace(form.form, questions=tuple(_resolved(question, lists) for question in form.form.questions))


def _resolved(question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> Question:
    rows = tuple(_resolved(row, lists) for row in question.questions)
    choices = question.choices or lists.get(question.choice_list or "", ())
    return replace(question, choices=choices, questions=rows)
