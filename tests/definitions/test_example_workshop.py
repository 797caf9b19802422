"""The example that ships, its forms, and the template for new ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.definitions import CannotCreate, Flaw, check_workshop, errors, load_workshop, new_workshop
from kit.definitions.places import FORMS, NOTEBOOKS
from kit.domain.form import Form, Per, Protection, Question, QuestionType
from kit.domain.workshop import Workshop

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
SESSIONS = [
    "opening-registration",
    "local-reality",
    "findings",
    "theme-nlc",
    "theme-mechanisms",
    "theme-youth",
    "barriers",
    "needs",
    "priorities",
    "workplan",
    "review",
    "matching",
    "confirm",
    "close",
    "follow-up",
]
NOTEBOOK_NAMES = [
    "registration",
    "findings",
    "theme",
    "barriers",
    "needs",
    "priorities",
    "workplan",
    "review",
    "matching",
    "confirm",
    "evaluation",
    "follow_up",
]
RELIED_ON = json.loads((Path(__file__).parent / "relied_on.json").read_text(encoding="utf-8"))
"""Form to how many it takes, its protection and the questions that reports and rules read."""


@pytest.fixture(scope="module")
def example() -> Workshop:
    return load_workshop(EXAMPLE)


def test_the_example_has_no_errors() -> None:
    assert [str(flaw) for flaw in errors(check_workshop(EXAMPLE))] == []


def test_the_example_holds_the_reported_facts(example: Workshop) -> None:
    assert (example.first_day.isoformat(), example.last_day.isoformat()) == ("2023-01-31", "2023-02-01")
    assert [item.code for item in example.delegations] == ["BD", "IN", "LK", "MV", "PK"]
    assert {item.code: [city.label.to("en") for city in item.cities] for item in example.delegations} == {
        "BD": ["Satkania"],
        "IN": ["New Delhi"],
        "LK": [],
        "MV": ["Addu City"],
        "PK": ["Mardan"],
    }
    assert not example.place
    assert example.illustrative
    assert all(finding.illustrative for finding in example.findings)


def test_the_example_runs_every_session_with_the_notebook_that_is_meant_for_it(example: Workshop) -> None:
    assert [session.id for session in example.sessions] == SESSIONS
    assert {session.notebook for session in example.sessions} == set(NOTEBOOK_NAMES)
    assert all((NOTEBOOKS / f"{session.notebook}.ipynb").is_file() for session in example.sessions)


def test_every_form_of_the_library_is_used_by_the_example(example: Workshop) -> None:
    used = {name for session in example.sessions for name in session.forms}
    # Votes in steps ask it; the example votes on what participants had named.
    used |= {vote.ideas for session in example.sessions if (vote := session.vote)}
    assert used == {file.stem for file in FORMS.glob("*.yaml")} - {"choices"}


@pytest.mark.parametrize("name", sorted(RELIED_ON))
def test_a_form_of_the_library_has_the_questions_that_reports_read(example: Workshop, name: str) -> None:
    form, expected = example.forms[name], RELIED_ON[name]
    assert (form.per, form.protection) == (Per(expected["per"]), Protection(expected["protection"]))
    assert [question.name for question in form] == expected["questions"]


def all_questions(form: Form) -> list[Question]:
    return [question for outer in form for question in (outer, *outer.questions)]


@pytest.mark.parametrize("name", sorted(RELIED_ON))
def test_every_question_has_a_plain_label_and_every_select_its_choices(example: Workshop, name: str) -> None:
    for question in all_questions(example.forms[name]):
        label = question.label.to("en")
        assert label, question.name
        assert "_" not in label
        assert len(label) <= 90, f"{question.name}: {label}"
        if question.type in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}:
            assert question.choices, question.name
            assert all(choice.label for choice in question.choices)


def test_every_rating_says_in_words_what_each_figure_means(example: Workshop) -> None:
    ratings = [
        choice
        for form in example.forms.values()
        for question in all_questions(form)
        for choice in question.choices
        if choice.name.isdigit()
    ]
    assert ratings
    assert all(choice.label.to("en").startswith(f"{choice.name} – ") for choice in ratings)


def test_consents_are_separate_and_only_the_privacy_notice_is_required(example: Workshop) -> None:
    registration = example.forms["registration"]
    consents = [question for question in registration if question.name.startswith("consent_")]
    assert len(consents) == 4
    assert all(question.type is QuestionType.ACKNOWLEDGE and not question.required for question in consents)
    notice = registration.question("privacy_notice_read")
    assert notice is not None
    assert notice.required


def test_contact_data_is_asked_in_the_registration_alone(example: Workshop) -> None:
    asked = {name for name, form in example.forms.items() if any(question.contact for question in all_questions(form))}
    assert asked == {"registration"}


def test_currencies_begin_with_those_of_the_delegations(example: Workshop) -> None:
    currency = example.forms["activity"].question("currency")
    assert currency is not None
    assert [choice.name for choice in currency.choices] == ["BDT", "INR", "LKR", "MVR", "PKR", "USD", "EUR", "GBP"]


def test_a_new_workshop_has_nothing_to_mend_but_what_has_to_be_filled_in(tmp_path: Path) -> None:
    new_workshop(tmp_path / "mine")
    flaws = check_workshop(tmp_path / "mine")
    assert {flaw.code for flaw in flaws} == {"fixme"}
    assert all(flaw.line for flaw in flaws)


def test_a_new_workshop_is_valid_once_it_is_filled_in(tmp_path: Path) -> None:
    new_workshop(tmp_path / "mine")
    file = tmp_path / "mine" / "workshop.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("FIXME-", "").replace("FIXME ", ""), encoding="utf-8")
    flaws: list[Flaw] = check_workshop(tmp_path / "mine")
    assert flaws == []
    assert load_workshop(tmp_path / "mine").id == "mine"


def test_a_new_workshop_never_touches_a_folder_with_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotCreate, match="holds files already"):
        new_workshop(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_new_workshop_below_a_file_is_refused_with_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotCreate):
        new_workshop(tmp_path / "file" / "mine")
