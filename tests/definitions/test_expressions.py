"""XLSForm's expressions that a Condition can say, and those that it cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.definitions.expressions import parse_expression


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("${a} = 'b'", {"a": {"b"}}),
        ('${a}="b c"', {"a": {"b c"}}),
        ("${ a } = 3", {"a": {"3"}}),
        ("selected(${a}, 'b')", {"a": {"b"}}),
        ("${a} != ''", {"a": {"*"}}),
        ("${a} = 'b' and selected( ${c} , 'd' )", {"a": {"b"}, "c": {"d"}}),
        ("${a} = 'b' or ${a} = 'c'", {"a": {"b", "c"}}),
        ("(${a} = 'b' or ${a} = 'c') and ${d} = 'e'", {"a": {"b", "c"}, "d": {"e"}}),
        ("((${a} = 'b'))", {"a": {"b"}}),
        ("${a} = 'x and y'", {"a": {"x and y"}}),
    ],
)
def test_an_expression_of_simple_form_becomes_a_condition(expression: str, accepted: dict[str, set[str]]) -> None:
    condition = parse_expression(expression)
    assert condition is not None
    assert {name: set(words) for name, words in condition.accepted.items()} == accepted


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "${a}",
        "${a} > 3",
        "${a} != 'b'",
        "${a} = ''",
        "${a} = '*'",
        "not(${a} = 'b')",
        "${a} = 'b' or ${c} = 'd'",
        "${a} = 'b' or ${a} = 'c' and ${d} = 'e'",
        "selected(${a}, 'b') and selected(${a}, 'c')",
        "${a} = ${b}",
        "${a} = 'b' and",
        "(${a} = 'b'",
        "${a} = 'b')",
        "today() > ${a}",
        "(" * 500 + "${a} = 'b'" + ")" * 500,
        "${a} = '" + "x" * 3000 + "'",
    ],
)
def test_an_expression_that_a_condition_cannot_say_is_none(expression: str) -> None:
    assert parse_expression(expression) is None


PIECES = [*"ab'\"=!()<>, {}$", "${a}", "${b}", " and ", " or ", "selected(", "'b'", "''", " = ", " != "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_read_or_refused_without_a_crash(expression: str) -> None:
    condition = parse_expression(expression)
    assert condition is None or condition.accepted
