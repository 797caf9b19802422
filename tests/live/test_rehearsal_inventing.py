"""Invented answers are answers that the store takes."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.definitions import load_workshop
from kit.domain.answers import clean
from kit.domain.form import Choice, Form, Question, QuestionType
from kit.domain.texts import Text
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.forms.definition import form_json
from kit.live.rehearsal.inventing import invented, marks

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
OFFERED = [{"name": f"entry-{n}", "label": f"Entry {n}", "hint": ""} for n in range(4)]
DELEGATE = Viewer(Role.PARTICIPANT, "BD", "someone")
CHOICES = tuple(Choice(name, Text({"en": name})) for name in "abcde")


@pytest.fixture(scope="module")
def example() -> Workshop:
    return load_workshop(EXAMPLE)


def answered(form: Form, seed: int) -> dict[str, Any]:
    questions = form_json(form, DELEGATE, "en", mode="list")["questions"]
    offered = {question.entries_of: OFFERED for question in form if question.entries_of}
    return invented(questions, offered, random.Random(seed))


def test_every_form_of_the_library_gets_answers_that_are_kept_as_they_are(example: Workshop) -> None:
    for form in example.forms.values():
        for seed in range(10):
            for name, value in answered(form, seed).items():
                question = form.question(name)
                assert question is not None
                assert clean(question, value) is not None, (form.name, name, value)


def test_every_writable_question_of_a_form_is_answered(example: Workshop) -> None:
    form = example.forms["activity"]
    written = {q["name"] for q in form_json(form, DELEGATE, "en", mode="list")["questions"] if q["writable"]}
    assert set(answered(form, 1)) == written


@pytest.mark.parametrize("kind", [kind for kind in QuestionType if kind is not QuestionType.NOTE])
def test_each_type_of_question_is_answered_within_narrow_bounds(kind: QuestionType) -> None:
    question = Question("q", kind, Text({"en": "Q"}), choices=CHOICES, entries_of="activity", max_items=2, max_length=7)
    if kind in (QuestionType.INTEGER, QuestionType.DECIMAL):
        question = replace(question, minimum="3", maximum="4")
    if kind is QuestionType.DATE:
        question = replace(question, minimum="2023-06-29", maximum="2023-07-02")
    if kind is QuestionType.REPEAT:
        question = replace(question, questions=(replace(question, name="inner", type=QuestionType.DATE),))
    form = Form("f", Text({"en": "F"}), (question,))
    for seed in range(30):
        value = clean(question, answered(form, seed)["q"])
        assert value
        if kind is QuestionType.DATE:
            assert "2023-06-29" <= value <= "2023-07-02"
        if kind is QuestionType.INTEGER:
            assert 3 <= value <= 4


def test_a_question_with_nothing_to_choose_from_is_left_out() -> None:
    question = Question("q", QuestionType.SELECT_ONE_FROM_ENTRIES, Text({"en": "Q"}), entries_of="activity")
    questions = form_json(Form("f", Text({"en": "F"}), (question,)), DELEGATE, "en", mode="list")["questions"]
    assert invented(questions, {}, random.Random(1)) == {}


@pytest.mark.parametrize("seed", range(20))
def test_dots_stay_within_budget_and_cap(seed: int) -> None:
    options = [{"name": name} for name in "abcde"]
    dots = marks({"method": "dots", "budget": 5, "cap": 3, "options": options}, random.Random(seed))
    assert isinstance(dots, dict)
    assert sum(dots.values()) == 5
    assert all(1 <= given <= 3 for given in dots.values())


@pytest.mark.parametrize("method", ["rank", "approve"])
def test_ranks_and_approvals_name_no_option_twice_and_stay_within_the_budget(method: str) -> None:
    options = [{"name": name} for name in "abcde"]
    picked = marks({"method": method, "budget": 3, "cap": 3, "options": options}, random.Random(1))
    assert len(picked) == len(set(picked)) == 3
