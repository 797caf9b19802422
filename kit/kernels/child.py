"""A fork of a process runs the cells of one notebook, tells each cell's outputs through a pipe, and ends."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from kit.kernels.environment import Difference, reseed, take_on

_STDIN, _STDOUT, _STDERR = 0, 1, 2


@dataclass(frozen=True)
class Cells:
    """What a fork is to run: sources by their index in the notebook, where, and in which environment."""

    sources: dict[int, str]
    cwd: str
    environment: Difference

    def to_json(self) -> dict[str, Any]:
        """As `from_json` reads it."""
        return {**asdict(self), "sources": list(self.sources.items())}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Cells:
        """What `to_json` wrote."""
        return cls(dict(value["sources"]), value["cwd"], Difference.from_json(value["environment"]))


def fork(cells: Cells, news: int, lifeline: int, others: Sequence[int]) -> int:
    """Fork this process, which must have no other thread; returns the fork's id.

    The fork writes a JSON line to the descriptor ``news`` for each cell that begins and that has new outputs. It ends
    when the other end of ``lifeline`` closes. It closes ``others``, which only its parent needs.
    """
    pid = os.fork()
    if pid:
        return pid
    try:
        for descriptor in others:
            os.close(descriptor)
        _leave_parent(lifeline)
        with os.fdopen(news, "w", encoding="utf-8") as stream:
            _run(cells, stream)
        _end_threads()
    except BaseException:  # a fork must never go on with its parent's work
        sys.excepthook(*sys.exc_info())
    finally:
        _end()
    raise AssertionError


def _leave_parent(lifeline: int) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, _STDIN)
    os.close(nothing)
    # What is printed outside of cells belongs into the log, never into a command's own output.
    os.dup2(_STDERR, _STDOUT)
    faulthandler.enable(os.fdopen(os.dup(_STDERR), "w"))
    atexit._clear()
    reseed()
    gc.enable()
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()


def _watch(lifeline: int) -> None:
    os.read(lifeline, 1)
    _end()


def _run(cells: Cells, news: TextIO) -> None:
    from kit.kernels.recording import RecordingShell

    def tell(**message: object) -> None:
        news.write(json.dumps(message) + "\n")
        news.flush()

    os.chdir(cells.cwd)
    take_on(cells.environment)
    shell = RecordingShell.prepared()
    for index, source in cells.sources.items():
        tell(begun=index)
        error = shell.run(index, source)
        for changed in sorted(shell.recorded.changed):
            tell(cell=changed, outputs=shell.recorded.cells[changed])
        shell.recorded.changed.clear()
        if error is not None:
            tell(failed=index, leaves=isinstance(error, SystemExit) and error.code in (None, 0))
            return
    tell(done=True)


def _end_threads() -> None:
    """What a cell left running may finish, as in a kernel that is shut down."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()


def _end() -> None:
    """At once, with every process that a cell started; taking the interpreter apart would copy what is shared."""
    with contextlib.suppress(OSError):
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)
