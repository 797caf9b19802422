"""Run one notebook with parameters on a warm kernel, as papermill does, from any thread."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager
from papermill.execute import remove_error_markers
from papermill.iorw import load_notebook_node
from papermill.utils import find_first_tagged_cell_index

from kit.kernels.parameters import parameterised
from kit.kernels.spec import NAME

__all__ = ["NotebookFailed", "parameterised", "run_notebook"]

_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

log = logging.getLogger(__name__)


class NotebookFailed(Exception):
    """A cell of a notebook failed. `cell_index` counts from 0 in the notebook's file."""

    def __init__(self, notebook: Path, cell_index: int, source_first_line: str, message: str) -> None:
        super().__init__(notebook, cell_index, source_first_line, message)
        self.notebook = notebook
        self.cell_index = cell_index
        self.source_first_line = source_first_line
        self.message = message

    def __str__(self) -> str:
        return f"{self.notebook.name} failed in cell {self.cell_index + 1} (`{self.source_first_line}`): {self.message}"


def run_notebook(
    notebook: Path,
    parameters: Mapping[str, object],
    output: Path | None = None,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    progress: bool = False,
) -> NotebookNode:
    """Run `notebook` and return it with its outputs; `output` is written whole or not at all.

    `cwd` is the kernel's folder, this process's by default; `env` is added to this process's environment. Several
    may run at once, in any threads. A run that fails leaves what it did beside `output`, as `.failed.ipynb`.

    Raises `UnknownParameter`, `NotebookFailed`, and `OSError` where a file cannot be read or written.
    """
    nb: NotebookNode = remove_error_markers(parameterised(load_notebook_node(str(notebook)), parameters))
    nb.metadata.papermill.update(input_path=str(notebook), output_path=str(output) if output else None)
    failed = output.with_suffix(".failed.ipynb") if output else None
    try:
        _in_own_loop(notebook, nb, str(cwd or Path.cwd()), {**os.environ, **(env or {})}, progress)
    except NotebookFailed:
        if failed:
            _write(nb, failed)
        raise
    if output and failed:
        _write(nb, output)
        failed.unlink(missing_ok=True)
    return nb


def _in_own_loop(notebook: Path, nb: NotebookNode, cwd: str, env: Mapping[str, str], progress: bool) -> None:
    def run() -> None:
        asyncio.run(_execute(notebook, nb, cwd, env, progress))

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        run()
    else:
        with ThreadPoolExecutor(1, "run-notebook") as pool:
            pool.submit(run).result()


async def _execute(notebook: Path, nb: NotebookNode, cwd: str, env: Mapping[str, str], progress: bool) -> None:
    manager = NotebookExecutionManager(nb, progress_bar=progress, autosave_cell_every=0)
    client = PapermillNotebookClient(manager, kernel_name=NAME, timeout=None, log=log)
    client.km = client.create_kernel_manager()
    client.reset_execution_trackers()
    manager.notebook_start()
    try:
        await client.async_start_new_kernel(cwd=cwd, env=dict(env))
        await client.async_start_new_kernel_client()
        for index in range(len(nb.cells)):
            if not await _execute_cell(notebook, client, manager, index):
                break
        client.set_widgets_metadata()
    finally:
        await client._async_cleanup_kernel()
        manager.cleanup_pbar()
        manager.notebook_complete()


async def _execute_cell(
    notebook: Path, client: PapermillNotebookClient, manager: NotebookExecutionManager, index: int
) -> bool:
    """Whether the next cell is to run as well: not after the notebook has ended itself."""
    cell = manager.nb.cells[index]
    manager.cell_start(cell, index)
    try:
        await client.async_execute_cell(cell, index)
    except CellExecutionError as error:
        if error.ename == "SystemExit" and error.evalue in ("", "0"):
            return False
        manager.cell_exception(cell, cell_index=index)
        raise failure(notebook, manager.nb, index, f"{error.ename}: {error.evalue}") from None
    except (DeadKernelError, CellTimeoutError) as error:
        manager.cell_exception(cell, cell_index=index)
        raise failure(notebook, manager.nb, index, str(error)) from None
    finally:
        manager.cell_complete(cell, cell_index=index)
    return True


def failure(notebook: Path, nb: NotebookNode, index: int, message: str) -> NotebookFailed:
    """What is raised for a cell, by its index in a notebook that papermill has filled in."""
    injected = find_first_tagged_cell_index(nb, "injected-parameters")
    lines = [line for line in nb.cells[index].source.splitlines() if line.strip()]
    text = _COLOURS.sub("", message).strip().splitlines() or [""]
    in_file = index - 1 if 0 <= injected <= index else index
    return NotebookFailed(notebook, in_file, lines[0].strip() if lines else "", text[0].rstrip(": "))


def _write(nb: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        with part.open("x", encoding="utf-8") as file:
            nbformat.write(nb, file)  # type: ignore[no-untyped-call]
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
