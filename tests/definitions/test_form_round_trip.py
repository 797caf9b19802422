"""A form that is written as YAML and read back is the same form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.definitions import form_to_yaml, load_workshop, parse_form
from kit.definitions.choice_lists import PROVIDED
from kit.domain.form import Choice, Condition, Form, Per, Protection, Question, QuestionType
from kit.domain.texts import Text

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
LANGUAGES = ["en", "bn", "ur", "si"]
WORDS = st.text(min_size=1, max_size=30).map(str.strip).filter(lambda words: bool(words) and "FIXME" not in words)
AWKWARD = st.sampled_from(
    ["no", "9:30", "yes: no", "- x", "#1", "&a", "*b", "!c", "{d}", "[e", "'", '"', "a\nb", "~", "null", "%"]
)
SOME = st.one_of(WORDS, AWKWARD).filter(lambda words: not any(0xD800 <= ord(sign) <= 0xDFFF for sign in words))
TEXTS = st.dictionaries(st.sampled_from(LANGUAGES), SOME, min_size=1, max_size=3).map(Text)
MAYBE = st.one_of(st.just(Text()), TEXTS)
CHOICES = st.lists(
    st.builds(Choice, st.from_regex(r"[a-z0-9][a-z0-9_-]{0,6}", fullmatch=True), TEXTS, MAYBE),
    min_size=1,
    max_size=4,
    unique_by=lambda choice: choice.name,
).map(tuple)
LISTS = {"first": st.shared(CHOICES, key="first"), "second": st.shared(CHOICES, key="second")}


@st.composite
def questions(draw: st.DrawFn, name: str, *, rows: bool = True) -> Question:
    kinds = [kind for kind in QuestionType if rows or kind is not QuestionType.REPEAT]
    kind = draw(st.sampled_from(kinds))
    question = Question(
        name=name,
        type=kind,
        label=draw(TEXTS),
        hint=draw(MAYBE),
        required=draw(st.booleans()),
        max_items=draw(st.integers(1, 1000)),
        contact=draw(st.booleans()),
        organisers_only=draw(st.booleans()),
        written_by=draw(st.sampled_from(["author", "owner", "hub"])),
        names_someone=draw(st.booleans()),
        group=draw(MAYBE),
        read_only=draw(st.booleans()),
    )
    return replace(question, **draw(own_fields(kind)))


@st.composite
def own_fields(draw: st.DrawFn, kind: QuestionType) -> dict[str, Any]:
    """What only questions of this type have."""
    if kind is QuestionType.TEXT:
        return {"max_length": draw(st.integers(1, 20_000)), "multiline": draw(st.booleans())}
    if kind in {QuestionType.INTEGER, QuestionType.DECIMAL}:
        low, high = sorted((draw(st.integers(-99, 99)), draw(st.integers(-99, 99))))
        return {"minimum": str(low), "maximum": str(high), "or_unknown": draw(st.booleans())}
    if kind is QuestionType.DATE:
        return {"minimum": draw(st.dates()).isoformat()}
    if kind in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK}:
        name = draw(st.sampled_from(["first", "second", None]))
        return {"choice_list": name, "choices": draw(LISTS[name] if name else CHOICES)}
    if kind in {QuestionType.SELECT_ONE_FROM_ENTRIES, QuestionType.SELECT_MULTIPLE_FROM_ENTRIES}:
        return {"entries_of": draw(st.sampled_from(["activity", "capacity"]))}
    if kind is QuestionType.REPEAT:
        return {"questions": (draw(questions("row_one", rows=False)), draw(questions("row_two", rows=False)))}
    return {}


@st.composite
def forms(draw: st.DrawFn) -> Form:
    first = Question("first", QuestionType.TEXT, draw(TEXTS))
    asked = [first, *(draw(questions(f"q{number}")) for number in range(draw(st.integers(0, 4))))]
    on_first = Condition({"first": frozenset(draw(st.lists(SOME, min_size=1, max_size=3)))})
    asked[1:] = [replace(question, relevant=draw(st.sampled_from([None, on_first]))) for question in asked[1:]]
    return Form(
        name="made_up",
        title=draw(TEXTS),
        questions=tuple(asked),
        intro=draw(MAYBE),
        entry_title=draw(st.sampled_from([None, "first"])),
        add_label=draw(MAYBE),
        per=draw(st.sampled_from(Per)),
        protection=draw(st.sampled_from(Protection)),
        visibility=draw(st.sampled_from(["delegation", "participants", "organisers", "public"])),
    )


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(LANGUAGES))
def test_any_form_written_and_read_back_is_equal(form: Form, language: str) -> None:
    written = form_to_yaml(form, language)
    read, flaws = parse_form(written, Path("made_up.yaml"))
    assert [str(flaw) for flaw in flaws if flaw.severity == "error"] == []
    assert read == form


@pytest.mark.parametrize("name", sorted(load_workshop(EXAMPLE).forms))
def test_a_form_of_the_library_written_and_read_back_is_equal(name: str) -> None:
    form = without_provided(load_workshop(EXAMPLE).forms[name])
    read, flaws = parse_form(form_to_yaml(form), Path(f"{name}.yaml"))
    assert flaws == []
    assert read is not None
    assert without_provided(read) == form


def without_provided(form: Form) -> Form:
    """The form without the choices that only a workshop can fill in."""
    return replace(
        form,
        questions=tuple(
            replace(question, choices=() if question.choice_list in PROVIDED else question.choices)
            for question in form.questions
        ),
    )
