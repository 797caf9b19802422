"""Offers meet needs across borders, and say why."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from plan_entries import entry

from kit.domain.entry import Entry
from kit.domain.matching import match, one_sided
from kit.words import say


def post(entry_id: str, kind: str, delegation: str | None, **values: Any) -> Entry:
    """An offer or a need on training about youth."""
    return entry(
        entry_id, "offer_need", delegation, **({"kind": kind, "theme": "youth", "support_type": "training"} | values)
    )


def test_offer_and_need_of_two_delegations_match_with_reasons_in_words() -> None:
    offer = post("o", "offer", "LK", language=["en", "ta"], available_from="2024-01-01", available_to="2024-06-30")
    need = post("n", "need", "IN", language=["ta"], available_from="2024-05-01", urgency="under_3m")
    (found,) = match([need, offer])
    assert (found.kind, found.a, found.b, found.subject) == ("support", "o", "n", "n+o")
    words = [say(reason.code, "en", **reason.details) for reason in found.reasons]
    assert "Both have time from 1 May 2024 to 30 Jun 2024" in words
    assert "A common language: ta" in words
    assert found.obstacles == ()


def test_two_needs_on_one_theme_are_joint_learning() -> None:
    (found,) = match([post("a", "need", "LK"), post("b", "need", "IN", support_type="research")])
    assert found.kind == "joint"
    assert [reason.code for reason in found.reasons] == ["match.theme"]


def test_same_delegation_is_never_matched_with_itself() -> None:
    assert match([post("o", "offer", "LK"), post("n", "need", "LK")]) == []


def test_entry_of_unknown_origin_and_two_offers_are_not_matched() -> None:
    assert match([post("o", "offer", None), post("n", "need", "LK")]) == []
    assert match([post("o", "offer", "IN"), post("p", "offer", "LK")]) == []


def test_other_is_not_the_same_as_other() -> None:
    assert (
        match([post("o", "offer", "IN", theme="other", support_type="x"), post("n", "need", "LK", theme="other")]) == []
    )


def test_better_fit_stands_first() -> None:
    entries = [post("n", "need", "IN"), post("o1", "offer", "LK", theme="nlc"), post("o2", "offer", "MV")]
    assert [found.a for found in match(entries)] == ["o2", "o1"]


def test_what_stands_between_two_is_said() -> None:
    offer = post("o", "offer", "LK", language=["si"], available_to="2024-01-31")
    need = post("n", "need", "IN", language=["hi"], available_from="2024-02-01")
    (found,) = match([offer, need])
    assert [obstacle.code for obstacle in found.obstacles] == ["match.no_common_language", "match.no_common_time"]
    assert all(say(obstacle.code, "en", **obstacle.details) for obstacle in found.obstacles)


def test_needs_without_an_offer_and_offers_without_a_need_are_listed() -> None:
    entries = [
        post("n", "need", "IN"),
        post("o", "offer", "LK"),
        post("n2", "need", "MV", theme="data", support_type="research"),
    ]
    assert [left.id for left in one_sided(entries, match(entries))] == ["n2"]


POSTS = st.builds(
    post,
    st.uuids().map(str),
    st.sampled_from(["offer", "need"]),
    st.sampled_from(["BD", "IN", "LK", None]),
    theme=st.sampled_from(["youth", "nlc", "other"]),
    support_type=st.sampled_from(["training", "research"]),
    language=st.lists(st.sampled_from(["en", "ta", "bn"]), unique=True),
    urgency=st.sampled_from(["under_3m", "later", None]),
)


@given(st.lists(POSTS, max_size=7, unique_by=lambda e: e.id), st.randoms())
def test_matches_do_not_depend_on_order_and_always_have_a_reason(entries: list[Entry], random: Any) -> None:
    found = match(entries)
    assert match(random.sample(entries, len(entries))) == found
    by_id = {e.id: e for e in entries}
    for pair in found:
        assert pair.reasons
        assert by_id[pair.a].delegation != by_id[pair.b].delegation
        assert by_id[pair.b].values["kind"] == "need"
