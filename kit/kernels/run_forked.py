"""Run one notebook in a fork instead of on a kernel, for those who run many: a third of the processor time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode
from papermill.execute import remove_error_markers
from papermill.iorw import load_notebook_node

from kit.kernels.engine import Fork, ForkEngine, runs_without_kernel
from kit.kernels.parameters import parameterised
from kit.kernels.run import failure
from kit.kernels.spec import NAME

__all__ = ["can_run_forked", "run_forked"]


def can_run_forked(notebook: Path) -> bool:
    """Whether a notebook can do without a kernel. Raises OSError where it cannot be read."""
    return runs_without_kernel(load_notebook_node(str(notebook)))


def run_forked(
    notebook: Path, parameters: Mapping[str, object], fork: Fork, *, cwd: Path, env: Mapping[str, str]
) -> NotebookNode:
    """Run `notebook` with papermill and return it with its outputs; ``fork`` makes the process that it runs in.

    Raises `UnknownParameter`, `NotebookFailed`, `ValueError` for a notebook that needs a kernel, and `OSError`.
    """
    nb: NotebookNode = remove_error_markers(parameterised(load_notebook_node(str(notebook)), parameters))
    nb.metadata.papermill.update(input_path=str(notebook), output_path=None)
    ForkEngine.execute_notebook(nb, NAME, progress_bar=False, fork=fork, cwd=str(cwd), env=env)
    for index, cell in enumerate(nb.cells):
        if cell.metadata.papermill["exception"]:
            error = next(output for output in cell.outputs if output.output_type == "error")
            raise failure(notebook, nb, index, f"{error.ename}: {error.evalue}")
    return nb
