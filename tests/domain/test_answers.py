"""Every answer is checked in Python, whatever the browser let through."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.answers import clean
from kit.domain.entry import Refused
from kit.domain.form import Choice, Question, QuestionType
from kit.domain.texts import Text, text
from kit.words import say

CHOICES = tuple(Choice(name, text(name)) for name in ("ward", "city", "district"))


def question(kind: QuestionType, **more: Any) -> Question:
    """A question of that type, with three choices and two inner questions where the type wants them."""
    inner = (Question("text", QuestionType.TEXT, Text()), Question("due", QuestionType.DATE, Text()))
    return Question("asked", kind, Text(), choices=CHOICES, questions=inner, **more)


TEXT, DECIMAL = question(QuestionType.TEXT), question(QuestionType.DECIMAL, or_unknown=True)
REPEAT = question(QuestionType.REPEAT, max_items=3)


@pytest.mark.parametrize("kind", [kind for kind in QuestionType if kind is not QuestionType.NOTE])
@pytest.mark.parametrize("empty", [None, "", []])
def test_empty_answer_of_every_type_is_no_answer(kind: QuestionType, empty: Any) -> None:
    assert clean(question(kind), empty) is None


@pytest.mark.parametrize(
    ("asked", "value", "stored"),
    [
        (TEXT, "  Training \u202eofficers ", "Training officers"),
        (question(QuestionType.TEXT, multiline=True), "one\r\ntwo", "one\ntwo"),
        (DECIMAL, "১২,৫০০.৫০", "12500.50"),
        (DECIMAL, 12500, "12500"),
        (DECIMAL, 0.1, "0.1"),
        (DECIMAL, 1e15, "1000000000000000"),
        (DECIMAL, "Unknown", "unknown"),
        (question(QuestionType.INTEGER), "١٢", 12),
        (question(QuestionType.INTEGER), "12.0", 12),
        (question(QuestionType.DATE), "২০২৩-০৬-৩০", "2023-06-30"),
        (question(QuestionType.DATE), "2023-6-3", "2023-06-03"),
        (question(QuestionType.SELECT_ONE), "city", "city"),
        (question(QuestionType.SELECT_MULTIPLE), ["city", "ward", "city"], ["ward", "city"]),
        (question(QuestionType.RANK), ["city", "ward"], ["city", "ward"]),
        (question(QuestionType.ACKNOWLEDGE), False, False),
        (REPEAT, [{"text": "Launch", "due": None}, {"text": " "}, {}], [{"text": "Launch"}]),
        (REPEAT, [{}], None),
    ],
)
def test_answer_becomes_its_canonical_value(asked: Question, value: Any, stored: Any) -> None:
    assert clean(asked, value) == stored


@pytest.mark.parametrize(
    ("asked", "value", "code"),
    [
        (TEXT, 5, "answers.not_text"),
        (TEXT, "x" * 501, "answers.too_long"),
        (DECIMAL, "=1+1", "answers.not_a_number"),
        (DECIMAL, float("nan"), "answers.not_a_number"),
        (DECIMAL, 10**400, "answers.not_a_number"),
        (DECIMAL, True, "answers.not_a_number"),
        (question(QuestionType.DECIMAL), "unknown", "answers.not_a_number"),
        (question(QuestionType.INTEGER), "12.5", "answers.not_whole"),
        (question(QuestionType.DATE), "2023-02-30", "answers.bad_date"),
        (question(QuestionType.DATE), "30/06/2023", "answers.bad_date"),
        (question(QuestionType.DATE), 45000, "answers.bad_date"),
        (question(QuestionType.DATE), "0001-01-01", "answers.bad_date"),
        (question(QuestionType.SELECT_ONE), "village", "answers.unknown_choice"),
        (question(QuestionType.SELECT_ONE), ["city"], "answers.unknown_choice"),
        (question(QuestionType.SELECT_MULTIPLE), "city", "answers.not_a_list"),
        (question(QuestionType.SELECT_MULTIPLE), ["city", 5], "answers.unknown_choice"),
        (question(QuestionType.SELECT_MULTIPLE, max_items=1), ["city", "ward"], "answers.too_many"),
        (question(QuestionType.RANK), ["city", "city"], "answers.ranked_twice"),
        (question(QuestionType.ACKNOWLEDGE), "yes", "answers.not_yes_or_no"),
        (question(QuestionType.SELECT_ONE_FROM_ENTRIES), "a\x00b", "answers.unknown_entry"),
        (question(QuestionType.NOTE), "hello", "answers.no_answer_expected"),
        (REPEAT, [{}] * 4, "answers.too_many"),
        (REPEAT, ["row"], "answers.not_a_list"),
        (REPEAT, [{"__proto__": 1}], "answers.unknown_question"),
    ],
)
def test_answer_that_cannot_be_kept_is_refused_in_words(asked: Question, value: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        clean(asked, value)
    assert refusal.value.code == code
    assert refusal.value.question == "asked"
    assert "{" not in say(code, "en", **refusal.value.details)


def test_refused_cell_of_a_repeat_is_named_by_row_and_question() -> None:
    with pytest.raises(Refused) as refusal:
        clean(REPEAT, [{"text": "ok"}, {"due": "tomorrow"}])
    assert refusal.value.question == "asked[1].due"


def test_reference_to_an_entry_that_is_not_there_is_refused() -> None:
    asked = question(QuestionType.SELECT_MULTIPLE_FROM_ENTRIES, entries_of="activity")
    there = {("activity", "a"), ("activity", "b")}
    assert clean(asked, ["b", "a", "b"], lambda form, entry: (form, entry) in there) == ["a", "b"]
    with pytest.raises(Refused, match="unknown_entry"):
        clean(asked, ["a", "c"], lambda form, entry: (form, entry) in there)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["city", "2023-06-30", "12,5"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "due", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(list(QuestionType)), ANYTHING, st.booleans())
def test_any_json_is_cleaned_to_a_fixed_point_or_refused(kind: QuestionType, value: Any, flag: bool) -> None:
    asked = question(kind, or_unknown=flag, multiline=flag)
    try:
        stored = clean(asked, value)
    except Refused as refusal:
        say(refusal.code, "en", **refusal.details)
        return
    assert clean(asked, stored) == stored
    assert json.loads(json.dumps(stored, allow_nan=False)) == stored
