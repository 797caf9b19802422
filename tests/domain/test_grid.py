"""Answers to findings stand side by side; nobody's view is averaged away."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from plan_entries import entry

from kit.domain.entry import Entry
from kit.domain.grid import agreement_grid
from kit.domain.texts import Text, text
from kit.domain.workshop import Delegation, Finding, Workshop

WORKSHOP = Workshop(
    Path(), "w", text("W"), text("Hub"), date(2023, 3, 1), date(2023, 3, 2), Text(), ZoneInfo("Asia/Dhaka"), ("en",),
    tuple(Delegation(code, text(code)) for code in ("BD", "IN", "LK")), (), {},
    findings=(Finding("F1", text("Cities lack mandates")), Finding("F2", text("Data stay national"))),
)  # fmt: skip


def reply(finding: str, delegation: str | None, relevance: str, accuracy: str | None = None, name: str = "") -> Entry:
    """A delegation's response to a finding."""
    answers = {"subject": finding, "relevance": relevance, "accuracy": accuracy}
    return entry(f"{name}{finding}{delegation}{relevance}", "mapping_response", delegation, **answers)


def test_spread_and_coverage_are_shown_and_nothing_averaged() -> None:
    grid = agreement_grid(WORKSHOP, [reply("F1", "BD", "5"), reply("F1", "IN", "2"), reply("F2", "BD", "dont_know")])
    first, second = grid.rows
    assert (first.answered, first.of, first.lowest, first.highest, first.differ) == (2, 3, 2, 5, True)
    assert first.relevance == {"2": 1, "5": 1}
    assert (second.lowest, second.differ) == (None, False)
    assert grid.coverage == {"BD": 2, "IN": 1, "LK": 0}
    assert "average" not in json.dumps(grid.to_json())


def test_right_against_wrong_is_a_difference() -> None:
    grid = agreement_grid(WORKSHOP, [reply("F1", "BD", "4", "right"), reply("F1", "IN", "4", "wrong")])
    assert grid.rows[0].differ


def test_response_of_unknown_origin_counts_but_names_nobody() -> None:
    grid = agreement_grid(WORKSHOP, [reply("F1", None, "4"), reply("F1", None, "4", name="second")])
    assert grid.rows[0].answered == 2
    assert grid.rows[0].cells == {}


def test_later_answer_of_a_delegation_replaces_its_earlier_one() -> None:
    grid = agreement_grid(WORKSHOP, [reply("F1", "BD", "1"), reply("F1", "BD", "3")])
    assert grid.rows[0].cells["BD"].relevance == "3"
    assert grid.rows[0].answered == 1


def test_answer_to_a_finding_that_is_gone_is_left_out() -> None:
    assert agreement_grid(WORKSHOP, [reply("F9", "BD", "1")]).coverage["BD"] == 0
