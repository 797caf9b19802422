"""Notebooks run with parameters: their outputs, their failures, several at once."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient import NotebookClient

from kit.kernels.parameters import UnknownParameter
from kit.kernels.run import NotebookFailed, parameterised, run_notebook

Notebook = Callable[..., Path]


def printed(nb: nbformat.NotebookNode) -> str:
    """All that the notebook's cells print."""
    outputs = [output for cell in nb.cells for output in cell.get("outputs", [])]
    return "".join(output.text for output in outputs if output.output_type == "stream").strip()


def test_run_returns_the_outputs_and_writes_them(notebook: Notebook, tmp_path: Path) -> None:
    output = tmp_path / "records" / "plan.ipynb"
    nb = run_notebook(notebook("n = 1", "print(n * 2)"), {"n": 21}, output)
    assert printed(nb) == "42"
    assert printed(nbformat.read(output, 4)) == "42"
    assert [path.name for path in output.parent.iterdir()] == ["plan.ipynb"]


def test_run_without_parameters_uses_the_notebooks_own(notebook: Notebook) -> None:
    assert printed(run_notebook(notebook("n = 1", "print(n)"), {})) == "1"


def test_run_gives_the_kernel_its_folder_and_environment(notebook: Notebook, tmp_path: Path) -> None:
    path = notebook("", "import os\nprint(os.getcwd(), os.environ['KIT_TEST'])")
    before = Path.cwd()
    assert printed(run_notebook(path, {}, cwd=tmp_path, env={"KIT_TEST": "here"})) == f"{tmp_path} here"
    assert Path.cwd() == before
    assert "KIT_TEST" not in os.environ


def test_run_in_several_threads_at_once_keeps_them_apart(notebook: Notebook, tmp_path: Path) -> None:
    path = notebook("n = 0", "print(n)")
    with ThreadPoolExecutor(6) as pool:
        runs = pool.map(lambda n: run_notebook(path, {"n": n}, tmp_path / f"{n}.ipynb"), range(6))
        assert [printed(nb) for nb in runs] == [str(n) for n in range(6)]


def test_run_within_a_running_event_loop_works(notebook: Notebook) -> None:
    async def test() -> None:
        assert printed(run_notebook(notebook("n = 0", "print(n)"), {"n": 3})) == "3"

    asyncio.run(test())


def test_run_is_silent_without_progress(
    notebook: Notebook, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    run_notebook(notebook("n = 0", "print(n)"), {"n": 3})
    capfd.readouterr()
    run_notebook(notebook("n = 0", "print(n)"), {"n": 3})
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_run_that_fails_names_notebook_cell_and_message_and_keeps_what_it_did(
    notebook: Notebook, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "plan.ipynb"
    path = notebook("n = 0", "print('before')", "\nrows = [1][n]\n", "print('after')")
    with pytest.raises(NotebookFailed) as caught:
        run_notebook(path, {"n": 5}, output)
    assert str(caught.value) == "plan.ipynb failed in cell 3 (`rows = [1][n]`): IndexError: list index out of range"
    assert (caught.value.notebook, caught.value.cell_index) == (path, 2)
    assert not output.exists()
    assert printed(nbformat.read(output.with_name("plan.failed.ipynb"), 4)) == "before"


def test_run_that_succeeds_removes_what_an_earlier_failure_left(notebook: Notebook, tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    path = notebook("n = 0", "1 / n")
    with pytest.raises(NotebookFailed):
        run_notebook(path, {"n": 0}, output)
    run_notebook(path, {"n": 1}, output)
    assert sorted(tmp_path.glob("out*")) == [output]


def test_run_that_fails_leaves_the_earlier_output_whole(notebook: Notebook, tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    path = notebook("n = 0", "print(1 / n)")
    run_notebook(path, {"n": 1}, output)
    with pytest.raises(NotebookFailed):
        run_notebook(path, {"n": 0}, output)
    assert printed(nbformat.read(output, 4)) == "1.0"


def test_run_whose_kernel_dies_says_so(notebook: Notebook) -> None:
    with pytest.raises(NotebookFailed, match=r"cell 2 \(`import os; os._exit\(3\)`\): .*[Kk]ernel died"):
        run_notebook(notebook("n = 0", "import os; os._exit(3)"), {})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sesion": 1}, "does not know sesion (did you mean session?); its parameters are session, url."),
        ({"x": 1, "session": 2}, "does not know x; its parameters are session, url."),
    ],
    ids=["misspelt", "unlike any"],
)
def test_parameter_that_the_notebook_does_not_have_is_refused(
    notebook: Notebook, given: dict[str, object], message: str
) -> None:
    nb = nbformat.read(notebook("session = 's1'\nurl = 'a=b'  # text", ""), 4)
    with pytest.raises(UnknownParameter) as caught:
        parameterised(nb, given)
    assert message in str(caught.value)


def test_parameter_for_a_notebook_without_a_parameters_cell_is_refused(notebook: Notebook) -> None:
    nb = nbformat.read(notebook("n = 1"), 4)
    nb.cells[0].metadata.pop("tags")
    with pytest.raises(UnknownParameter, match="no cell tagged parameters"):
        parameterised(nb, {"n": 1})


def test_parameterised_fills_a_copy_again_and_again(notebook: Notebook) -> None:
    nb = nbformat.read(notebook("n: int = 1", "print(n)"), 4)
    first = parameterised(nb, {"n": 2})
    second = parameterised(first, {"n": 3})
    assert len(nb.cells) == 2
    assert [cell.source for cell in second.cells] == ["n: int = 1", "# Parameters\nn = 3\n", "print(n)"]


@pytest.mark.parametrize(
    ("cell", "given", "stays"),
    [
        ("n = 1\nm: str = 'a'  # text", {"n": 2, "m": "b"}, False),
        ("n = 1\nm = 2", {"n": 2}, True),
        ("n = 1\nm = n + 1", {"n": 2, "m": 3}, True),
        ("import os\nn = 1", {"n": 2}, True),
        ("n = 1\nnames['n'] = 1", {"n": 2}, True),
        ("n = 1", {}, True),
    ],
    ids=["all set anew", "one is not", "computed", "does more", "sets what is no name", "nothing is set"],
)
def test_defaults_are_left_out_of_a_page_only_where_nothing_would_miss_them(
    notebook: Notebook, cell: str, given: dict[str, object], stays: bool
) -> None:
    filled = parameterised(nbformat.read(notebook(cell, "print(n)"), 4), given, defaults=False)
    assert (filled.cells[0].source == cell) is stays
    assert filled.cells[-1].source == "print(n)"
    assert len(filled.cells) == 1 + stays + bool(given)


def test_papermill_and_nbclient_alone_run_on_a_warm_kernel(notebook: Notebook, tmp_path: Path) -> None:
    path = notebook("n = 1", "from kit.kernels.app import ForkedApp\nprint(n, ForkedApp.initialized())")
    nb = papermill.execute_notebook(path, tmp_path / "out.ipynb", {"n": 2}, progress_bar=False)
    assert printed(nb) == "2 True"
    client = NotebookClient(nbformat.read(path, 4))
    assert printed(client.execute()) == "1 True"


def test_warm_and_fresh_kernels_give_the_same_outputs(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    path = notebook(
        "n = 3",
        "import sys\nprint(sys.argv[0], sys.argv[1], sys.path, sys.flags, sys.stdout.isatty(), __name__)",
        "import os\nprint(sorted(k for k in os.environ if not k.startswith(('JPY_', 'PYTEST_', 'KIT_WARM'))))",
        "import pandas\npandas.DataFrame({'country': ['NP', 'LK'], 'n': [n, 2]})",
        "import ipywidgets\nipywidgets.VBox([ipywidgets.IntSlider(4, description='n')])",
        "get_ipython().history_manager.enabled, get_ipython().run_line_magic('who_ls', '')",
        "from matplotlib import pyplot\n_ = pyplot.plot([1, 2])",
        "import warnings, logging\nwarnings.warn('mind')\nlogging.getLogger('x').warning('logged')",
        "!echo shell",
        "class A: pass\nimport pickle\ntype(pickle.loads(pickle.dumps(A())))",
        "await __import__('asyncio').sleep(0, 'awaited')",
        "%timeit?",
        "%whos",
        "_, __, Out[5].shape, In[1]",
    )
    warm = run_notebook(path, {"n": 5})
    monkeypatch.setenv("KIT_WARM", "0")
    fresh = run_notebook(path, {"n": 5})
    assert [masked(cell) for cell in warm.cells] == [masked(cell) for cell in fresh.cells]


def masked(cell: nbformat.NotebookNode) -> list[str]:
    """A cell's outputs without what no two runs have in common: model ids, process ids, addresses, pictures' bytes."""

    text = [str({**output, "data": {**output.get("data", {}), "image/png": ""}}) for output in cell.get("outputs", [])]
    return [re.sub(r"[0-9a-f]{32}|ipykernel_\d+|0x[0-9a-f]+", "*", one) for one in text]
