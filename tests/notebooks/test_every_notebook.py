"""Every notebook that the kit ships runs by papermill, is thin, and stores no outputs."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import nbformat
import pytest

from kit.definitions import load_workshop
from kit.definitions.places import NOTEBOOKS
from kit.domain.entry import Change
from kit.domain.viewer import FACILITATOR
from kit.domain.workshop import Workshop
from kit.kernels.run import run_notebook
from kit.live.records import kernel_environment, session_parameters, write_record
from kit.storage import Store, open_store

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(NOTEBOOKS.glob("*.ipynb"))
WORKSHOP = load_workshop(ROOT / "sessions" / "south-asia-2023")
LONGEST_CELL_LINES = 12


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    ignore = shutil.ignore_patterns("data", "records", "reports", "export")
    folder = shutil.copytree(ROOT / "sessions" / "south-asia-2023", tmp_path / "south-asia-2023", ignore=ignore)
    return load_workshop(Path(folder))


def fill(store: Store) -> None:
    """One entry of every kind that boards and tables draw."""
    code = next(c.code for c in store.codes.ensure() if c.delegation == "BD")
    view = store.view(store.people.join(code, "Office", "en"))

    def save(form: str, session: str, values: dict[str, object], **more: object) -> str:
        store.agenda.open(session, FACILITATOR)
        entry = str(uuid.uuid4())
        view.save(Change(str(uuid.uuid4()), entry, form, 0, values, session=session, **more))  # type: ignore[arg-type]
        return entry

    save("mapping_response", "findings", {"relevance": "5", "accuracy": "right"}, subject="F1")
    save("barrier", "barriers", {"statement": "No <b>mandate</b>", "type": ["mandate"]})
    need = save("capacity", "needs", {"area": "staff_training", "need_statement": "Induction training"})
    priority = save("priority", "workplan", {"title": "Induction", "need": need})
    dates = {"start": "2023-04-01", "end": "2023-09-30"}
    save("activity", "workplan", {"activity": "Two-day induction", "priority": priority, **dates})
    save("offer_need", "matching", {"kind": "need", "statement": "Trainers", "theme": "training"})


def test_there_is_a_notebook_for_every_session_of_the_example() -> None:
    """Nothing in the agenda points nowhere."""
    assert {session.notebook for session in WORKSHOP.sessions} <= {path.stem for path in SHIPPED}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_holds_no_outputs(path: Path) -> None:
    """One cell of parameters, short cells, nothing stored."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in cells) == 1
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    assert max(cell.source.count("\n") + 1 for cell in cells) <= LONGEST_CELL_LINES


@pytest.mark.parametrize("session", WORKSHOP.sessions, ids=lambda session: session.id)
def test_a_sessions_record_is_written_and_shows_what_was_answered(session: object, workshop: Workshop) -> None:
    """The record is the session's notebook with outputs, and no cell failed."""
    store = open_store(workshop)
    fill(store)
    store.close()
    record = nbformat.read(write_record(workshop, workshop.session(session.id)), as_version=4)  # type: ignore[attr-defined]
    outputs = [output for cell in record.cells for output in cell.get("outputs", [])]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
    words = "".join(str(output.get("data", {}).get("text/html", "")) for output in outputs)
    if session.id == "barriers":  # type: ignore[attr-defined]
        assert "No &lt;b&gt;mandate&lt;/b&gt;" in words
    if session.id == "workplan":  # type: ignore[attr-defined]
        assert "Two-day induction" in words


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED if path.stem.startswith("report_")])
def test_a_report_notebook_runs_on_an_empty_and_on_a_filled_workshop(name: str, workshop: Workshop) -> None:
    """A report of nothing is a report too."""
    for step in ("empty", "filled"):
        store = open_store(workshop)
        if step == "filled":
            fill(store)
        store.close()
        done = run_notebook(
            NOTEBOOKS / f"{name}.ipynb", {"workshop": workshop.id}, env=kernel_environment(workshop, None)
        )
        assert any(
            "application/vnd.workplan-kit.report+json" in o.get("data", {}) for c in done.cells for o in c.outputs
        )


def test_a_live_page_and_a_record_take_the_same_parameters(workshop: Workshop) -> None:
    """papermill sets the same names in all three uses."""
    session = workshop.session("barriers")
    live = session_parameters(workshop, session, "p1", "en", "live")
    record = session_parameters(workshop, session, "facilitator", "en", "record")
    assert live.keys() == record.keys() == {"workshop", "session", "viewer", "language", "mode"}
