"""What is kept although it is not yet right."""

from __future__ import annotations

from typing import Any

import pytest

from kit.domain.answers import problems
from kit.domain.entry import Problem
from kit.domain.form import Choice, Condition, Form, Question, QuestionType
from kit.domain.texts import Text, text
from kit.words import say

YES = Condition({"check": frozenset({"yes"})})


def q(name: str, kind: QuestionType = QuestionType.TEXT, **more: Any) -> Question:
    """A question without words."""
    return Question(name, kind, Text(), **more)


ACTIVITY = Form(
    "activity",
    text("Activity"),
    (
        q("activity", required=True),
        q("start", QuestionType.DATE, minimum="2023-01-01", maximum="2026-12-31"),
        q("end", QuestionType.DATE, not_before="start"),
        q("milestones", QuestionType.REPEAT, questions=(q("text", required=True), q("due", QuestionType.DATE))),
        q("cost_estimate", QuestionType.DECIMAL, or_unknown=True, minimum="0"),
        q("currency"),
        q("likelihood", QuestionType.INTEGER, minimum="1", maximum="3"),
        q("check"),
        q("answer", relevant=YES, required=YES),
        q("agree", QuestionType.ACKNOWLEDGE, required=True),
    ),
)
GOOD: dict[str, Any] = {"activity": "Train 40 officers", "agree": True}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"activity": None}, [("activity", "answers.required")]),
        ({"agree": False}, [("agree", "answers.required")]),
        ({"start": "2024-05-02", "end": "2024-05-01"}, [("end", "answers.before")]),
        ({"start": "2024-05-01", "end": "2024-05-01"}, []),
        ({"end": "2024-05-01"}, []),
        ({"start": "2022-12-31"}, [("start", "answers.too_early")]),
        ({"start": "2027-01-01"}, [("start", "answers.too_late")]),
        ({"cost_estimate": "500"}, [("currency", "answers.cost_without_currency")]),
        ({"cost_estimate": "unknown"}, []),
        ({"cost_estimate": "500", "currency": "BDT"}, []),
        ({"cost_estimate": "-1", "currency": "BDT"}, [("cost_estimate", "answers.too_small")]),
        ({"likelihood": 4}, [("likelihood", "answers.too_big")]),
        ({"check": "yes"}, [("answer", "answers.required")]),
        ({"check": "no"}, []),
        ({"milestones": [{"text": "Launch"}, {"due": "2024-01-01"}]}, [("milestones[1].text", "answers.required")]),
        (
            {"start": "2024-01-01", "end": "2024-03-01", "milestones": [{"text": "Launch", "due": "2024-03-02"}]},
            [("milestones[0].due", "answers.milestone_outside")],
        ),
        ({"end": "2024-03-01", "milestones": [{"text": "Launch", "due": "2024-03-01"}]}, []),
    ],
)
def test_entry_says_what_it_lacks(values: dict[str, Any], found: list[tuple[str, str]]) -> None:
    said = problems(ACTIVITY, GOOD | values)
    assert [(problem.question, problem.code) for problem in said] == found
    assert all("{" not in say(problem.code, "en", **problem.details) for problem in said)


def test_problems_follow_the_order_of_the_questions() -> None:
    values = {"cost_estimate": "5", "start": "2024-05-02", "end": "2024-05-01"}
    assert [problem.question for problem in problems(ACTIVITY, values)] == ["activity", "end", "currency", "agree"]


def test_value_of_an_older_definition_does_no_harm() -> None:
    values = GOOD | {"likelihood": "often", "start": 5, "milestones": "none", "gone": 1}
    assert all(isinstance(problem, Problem) for problem in problems(ACTIVITY, values))


RATED = Form("capacity", text("Needs"), (q("current"), q("wanted_12m"), q("need_statement")))
COLOURS = tuple(Choice(name, text(name)) for name in ("red", "amber", "green"))
REVIEW = Form(
    "review", text("Review"), (q("clarity", QuestionType.SELECT_ONE, choices=COLOURS), q("good"), q("reason"))
)


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"current": "1", "wanted_12m": "3"}, True),
        ({"current": "1", "wanted_12m": "3", "need_statement": "Trainers"}, False),
        ({"current": "3", "wanted_12m": "3"}, False),
        ({"current": "dont_know", "wanted_12m": "3"}, False),
        ({"current": "1"}, False),
    ],
)
def test_gap_between_today_and_wanted_asks_for_the_need(values: dict[str, Any], asked: bool) -> None:
    found = [(p.question, p.code) for p in problems(RATED, values)]
    assert found == ([("need_statement", "answers.gap_without_need")] if asked else [])


@pytest.mark.parametrize(
    ("values", "asked"),
    [({"clarity": "red"}, True), ({"clarity": "amber", "reason": "Who?"}, False), ({"clarity": "green"}, False)],
)
def test_amber_and_red_ask_for_a_reason(values: dict[str, Any], asked: bool) -> None:
    found = [(p.question, p.code) for p in problems(REVIEW, values)]
    assert found == ([("reason", "answers.colour_without_reason")] if asked else [])
