"""The summary fits one page, the sheet can be signed, records hold what their viewer may see; the batch makes all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from report_examples import SAMPLES
from report_reading import docx_text, html_parts, pdf_reader, pdf_text
from report_store import Clock, activity, example_workshop, filled, save

from kit.domain.viewer import FACILITATOR, Role, Viewer
from kit.forms.results import session_results
from kit.reports.batch import make_reports
from kit.reports.documents import DOCUMENTS, known_documents
from kit.reports.material import Material, gather
from kit.reports.model import Report, Signatures, Table
from kit.reports.record import SessionMaterial, record_report
from kit.reports.render import FORMATS, render
from kit.reports.signature import signature_report
from kit.reports.summary import shortened, summary_report
from kit.reports.validate import validate
from kit.storage import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled(example_workshop(tmp_path), Clock())
    yield store
    store.close()


def material(store: Store, delegation: str | None, viewer: Viewer | None = None, language: str = "en") -> Material:
    viewer = viewer or Viewer(Role.PARTICIPANT, delegation)
    return gather(store.workshop, store.view(viewer), delegation, language, date(2023, 2, 2), "0123456789abcdef")


def record(store: Store, session: str, viewer: Viewer) -> Report:
    held, delegation = store.workshop.session(session), viewer.delegation
    results = session_results(store.workshop, store.view(viewer), held, "en", public=not viewer.staff)
    return validate(record_report(SessionMaterial(material(store, delegation, viewer), held, tuple(results))))


@pytest.mark.parametrize("language", ["en", "ta", "ur", "dv"])
def test_summary_of_a_very_full_plan_is_one_page_in_wide_and_tall_scripts_too(store: Store, language: str) -> None:
    def fullest(form: str, **answers: object) -> dict[str, object]:
        """Every text as long as the form allows."""
        asked = {q.name: q.max_length for q in store.workshop.forms[form]}
        words = f"{SAMPLES[language]} " * 30
        return {name: words[: asked[name]] if value == "" else value for name, value in answers.items()}

    for number in range(9):
        priority = save(store, "BD", "priority", "workplan", **fullest("priority", title="", target_12m=""))
        activity(store, "BD", priority, number % 3, ("EUR", "USD", "INR")[number % 3])
        milestones = [{"text": fullest("activity", activity="")["activity"], "due": "2023-03-05"}]
        texts = fullest("activity", activity="", lead_institution="", milestones=milestones)
        save(store, "BD", "activity", "workplan", **texts)
    plan = next(iter(material(store, "BD").own("plan")))
    save(store, "BD", "plan", "workplan", entry=plan.id, base=plan.version, **fullest("plan", vision=""))
    report = validate(summary_report(material(store, "BD", language=language)))
    reader = pdf_reader(render(report, "pdf"))
    assert len(reader.pages) == 1
    assert [len(b.rows) for s in report.sections for b in s.blocks if isinstance(b, Table)] == [7, 5]


def test_summary_says_what_is_to_be_found_and_counts_what_has_no_room(store: Store) -> None:
    for number in range(8):
        save(store, "BD", "priority", "workplan", title=f"Priority {number}")
    text = html_parts(render(summary_report(material(store, "BD")), "html"))[0]
    assert "Still to be found" in text
    assert "BDT 5,000" in text  # 2,000 to find and 3,000 requested; 1,000 are secured
    assert "2 more in the full workplan" in text
    assert "Technical Support Fund: BD-02" in text


def test_text_is_shortened_between_words_and_marked() -> None:
    assert shortened("one two\nthree", 13) == "one two three"
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("x" * 200, 10) == "x" * 9 + "…"


def test_signature_sheet_has_lines_for_head_members_and_hub_and_names_the_state(store: Store) -> None:
    report = validate(signature_report(material(store, "BD")))
    lines = next(b for s in report.sections for b in s.blocks if isinstance(b, Signatures)).lines
    assert [role for role, _ in lines] == ["For the delegation", "For the hub", *["Member of the delegation"] * 4]
    for text in (docx_text(render(report, "docx")), pdf_text(render(report, "pdf"))):
        flat = " ".join(text.split())
        assert "0123456789ab" in flat
        assert "It does not bind its government." in flat
        assert "BD-03" in flat


def test_record_for_staff_holds_what_all_wrote_and_counts_it(store: Store) -> None:
    for code in ("BD", "LK"):
        save(store, code, "barrier", "barriers", statement=f"No budget in {code}", type=["money"], severity="2")
    text = html_parts(render(record(store, "barriers", FACILITATOR), "html"))[0]
    assert "No budget in BD" in text
    assert "No budget in LK" in text
    assert "What is it about?" in text
    assert "Discussion notes tell what was said, not who said it." in text


@pytest.mark.parametrize("form", FORMATS)
def test_record_for_a_delegation_has_no_byte_of_another_delegations_notes(store: Store, form: str) -> None:
    from test_report_documents import SECRET, everything

    for code, statement in (("BD", "Own words"), ("LK", SECRET)):
        save(store, code, "barrier", "barriers", statement=statement, type=["money"], severity="2")
    document = everything(render(record(store, "barriers", Viewer(Role.PARTICIPANT, "BD")), form))  # type: ignore[arg-type]
    assert SECRET.encode() not in document
    assert b"Own words" in document or b"Ownwords" in document


def test_record_of_every_session_is_valid_and_renders(store: Store) -> None:
    for session in store.workshop.sessions:
        report = record(store, session.id, FACILITATOR)
        assert session.title.to("en") in html_parts(render(report, "html"))[0]


def test_record_of_an_anonymous_form_shows_no_single_answer(store: Store) -> None:
    form = store.workshop.forms["evaluation"]
    session = next(s for s in store.workshop.sessions if "evaluation" in s.forms)
    assert form.anonymous
    assert f"form-{form.name}" not in [s.id for s in record(store, session.id, FACILITATOR).sections]


def test_batch_makes_every_kind_of_document_from_its_notebook(store: Store, tmp_path: Path) -> None:
    store.workshop.folder.joinpath("notebooks").mkdir()
    with ThreadPoolExecutor(1) as executor:
        result = make_reports(
            store.workshop.folder,
            tmp_path / "out",
            ["BD"],
            ("html",),
            progress=False,
            documents=["summary,signature", "follow-up"],
            executor=executor,
        )
    assert not result.failed, result
    names = {Path(d.path).name for d in result.documents}
    assert names == {"summary.html", "signature.html", "follow-up.html"}


def test_batch_makes_records_of_the_sessions_that_were_opened_for_the_region(tmp_path: Path) -> None:
    from kit.definitions import load_workshop
    from kit.domain.viewer import ORGANISER
    from kit.storage import open_store

    folder = example_workshop(tmp_path)
    store = open_store(load_workshop(folder))
    store.agenda.open("barriers", ORGANISER)
    store.close()
    with ThreadPoolExecutor(1) as executor:
        result = make_reports(
            folder, tmp_path / "out", formats=("html",), progress=False, documents=["record"], executor=executor
        )
    assert not result.failed, result
    assert [d.path for d in result.documents] == [str(tmp_path / "out" / "region" / "record-barriers.html")]


def test_unknown_document_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match=f"poster; choose of workplan, summary, .*{DOCUMENTS[-1]}"):
        known_documents(["summary,poster"])
    assert [kind.name for kind in known_documents(DOCUMENTS)] == list(DOCUMENTS)
