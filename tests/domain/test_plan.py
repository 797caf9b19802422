"""A plan moves on only as those responsible say, and its checks find what a second reader would."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_entries import activity, entry

from kit.domain.cycles import cycles
from kit.domain.plan import PlanState, PlanWarning, check_plan, may_transition, publication_blockers, state_after_edit
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.words import say

MEMBER, OTHER = Viewer(Role.PARTICIPANT, "BD", "p1"), Viewer(Role.PARTICIPANT, "IN", "p2")
PROXY = Viewer(Role.FACILITATOR, "BD")
THREE = [entry(name, "priority") for name in "xyz"]


def found(*activities: Any, plan: dict[str, Any] | None = None, priorities: Any = THREE) -> list[PlanWarning]:
    """The warnings of a plan."""
    return check_plan(entry("p", "plan", **plan) if plan is not None else None, activities, priorities)


def codes(*activities: Any, **more: Any) -> list[str]:
    """The warnings' codes, without their area."""
    return [warning.code.removeprefix("plan.") for warning in found(*activities, **more)]


@pytest.mark.parametrize(
    ("now", "to", "viewers"),
    [
        ("draft", "confirmed", [MEMBER, PROXY]),
        ("revised", "confirmed", [MEMBER, PROXY]),
        ("reviewed", "revised", [MEMBER, PROXY]),
        ("confirmed", "reviewed", [FACILITATOR, PROXY, ORGANISER]),
        ("confirmed", "published", [ORGANISER]),
        ("reviewed", "published", [ORGANISER]),
        ("revised", "published", [ORGANISER]),
        ("published", "revised", [ORGANISER]),
    ],
)
def test_step_is_taken_by_those_responsible_alone(now: str, to: str, viewers: list[Viewer]) -> None:
    everybody = [MEMBER, OTHER, FACILITATOR, PROXY, ORGANISER, PUBLIC]
    assert [viewer for viewer in everybody if may_transition(now, to, viewer, "BD")] == viewers


def test_steps_that_no_rule_names_are_closed_to_everybody() -> None:
    closed = [("draft", "published"), ("draft", "reviewed"), ("draft", "draft"), ("published", "draft"), ("x", "y")]
    for (now, to), viewer in product(closed, [MEMBER, FACILITATOR, ORGANISER]):
        assert not may_transition(now, to, viewer, "BD")


@pytest.mark.parametrize("state", list(PlanState))
def test_edit_leaves_a_draft_a_draft_and_reopens_everything_else(state: PlanState) -> None:
    assert state_after_edit(state) == ("draft" if state == "draft" else "revised")


@pytest.mark.parametrize(
    ("check", "answer", "open_"),
    [
        ("no", None, False),
        ("yes", "We ask the groups first", False),
        ("yes", None, True),
        ("unsure", None, True),
        (None, "x", True),
    ],
)
def test_publication_waits_for_the_do_no_harm_answer(check: str | None, answer: str | None, open_: bool) -> None:
    asked = activity("01", do_no_harm_check=check, do_no_harm_answer=answer)
    assert publication_blockers({"cleared_for_publication": True}, [asked]) == (("01",) if open_ else ())
    assert ("do_no_harm_open" in codes(asked)) == open_


@pytest.mark.parametrize("cleared", [None, False, "yes"])
def test_publication_waits_for_clearance(cleared: Any) -> None:
    assert publication_blockers({"cleared_for_publication": cleared}, []) == ("cleared_for_publication",)


def test_plan_without_fault_gets_no_warning() -> None:
    assert found(activity("01"), activity("02"), plan={}) == []


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ([activity("01", lead_institution=None)], "lead_missing"),
        ([activity("01", end=None)], "dates_missing"),
        ([activity("01", start="2024-06-02", end="2024-06-01")], "ends_before_start"),
        ([activity("01", milestones=[{"text": "Launch", "due": "2025-01-01"}])], "milestone_outside"),
        ([activity("01", cost_estimate="unknown")], "cost_unknown"),
        ([activity("01", baseline="unknown")], "baseline_missing"),
        ([activity(n, start="2024-02-01") for n in "123"], "one_quarter"),
        ([activity(n, lead_institution=" city" if n == "2" else "City") for n in "1234"], "lead_overloaded"),
        ([activity("01"), activity("02", start="2024-12-31", dependencies=["01"])], "starts_too_early"),
        ([activity("01", dependencies=["01"])], "cycle"),
        ([activity("01", cost_estimate="500", currency="BDT", funding_status="to_find")], "unfunded"),
    ],
)  # fmt: skip
def test_gap_in_a_plan_is_found_and_said_in_words(activities: Any, expected: str) -> None:
    warnings = found(*activities)
    assert [warning.code for warning in warnings] == [f"plan.{expected}"]
    assert re.search(r"BD-|City leads 4 of 4|All 3 activities", say(warnings[0].code, "en", **warnings[0].details))


def test_circle_of_dependencies_is_named_in_order() -> None:
    circle = [
        activity("01", dependencies=["02"]),
        activity("02", dependencies=["03"]),
        activity("03", dependencies=["01"]),
    ]
    cycle = next(warning for warning in found(*circle) if warning.code == "plan.cycle")
    assert cycle.details["path"] == "BD-01 → BD-02 → BD-03 → BD-01"


def test_money_still_to_be_found_is_added_up_by_currency() -> None:
    plan = [
        activity("01", cost_estimate="1000.50", currency="BDT", funding_status="to_find"),
        activity("02", cost_estimate="500", currency="BDT", funding_status="requested"),
        activity("03", cost_estimate="700", currency="BDT", funding_status="secured"),
        activity("04", cost_estimate="20", currency="USD"),
        activity("05", cost_estimate="unknown", currency="USD", funding_status="to_find"),
    ]
    unfunded = [warning for warning in found(*plan) if warning.code == "plan.unfunded"]
    assert [(w.details["currency"], w.details["amount"], w.details["of"]) for w in unfunded] == [
        ("BDT", "1500.50", "2200.50"),
        ("USD", "20", "20"),
    ]


@pytest.mark.parametrize(("count", "expected"), [(2, ["few_priorities"]), (3, []), (7, []), (8, ["many_priorities"])])
def test_three_to_seven_priorities_are_usual(count: int, expected: list[str]) -> None:
    assert codes(priorities=[entry(str(n), "priority") for n in range(count)]) == expected


def test_activity_outside_the_plans_period_is_named() -> None:
    assert codes(activity("01"), plan={"period_start": "2024-01-01", "period_end": "2024-06-30"}) == ["outside_period"]


GRAPHS = st.integers(1, 6).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size), max_size=4), min_size=size, max_size=size)
)


@given(GRAPHS)
def test_circles_are_found_exactly_where_something_waits_for_itself(edges: list[list[int]]) -> None:
    graph = {str(node): [str(other) for other in others] for node, others in enumerate(edges)}
    found_nodes = set()
    for circle in cycles(graph):
        found_nodes.update(circle)
        assert all(after in graph[node] for node, after in zip(circle, (*circle[1:], circle[0]), strict=True))
        assert len(set(circle)) == len(circle)
    assert {node for node in graph if node in _reachable(graph)[node]} == found_nodes


def _reachable(graph: dict[str, list[str]]) -> dict[str, set[str]]:
    """Warshall's transitive closure."""
    reach = {node: set(others) for node, others in graph.items()}
    for middle, one in product(graph, graph):
        if middle in reach[one]:
            reach[one] |= reach[middle]
    return reach
