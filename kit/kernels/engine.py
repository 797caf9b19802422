"""papermill's engine `kit-fork`: a notebook's cells run in a fork of a process, without a kernel's sockets and threads.

`papermill --engine kit-fork IN OUT`. The outputs are those of a kernel; a notebook that needs one is refused.
"""

# nbformat's nodes have no annotations.
# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager

from kit.kernels.child import Cells, fork
from kit.kernels.environment import difference

Fork = Callable[[Cells, int, int, Sequence[int]], int | None]
CRASHED = "The process that ran it ended; its last words are in the log."
_NEED_A_KERNEL = frozenset({"asyncio", "getpass", "kit.forms", "multiprocessing", "signal"})
"""Modules that notebooks use for what only a kernel has: a loop, questions, widgets."""


def runs_without_kernel(nb: NotebookNode) -> bool:
    """Whether its cells are Python alone and import nothing but the kit and Python's own library.

    What others import may need more of a kernel than this engine has: widgets, charts shown when a cell ends.
    """
    return all(_is_plain(cell.source) for cell in nb.cells if cell.cell_type == "code")


@lru_cache(maxsize=256)
def _is_plain(source: str) -> bool:
    try:
        compile(source, "<cell>", "exec")
    except (SyntaxError, ValueError):  # a magic, an `await`, or a mistake that a kernel may as well name
        return False
    found = list(ast.walk(ast.parse(source)))
    calls = {node.id for node in found if isinstance(node, ast.Name)}
    return calls.isdisjoint({"input", "get_ipython", "__import__"}) and all(map(_is_shared, _imported(found)))


def _imported(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _is_shared(module: str) -> bool:
    top, *_ = parts = module.split(".")
    needed = any(".".join(parts[:length]) in _NEED_A_KERNEL for length in range(1, len(parts) + 1))
    return not needed and (top == "kit" or top in sys.stdlib_module_names)


class ForkEngine(Engine):  # type: ignore[misc]  # papermill has no annotations
    """Runs notebooks for which `runs_without_kernel` holds."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        fork: Fork = fork,
        cwd: str | None = None,
        env: Mapping[str, str] | None = None,
        **_: Any,
    ) -> None:
        """Run the cells until one fails; papermill reads from the outputs which that is.

        ``fork`` forks another process than this one, which must have no other thread; ``env`` is added to the
        environment.

        Raises:
            ValueError: for a notebook that needs a kernel.
            OSError: where no process can be forked.
        """
        if not runs_without_kernel(nb_man.nb):
            raise ValueError("this notebook needs a kernel: it uses more than Python, its own library and the kit")
        code = {n: cell.source for n, cell in enumerate(nb_man.nb.cells) if cell.cell_type == "code"}
        cells = Cells(code, str(Path(cwd or ".").absolute()), difference(os.environ, {**os.environ, **(env or {})}))
        _Following(nb_man).follow(_news(cells, fork))


class _Following:
    """Puts what a fork tells into the notebook."""

    def __init__(self, manager: NotebookExecutionManager) -> None:
        self._manager = manager
        self._count = 0
        self._running: int | None = None

    def follow(self, news: Iterator[dict[str, Any]]) -> None:
        for message in news:
            match message:
                case {"begun": int(index)}:
                    self._complete()
                    self._begin(index)
                case {"cell": int(index), "outputs": list(outputs)}:
                    self._manager.nb.cells[index].outputs = [_node(output) for output in outputs]
                case {"failed": int(), "leaves": bool(leaves)}:
                    self._fail(leaves=leaves)
                    return
                case {"done": True}:
                    self._complete()
                    return
        self._crash()

    def _begin(self, index: int) -> None:
        self._running, self._count = index, self._count + 1
        cell = self._manager.nb.cells[index]
        cell.execution_count = self._count
        self._manager.cell_start(cell, index)

    def _complete(self) -> None:
        if self._running is not None:
            self._manager.cell_complete(self._manager.nb.cells[self._running], cell_index=self._running)
            self._running = None

    def _fail(self, *, leaves: bool) -> None:
        if not leaves and self._running is not None:
            self._manager.cell_exception(self._manager.nb.cells[self._running], cell_index=self._running)
        self._complete()

    def _crash(self) -> None:
        index = self._running or 0
        error = {"output_type": "error", "ename": "DeadProcess", "evalue": CRASHED, "traceback": [CRASHED]}
        self._manager.nb.cells[index].outputs.append(NotebookNode(error))
        self._fail(leaves=False)


def _node(output: Mapping[str, Any]) -> NotebookNode:
    """An output as nbclient makes it, but that what a bundle holds stays as it was read: thousands of values."""
    return NotebookNode(
        {key: NotebookNode(value) if isinstance(value, dict) else value for key, value in output.items()}
    )


def _news(cells: Cells, fork: Fork) -> Iterator[dict[str, Any]]:
    """What the fork tells; it ends when nobody listens any more."""
    reading, news = os.pipe()
    theirs, lifeline = os.pipe()
    pid = None
    try:
        with os.fdopen(reading, encoding="utf-8") as lines:
            try:
                pid = fork(cells, news, theirs, (reading, lifeline))
            finally:
                os.close(news)
                os.close(theirs)
            yield from map(json.loads, lines)
    finally:
        os.close(lifeline)
        if pid is not None:
            os.waitpid(pid, 0)
