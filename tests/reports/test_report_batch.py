"""The batch: complete, atomic, nothing made twice, failures named while the rest is made."""

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from report_store import Clock, example_workshop, filled, save

from kit.definitions.places import NOTEBOOKS
from kit.reports import batch_local
from kit.reports.batch import make_reports
from kit.reports.batch_plan import plan_jobs
from kit.reports.command import known_formats
from kit.storage import Store


class Suicide:
    """What ends the process that reads it, as a machine out of memory would."""

    def __reduce__(self) -> tuple[object, tuple[int, int]]:
        return _kill, (0, signal.SIGKILL)


def _kill(_group: int, number: int) -> None:
    os.kill(os.getpid(), number)


SUICIDE = Suicide()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled(example_workshop(tmp_path), Clock())
    yield store
    store.close()


def statuses(folder: Path, out: Path, **options: object) -> dict[str, str]:
    with ThreadPoolExecutor(1) as executor:  # quicker than processes; one test below uses these
        result = make_reports(folder, out, progress=False, executor=executor, **options)  # type: ignore[arg-type]
    assert not result.failed, result
    return {f"{d.delegation}.{d.format}": d.status for d in result.documents}


def test_second_run_makes_nothing_and_a_change_makes_only_what_it_touches(store: Store, tmp_path: Path) -> None:
    folder, out = store.workshop.folder, tmp_path / "out"
    assert set(statuses(folder, out, formats=("html",)).values()) == {"made"}
    assert set(statuses(folder, out, formats=("html",)).values()) == {"unchanged"}
    save(store, "LK", "priority", "workplan", title="Reach schools")
    again = statuses(folder, out, formats=("html",))
    assert {name for name, status in again.items() if status == "made"} == {"LK.html", "region.html"}
    (out / "BD" / "workplan.html").write_text("spoilt", encoding="utf-8")
    assert statuses(folder, out, formats=("html",))["BD.html"] == "made"
    assert not list(out.rglob("*.tmp"))


def test_named_delegation_alone_is_made_in_worker_processes_with_all_formats(store: Store, tmp_path: Path) -> None:
    result = make_reports(store.workshop.folder, tmp_path / "out", ["BD"], workers=1, progress=False)
    assert not result.failed
    assert [(d.delegation, d.format, d.status) for d in result.documents] == [
        ("BD", form, "made") for form in ("docx", "html", "pdf", "xlsx")
    ]
    assert all(Path(d.path).stat().st_size > 5000 for d in result.documents)
    ledger = json.loads((tmp_path / "out" / "ledger.json").read_text(encoding="utf-8"))
    assert set(ledger["documents"]) == {f"BD/workplan.{form}" for form in ("docx", "html", "pdf", "xlsx")}


def test_failing_notebook_is_named_with_cell_and_message_and_the_rest_is_made(store: Store, tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOKS / "report_country.ipynb", as_version=4)
    notebook.cells.insert(2, nbformat.v4.new_code_cell('if delegation == "IN":\n    raise ValueError("no such plan")'))
    own = store.workshop.folder / "notebooks"
    own.mkdir()
    nbformat.write(notebook, own / "report_country.ipynb")
    with ThreadPoolExecutor(1) as executor:
        result = make_reports(
            store.workshop.folder, tmp_path / "out", formats=("html",), progress=False, executor=executor
        )
    failure = result.to_json()["failed"][0]
    assert (failure["delegation"], failure["notebook"], failure["cell"]) == ("IN", "report_country.ipynb", 3)
    assert "no such plan" in failure["message"]
    assert {d.delegation for d in result.documents} == {"BD", "LK", "MV", "PK", "region"}


def test_process_that_is_killed_takes_no_other_report_with_it(store: Store) -> None:
    good, deadly = plan_jobs(store.workshop.folder, ["BD", "LK"], ("html",), None, None)
    jobs = [good, replace(deadly, session=SUICIDE)]  # type: ignore[arg-type]
    results = {result.job.name: result for result in batch_local.local_results(jobs, 1)}
    assert b"Bangladesh" in results["BD"].contents["html"]
    assert [(f.delegation, f.message) for f in results["LK"].failed] == [("LK", batch_local.WORKER_ENDED)]


def test_own_notebook_that_needs_a_kernel_gets_one_in_a_batch(store: Store, tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOKS / "report_country.ipynb", as_version=4)
    notebook.cells.insert(2, nbformat.v4.new_code_cell("%precision 2\nassert get_ipython().kernel"))
    own = store.workshop.folder / "notebooks"
    own.mkdir()
    nbformat.write(notebook, own / "report_country.ipynb")
    result = make_reports(store.workshop.folder, tmp_path / "out", ["BD"], ("html",), workers=1, progress=False)
    assert not result.failed, result
    assert [document.status for document in result.documents] == ["made"]


def test_template_that_does_not_compile_fails_its_format_alone(store: Store, tmp_path: Path) -> None:
    templates = store.workshop.folder / "templates" / "reports"
    templates.mkdir(parents=True)
    (templates / "workplan.typ").write_text("#let broken = (", encoding="utf-8")
    with ThreadPoolExecutor(1) as executor:
        result = make_reports(
            store.workshop.folder, tmp_path / "out", ["BD"], ("html", "pdf"), progress=False, executor=executor
        )
    assert [(f.delegation, f.format) for f in result.failed] == [("BD", "pdf")]
    assert [d.format for d in result.documents] == ["html"]


def test_unknown_format_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="odt; choose of html, pdf, docx, xlsx"):
        known_formats("pdf,odt")
