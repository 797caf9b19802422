"""Every notebook that the kit ships says the same on a kernel forked from the warm process and on a fresh one."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from forked_runs import forked_runs
from nbformat import NotebookNode

from kit.definitions import load_workshop
from kit.definitions.places import NOTEBOOKS
from kit.domain.entry import Change
from kit.domain.viewer import FACILITATOR
from kit.kernels.run import run_notebook
from kit.live.records import kernel_environment
from kit.storage import open_store
from kit.storage.papers import Asked

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
OWN_TO_A_RUN = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|0x[0-9a-f]+")
"""Ids of models and places in memory."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ignore = shutil.ignore_patterns("data", "records", "reports", "export")
    folder = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("held") / EXAMPLE.name, ignore=ignore))
    store = open_store(load_workshop(folder))
    code = next(c.code for c in store.codes.ensure() if c.delegation == "BD")
    view = store.view(store.people.join(code, "Office", "en"))
    for number, (session, form, values) in enumerate(
        [
            ("barriers", "barrier", {"statement": "No <b>mandate</b>", "type": ["mandate"]}),
            ("workplan", "activity", {"activity": "Induction", "start": "2023-04-01", "end": "2023-09-30"}),
            ("matching", "offer_need", {"kind": "need", "statement": "Trainers", "theme": "training"}),
        ]
    ):
        store.agenda.open(session, FACILITATOR)
        view.save(Change(f"change-{number}", f"entry-{number}", form, 0, values, session=session))
    store.papers.make([Asked("barrier", "BD")], FACILITATOR, printed=True)
    store.close()
    return folder


def outputs(done: NotebookNode) -> list[str]:
    """All that the cells put out, without what is another at each run."""
    found = [output for cell in done.cells for output in cell.get("outputs", [])]
    return [OWN_TO_A_RUN.sub("id", json.dumps(output, sort_keys=True)) for output in found]


def said(notebook: Path, folder: Path, warm: str) -> list[str]:
    """All that the cells put out on a kernel."""
    environment = kernel_environment(load_workshop(folder), None) | {"KIT_WARM": warm}
    done = run_notebook(notebook, {}, cwd=folder, env=environment)
    return outputs(done)


@pytest.mark.parametrize("notebook", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_says_the_same_on_a_warm_and_on_a_fresh_kernel(notebook: Path, folder: Path) -> None:
    assert said(notebook, folder, "1") == said(notebook, folder, "0") != []


def test_report_notebooks_say_the_same_in_a_fork_as_on_a_kernel(folder: Path) -> None:
    environment = kernel_environment(load_workshop(folder), None)
    with forked_runs() as run:
        for notebook in sorted(NOTEBOOKS.glob("report_*.ipynb")):
            done = run(notebook, {}, folder, **environment)
            assert outputs(done) == said(notebook, folder, "1") != [], notebook.name
