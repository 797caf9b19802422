"""Notebooks run in forks of a process without threads, as a batch runs them; tests have threads."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

from kit.kernels.forker import Forker
from kit.kernels.run import NotebookFailed
from kit.kernels.run_forked import run_forked

ForkedRun = Callable[..., nbformat.NotebookNode]


@contextmanager
def forked_runs() -> Iterator[ForkedRun]:
    """Give a function that runs a notebook with parameters, in a folder, with an environment."""
    command = [sys.executable, __file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asked, told = process.stdin, process.stdout
        assert asked
        assert told

        def run(notebook: Path, parameters: dict[str, Any], cwd: Path, **env: str) -> nbformat.NotebookNode:
            asked.write(json.dumps([str(notebook), parameters, str(cwd), env]) + "\n")
            asked.flush()
            found = json.loads(told.readline())
            if isinstance(found, dict):
                raise NotebookFailed(notebook, **found)
            return nbformat.reads(found, 4)

        yield run
        asked.close()


def main() -> None:
    """Run what stdin asks for, one JSON line each."""
    forker = Forker()
    for line in sys.stdin:
        notebook, parameters, cwd, env = json.loads(line)
        try:
            found: object = nbformat.writes(run_forked(Path(notebook), parameters, forker, cwd=Path(cwd), env=env))
        except NotebookFailed as failure:
            named = ("cell_index", "source_first_line", "message")
            found = {name: getattr(failure, name) for name in named}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
    forker.close()


if __name__ == "__main__":
    main()
