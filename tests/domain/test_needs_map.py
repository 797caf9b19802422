"""The map of mutual needs: every match stands on it once, from the one who offers to the one who needs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kit.domain.entry import Entry
from kit.domain.matching import match
from kit.domain.needs_map import needs_map


def entry(number: int, delegation: str | None, kind: str, theme: str) -> Entry:
    values = {"kind": kind, "theme": theme, "support_type": "training"}
    return Entry(f"e{number:02}", "offer_need", 1, values, delegation=delegation)


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(("BD", "IN", "LK", None)),
        st.sampled_from(("offer", "need")),
        st.sampled_from(("data", "youth")),
    ),
    max_size=10,
).map(lambda rows: [entry(number, *row) for number, row in enumerate(rows)])


@given(ENTRIES)
def test_every_match_is_on_the_map_once(entries: list[Entry]) -> None:
    matches = match(entries)
    found = needs_map(entries, matches)
    assert sum(tie.matches for tie in found.ties) == len(matches)
    assert len({(tie.kind, tie.a, tie.b) for tie in found.ties}) == len(found.ties)
    assert all(tie.a != tie.b and tie.matches == sum(tie.themes.values()) for tie in found.ties)
    assert all(tie.a < tie.b for tie in found.ties if tie.kind == "joint")
    assert sum(found.offers.values()) + sum(found.needs.values()) == sum(e.delegation is not None for e in entries)


def test_an_arrow_leads_from_the_offer_to_the_need() -> None:
    entries = [entry(1, "LK", "need", "data"), entry(2, "BD", "offer", "data"), entry(3, "IN", "need", "data")]
    found = needs_map(entries, match(entries))
    assert [(tie.kind, tie.a, tie.b, dict(tie.themes)) for tie in found.of("LK")] == [
        ("support", "BD", "LK", {"data": 1}),
        ("joint", "IN", "LK", {"data": 1}),
    ]
