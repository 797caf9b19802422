"""Whatever stands in a workshop's files, checking it ends with flaws and never with an exception."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.definitions import Flaw, check_workshop, parse_form
from kit.definitions.places import FORMS, NEW_WORKSHOP

TEMPLATE = (NEW_WORKSHOP / "workshop.yaml").read_text(encoding="utf-8")
ACTIVITY = (FORMS / "activity.yaml").read_text(encoding="utf-8")
KEYS = st.sampled_from(
    [
        "title",
        "first_day",
        "languages",
        "delegations",
        "sessions",
        "choices",
        "themes",
        "findings",
        "id",
        "day",
        "start",
        "minutes",
        "vote",
        "options",
        "budget",
        "deadline",
        "parameters",
        "retention",
        "type",
        "name",
        "required",
        "relevant",
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        ["", "no", "9:30", "2024-02-30", "2024-02-28", "99999999999", "-1", "FIXME", "select_one", "${a} = 'b'"]
    ),
    st.text(max_size=8).map(lambda words: "'" + words.replace("'", "").replace("\n", " ") + "'"),
)
TREES = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(KEYS, inner, max_size=4).map(
            lambda table: "{" + ", ".join(f"{key}: {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=8,
)


def check(words: str) -> list[Flaw]:
    with TemporaryDirectory() as folder:
        Path(folder, "workshop.yaml").write_text(words, encoding="utf-8", errors="replace")
        return check_workshop(Path(folder))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=8))
def test_a_workshop_of_any_shape_is_checked_without_a_crash(table: dict[str, str]) -> None:
    flaws = check("".join(f"{key}: {value}\n" for key, value in table.items()))
    assert flaws
    assert all(flaw.problem and flaw.remedy for flaw in flaws)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_workshop_with_a_piece_cut_out_or_put_in_is_checked_without_a_crash(data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(TEMPLATE) - 1))
    length = data.draw(st.integers(0, 80))
    piece = data.draw(st.one_of(st.just(""), TREES, st.text(max_size=10)))
    assert check(TEMPLATE[:begin] + piece + TEMPLATE[begin + length :])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_form_with_a_piece_cut_out_or_put_in_is_checked_without_a_crash(data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(ACTIVITY) - 1))
    length = data.draw(st.integers(0, 80))
    piece = data.draw(st.one_of(st.just(""), TREES, st.text(max_size=10)))
    form, flaws = parse_form(ACTIVITY[:begin] + piece + ACTIVITY[begin + length :], Path("activity.yaml"))
    assert form is not None or flaws
