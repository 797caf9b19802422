"""Notebooks run in forks: the outputs of a kernel, nothing left for the next one, failures named alike."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from forked_runs import ForkedRun, forked_runs

from kit.definitions.places import NOTEBOOKS
from kit.kernels.engine import CRASHED
from kit.kernels.run import NotebookFailed, run_notebook
from kit.kernels.run_forked import can_run_forked

Notebook = Callable[..., Path]


@pytest.fixture(scope="module")
def forked() -> Iterator[ForkedRun]:
    with forked_runs() as run:
        yield run


def cells(nb: nbformat.NotebookNode) -> list[tuple[str, int | None, list[Any]]]:
    return [(cell.source, cell.get("execution_count"), json.loads(json.dumps(cell.outputs))) for cell in nb.cells]


SAME = {
    "nothing": ["pass"],
    "streams": ["import sys\nprint('a')\nprint('b')\nsys.stderr.write('c')", "print('d', end='')"],
    "value of the last line": ["1 + 1", "_ * 2", "'quiet';", "None", "Out[3]"],
    "between prints": ["from fractions import Fraction", "print('before')\nFraction(1, 2)"],
    "shown": [
        "class Both:\n    def _repr_html_(self): return '<b>b</b>'\n    def _repr_png_(self): return b'\\x89PNG'\n",
        "display(Both(), display_id='one')\nprint('x')",
        "display('changed', display_id='one', update=True)",
        "display({'text/plain': 'raw', 'application/x.test+json': {'c': (1,)}}, raw=True)",
    ],
    "shown by the kit": ["from kit.reports.mime import MIME_TYPE", "MIME_TYPE"],
    "ends itself": ["print('once')", "raise SystemExit", "print('never')"],
}


@pytest.mark.parametrize("name", SAME)
def test_fork_gives_the_outputs_of_a_kernel(name: str, notebook: Notebook, forked: ForkedRun, tmp_path: Path) -> None:
    path = notebook("n = 1", *SAME[name])
    assert cells(forked(path, {"n": 2}, tmp_path)) == cells(run_notebook(path, {"n": 2}, cwd=tmp_path))


def test_fork_leaves_nothing_for_the_next_notebook(notebook: Notebook, forked: ForkedRun, tmp_path: Path) -> None:
    path = notebook(
        "n = 0",
        "import os, sys, json, random",
        "found = [os.environ.get('KIT_LEFT'), getattr(json, 'left', None), 'left' in globals(), os.getcwd(), In[1:3]]",
        "os.environ['KIT_LEFT'] = json.left = left = 'left'\nos.chdir('/')\nprint(found, random.random())",
    )
    told = [cells(forked(path, {"n": 1}, tmp_path))[-1][2][0]["text"] for _ in range(2)]
    parts = [text.rpartition(" ") for text in told]
    assert parts[0][0] == parts[1][0]
    assert f"[None, None, False, '{tmp_path}'" in parts[0][0]
    assert parts[0][2] != parts[1][2], "forks of one process must not draw the same chances"


def test_fork_gets_its_folder_and_environment(notebook: Notebook, forked: ForkedRun, tmp_path: Path) -> None:
    path = notebook("", "import os\nprint(os.getcwd(), os.environ['KIT_TEST'])")
    assert cells(forked(path, {}, tmp_path, KIT_TEST="here"))[1][2][0]["text"] == f"{tmp_path} here\n"


@pytest.mark.parametrize(
    ("last", "message"),
    [
        ("\nrows = [1][n]", "IndexError: list index out of range"),
        ("import os\nos.kill(os.getpid(), 9)", f"DeadProcess: {CRASHED}"),
        ("import sys\nsys.exit(3)", "SystemExit: 3"),
    ],
)
def test_failure_in_a_fork_is_named_as_a_kernels(
    last: str, message: str, notebook: Notebook, forked: ForkedRun, tmp_path: Path
) -> None:
    path = notebook("n = 0", "print('before')", last, "print('after')")
    with pytest.raises(NotebookFailed) as caught:
        forked(path, {"n": 7}, tmp_path)
    assert (caught.value.cell_index, caught.value.message) == (2, message)
    assert cells(forked(notebook("n = 0", "print(n)"), {"n": 1}, tmp_path))[2][2][0]["text"] == "1\n"


def test_what_a_notebook_started_ends_with_it(notebook: Notebook, forked: ForkedRun, tmp_path: Path) -> None:
    path = notebook("", "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)")
    pid = int(cells(forked(path, {}, tmp_path))[1][2][0]["text"])
    until = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("source", ["%time 1", "!ls", "await f()", "import pandas", "input()", "from kit import forms"])
def test_what_needs_a_kernel_is_left_to_one(source: str, notebook: Notebook) -> None:
    assert not can_run_forked(notebook("n = 0", source))


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("report_*.ipynb")), ids=lambda path: path.stem)
def test_shipped_report_notebooks_need_no_kernel(path: Path) -> None:
    assert can_run_forked(path)


def test_papermill_finds_the_engine_by_its_name(notebook: Notebook, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "papermill", "--engine", "kit-fork", "-p", "n", "21", "--no-progress-bar"]
    subprocess.run([*command, notebook("n = 1", "print(n * 2)"), tmp_path / "out.ipynb"], check=True, timeout=120)
    assert cells(nbformat.read(tmp_path / "out.ipynb", 4))[2][2][0]["text"] == "42\n"
