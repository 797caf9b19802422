"""Forms on paper ask what the screen asks, and carry their numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from report_reading import pdf_reader
from report_store import example_workshop
from sqlalchemy import func, select

from kit.cli import main
from kit.definitions import load_workshop
from kit.domain.entry import Change
from kit.domain.form import Form, Question, QuestionType
from kit.domain.paper import in_full, is_numbered, is_unnumbered, read_number
from kit.domain.viewer import FACILITATOR, ORGANISER
from kit.domain.workshop import Workshop
from kit.forms.tables import entries_table
from kit.reports.material import gather
from kit.reports.model import Table
from kit.reports.paper import paper_values, unnumbered_values
from kit.reports.record import SessionMaterial, entries
from kit.storage import Asked, open_store, tables
from kit.words import say

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
WORKSHOP = load_workshop(EXAMPLE)
FORMS = [form for form in WORKSHOP.forms.values() if is_numbered(form)]
MARKS = str.maketrans("", "", "\u2068\u2069\u200b")


def plain(value: object) -> str:
    """A printed text without the marks of direction and of places to break."""
    return str(value).translate(MARKS)


def values_of(form: Form, language: str, workshop: Workshop = WORKSHOP) -> dict[str, object]:
    return paper_values(workshop, form, [(1001, Asked(form.name, "BD"))], language, "http://10.0.0.1:8866")


ANONYMOUS = [form for form in WORKSHOP.forms.values() if is_unnumbered(form)]


def asked_of_authors(form: Form) -> list[Question]:
    return [q for q in form if q.written_by == "author" and not q.read_only]


@pytest.mark.parametrize("language", ["en", "bn", "ur"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_sheet_asks_the_forms_questions_in_order_with_their_choices_and_marks(form: Form, language: str) -> None:
    values = values_of(form, language)
    assert plain(values["title"]) == form.title.to(language)
    asked = asked_of_authors(form)
    printed: list[dict[str, object]] = values["questions"]  # type: ignore[assignment]
    assert [plain(p["label"]) for p in printed] == [q.label.to(language) for q in asked]
    for question, on_paper in zip(asked, printed, strict=True):
        choices: list[dict[str, str]] = on_paper["choices"]  # type: ignore[assignment]
        assert [plain(c["label"]) for c in choices] == [c.label.to(language) for c in question.choices]
        assert [plain(c["hint"]) for c in choices] == [c.hint.to(language) for c in question.choices]
        assert bool(on_paper["needed"]) is (question.required is not False), question.name
        hints = [plain(hint) for hint in on_paper["hints"]]  # type: ignore[attr-defined]
        assert question.hint.to(language) in [*hints, ""]
        columns: list[dict[str, str]] = on_paper["columns"]  # type: ignore[assignment]
        assert [plain(c["label"]) for c in columns] == [q.label.to(language) for q in question.questions]
        if question.relevant is not None and all(form.question(name) in asked for name in question.relevant.accepted):
            (name, *_) = question.relevant.accepted
            assert form.question(name).label.to(language) in hints[0]  # type: ignore[union-attr]
        assert question.type is QuestionType.NOTE or on_paper["kind"] != "note"


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("form", ANONYMOUS, ids=lambda form: form.name)
def test_anonymous_sheets_ask_the_forms_questions_and_nothing_tells_them_apart(form: Form, language: str) -> None:
    values = unnumbered_values(WORKSHOP, form, 3, language, "http://10.0.0.1:8866")
    assert [plain(p["label"]) for p in values["questions"]] == [q.label.to(language) for q in asked_of_authors(form)]
    one, *others = values["sheets"]
    assert others == [one, one]
    assert {name for name, words in one.items() if words} == {"key"}
    assert plain(values["words"]["sheet_hint"]) == say("paper.sheet_anonymous", language)
    assert values["more"] == []


def test_anonymous_sheets_are_printed_without_number_delegation_or_code(tmp_path: Path) -> None:
    folder = example_workshop(tmp_path)
    command = ["paper", str(folder), "--form", "evaluation", "--copies", "2", "--url", "http://10.0.0.1:8866"]
    done = CliRunner().invoke(main, [*command, "--json"])
    assert done.exit_code == 0, done.output
    (written,) = json.loads(done.stdout)
    delegations = WORKSHOP.delegations
    assert (written["numbers"], written["sheets"]) == ([], 2 * len(delegations))
    pages = pdf_reader(Path(written["path"]).read_bytes()).pages
    texts = [page.extract_text() for page in pages]
    assert len(set(texts)) * written["sheets"] == len(texts)
    words = " ".join(texts)
    assert not [d.name.to("en") for d in delegations if d.name.to("en") in words]
    assert not [image for page in pages for image in page.images]
    store = open_store(load_workshop(folder))
    with store.context.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.paper)).scalar_one() == 0
    store.close()


def test_sheets_are_printed_with_number_and_delegation_on_every_page_and_can_be_found_by_them(tmp_path: Path) -> None:
    folder = example_workshop(tmp_path)
    command = ["paper", str(folder), "--form", "barrier", "--delegation", "LK", "--copies", "2", "--json"]
    done = CliRunner().invoke(main, [*command, "--url", "http://10.0.0.1:8866"])
    assert done.exit_code == 0, done.output
    (written,) = json.loads(done.stdout)
    first, second = (read_number(number) for number in written["numbers"])
    pages = [page.extract_text() for page in pdf_reader(Path(written["path"]).read_bytes()).pages]
    assert len(pages) == 4
    for page, number in zip(pages, (first, first, second, second), strict=True):
        assert in_full(number) in page
        assert "Sri Lanka" in page
    barrier = WORKSHOP.forms["barrier"]
    whole = "".join(" ".join(pages[:2]).split())
    for question in barrier:
        assert "".join(question.label.to("en").split()) in whole
        for choice in question.choices:
            assert "".join(choice.label.to("en").split()) in whole
    store = open_store(load_workshop(folder))
    found = store.papers.find(second, ORGANISER)
    store.close()
    assert (found.form, found.delegation, found.printed, found.entry) == ("barrier", "LK", True, None)


def test_sheets_of_a_form_about_findings_name_one_finding_each(tmp_path: Path) -> None:
    finding = WORKSHOP.findings[0]
    form = WORKSHOP.forms["mapping_response"]
    values = paper_values(WORKSHOP, form, [(1001, Asked(form.name, "BD", finding.id))], "en", "http://10.0.0.1")
    (sheet,) = values["sheets"]
    assert finding.text.to("en") in plain(sheet["about"])


@pytest.mark.parametrize("form", ["review", "parking_lot", "nothing"])
def test_form_that_cannot_be_on_paper_is_refused_with_those_that_can(form: str, tmp_path: Path) -> None:
    folder = example_workshop(tmp_path)
    done = CliRunner().invoke(main, ["paper", str(folder), "--form", form])
    assert done.exit_code == 2
    assert "barrier" in done.stderr
    assert not (folder / "paper").exists()


def test_lists_and_records_say_how_an_entry_came(tmp_path: Path) -> None:
    workshop = load_workshop(example_workshop(tmp_path))
    store = open_store(workshop)
    store.agenda.open("barriers", FACILITATOR)
    store.agenda.close("barriers", FACILITATOR)
    (number,) = store.papers.make([Asked("barrier", "BD")], ORGANISER, printed=True)
    view = store.view(ORGANISER)
    view.save(Change("c", "b", "barrier", 0, {"statement": "By hand"}, paper=number))
    material = gather(workshop, view, None, "en", date(2023, 2, 1), "-", whole=True)
    remarks = f"entered for someone else (a member of the delegation), from paper {in_full(number)}, late"
    assert remarks in entries_table(view.entries("barrier"), workshop.forms["barrier"], workshop, "en")
    sections = entries(SessionMaterial(material, workshop.session("barriers")))
    tables = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    (row,) = (row for table in tables for row in table.rows if row.id == "b")
    assert row.cells[-1] == remarks
    store.close()
