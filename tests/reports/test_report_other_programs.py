"""Every kind of PDF in the hands of a checker whose rules cover each of the Matterhorn Protocol's 31 checkpoints.

`outloud` from PyPI needs 330 MB and has a lock of its own, `requirements-pdf-ua.lock`.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from report_examples import SAMPLES, full_report
from report_store import Clock, example_workshop, filled, save

from kit.definitions import load_workshop
from kit.domain.paper import has_paper
from kit.domain.viewer import FACILITATOR, ORGANISER, Role, Viewer
from kit.forms.results import session_results
from kit.forms.told import told
from kit.reports.briefing import briefing
from kit.reports.checklist import checklist
from kit.reports.country import country_report
from kit.reports.followup import followup_report
from kit.reports.material import Material, gather
from kit.reports.model import Report
from kit.reports.paper import print_forms
from kit.reports.prepared import look_at
from kit.reports.record import SessionMaterial, record_report
from kit.reports.region import region_report
from kit.reports.render import render
from kit.reports.round import round_report
from kit.reports.send_back import send_back
from kit.reports.sheets import write_code_sheets
from kit.reports.signature import signature_report
from kit.reports.summary import summary_report
from kit.storage import Store

CHECKER = shutil.which("outloud", path=Path(sys.executable).parent)
TODAY = date(2023, 2, 2)
ADDRESS = "http://192.168.1.10:8866"
PARTICIPANT = Viewer(Role.PARTICIPANT, "BD")
OF_A_COUNTRY: tuple[Callable[[Material], Report], ...] = (
    country_report, summary_report, signature_report, followup_report,
)  # fmt: skip
EACH_ITS_OWN = {"codes.pdf": "PAG-001", "mapping_response.pdf": "PAG-001"}
"""Files of sheets that are handed out one by one. The checker takes what every sheet says for a running head, which
should not be read aloud; whoever has one sheet must be told by it what it is."""
pytestmark = pytest.mark.skipif(CHECKER is None, reason="`outloud` is not installed: `make test-setup` installs it")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled(example_workshop(tmp_path / "earlier"), Clock())
    store.codes.ensure()
    yield store
    store.close()


def findings(folder: Path, number: int) -> dict[str, list[tuple[str, str]]]:
    """What the checker found, by file; the files are counted, so that none is left out."""
    files = sorted(map(str, folder.rglob("*.pdf")))
    assert len(files) == number
    command = [str(CHECKER), "--layer", "conformance", "--fail-on", "never", "--json", "-", *files]
    results = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=300).stdout)["results"]
    assert len(results) == number
    assert all(result["stats"] and result["error"] is None for result in results)
    named = [(Path(result["path"]).name, found) for result in results for found in result["findings"]]
    told: dict[str, list[tuple[str, str]]] = {}
    for name, found in named:
        if found["rule"] != EACH_ITS_OWN.get(name):
            told.setdefault(name, []).append((found["rule"], found["message"]))
    return told


def reports(store: Store, language: str, folder: Path) -> Iterator[Report]:
    """Every kind of report but the records."""
    workshop = store.workshop
    for make in OF_A_COUNTRY:
        yield make(gather(workshop, store.view(PARTICIPANT), "BD", language, TODAY, "0123456789abcdef", history=True))
    yield region_report(gather(workshop, store.view(ORGANISER), None, language, TODAY, "0123456789abcdef"))
    yield checklist(look_at(workshop, store, ADDRESS, language), TODAY)
    mine = next(entry for entry in store.view(ORGANISER).entries("activity") if entry.values["ref"] == "BD-01")
    save(store, "BD", "progress_update", "follow-up", subject=mine.id, period="May", status="late", progress="Two held")
    (sent, *_) = send_back(store, "two-weeks", ("BD",), f"{ADDRESS}/join", again=False)
    view = store.view(PARTICIPANT)
    items = told(workshop, view, sent, store.rounds.all())
    yield round_report(gather(workshop, view, "BD", language, TODAY, ""), sent, items, Clock.now)
    newer = example_workshop(folder / "now")
    with (newer / "workshop.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n\nprevious: {workshop.folder}\n")
    yield briefing(load_workshop(newer), PARTICIPANT, language, TODAY)


def records(store: Store, language: str) -> Iterator[Report]:
    """The room's record of each session."""
    view = store.view(FACILITATOR)
    m = gather(store.workshop, view, None, language, TODAY, "0123456789abcdef")
    for held in store.workshop.sessions:
        results = session_results(store.workshop, view, held, language, public=False)
        yield record_report(SessionMaterial(m, held, tuple(results)))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_checker_finds_nothing_that_pdf_ua_forbids_in_any_kind_of_document(
    language: str, store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    made = [*reports(store, language, tmp_path), *records(store, language)]
    for number, report in enumerate(made):
        (out / f"{number:02d}-{report.kind}.pdf").write_bytes(render(report, "pdf"))
    rows = [
        {
            "role": code.role.value,
            "delegation": code.delegation,
            "code": code.code,
            "url": f"{ADDRESS}/join#{code.code}",
        }
        for code in store.codes.all()
    ]
    write_code_sheets(store.workshop, rows, out / "codes.pdf", language)
    forms = [form for form in store.workshop.forms.values() if has_paper(form)]
    print_forms(store, forms, ["BD"], language, ADDRESS, out / "paper", 1)
    assert findings(out, len(made) + 1 + len(forms)) == {}


def test_checker_finds_nothing_in_a_workplan_in_any_language(tmp_path: Path) -> None:
    for language in SAMPLES:
        (tmp_path / f"{language}.pdf").write_bytes(render(full_report(language), "pdf"))
    assert findings(tmp_path, len(SAMPLES)) == {}


def test_checker_sees_a_picture_without_a_description(tmp_path: Path) -> None:
    import pikepdf

    file = tmp_path / "report.pdf"
    file.write_bytes(render(full_report(), "pdf"))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure" and "/Alt" in thing:
                del thing["/Alt"]
        pdf.save(file)
    assert findings(tmp_path, 1)
