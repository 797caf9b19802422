"""The server's side of the warm process: start it, order kernels from it, start it again when it is gone.

One warm process serves a whole server process, whichever threads and event loops ask; a thread listens to it.
Server and warm process talk in JSON lines over a socket pair; an order carries the kernel's stdout and stderr.
"""

from __future__ import annotations

import atexit
import itertools
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from kit.kernels import spec
from kit.kernels.environment import Difference
from kit.kernels.places import runtime_folder
from kit.kernels.process import KernelProcess

START_SECONDS = 60.0
"""How long the warm process, or a kernel forked from it, may take to start."""

_RETRY_SECONDS = 60.0
_END_SECONDS = 5.0

_T = TypeVar("_T")

log = logging.getLogger(__name__)


class WarmProcessGone(Exception):
    """The warm process ended before it did what it was asked."""


@dataclass(frozen=True)
class Order:
    """One kernel: its connection file, working directory and environment (as a difference to the warm process's)."""

    connection_file: str
    cwd: str
    environment: Difference


class WarmProcess:
    """One warm process and the kernels forked from it."""

    def __init__(self) -> None:
        self.environment = dict(os.environ)
        self.ready: Future[None] = _started(Future())
        self._orders = itertools.count(1)
        self._waiting: dict[int, Future[KernelProcess]] = {}
        self._kernels: dict[int, KernelProcess] = {}
        self._lock = threading.Lock()
        self._gone = False
        self._started_at = time.monotonic()
        self._socket, theirs = socket.socketpair()
        lifeline, self._lifeline = os.pipe()
        try:
            self._process = self._start(theirs.fileno(), lifeline)
        finally:
            theirs.close()
            os.close(lifeline)
        self.pid = self._process.pid
        threading.Thread(target=self._listen, name="kit-warm", daemon=True).start()

    def _start(self, theirs: int, lifeline: int) -> subprocess.Popen[bytes]:
        arguments = [str(theirs), str(lifeline), str(runtime_folder())]
        return subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("__main__.py")), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=sys.__stderr__,
            env={**self.environment, **spec.environment()},
            pass_fds=(theirs, lifeline),
            # A Ctrl-C in the server's terminal is the server's business.
            start_new_session=True,
        )

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        return self._gone

    @property
    def hopeless(self) -> bool:
        """Whether it could not even start, so shortly ago that another would not fare better."""
        failed = self._gone and self.ready.exception() is not None and (self._process.returncode or 0) > 0
        return failed and time.monotonic() - self._started_at < _RETRY_SECONDS

    def order(self, order: Order, streams: list[int]) -> Future[KernelProcess]:
        """Have a kernel forked, with `streams` as its stdout and stderr; done once its sockets are bound.

        The future raises `WarmProcessGone` when the warm process ends before, `RuntimeError` when the kernel does.
        """
        future: Future[KernelProcess] = _started(Future())
        with self._lock:
            number = next(self._orders)
            self._waiting[number] = future
            message = json.dumps({"order": number, **asdict(order)}).encode() + b"\n"
            try:
                if self._gone:
                    raise BrokenPipeError
                sent = socket.send_fds(self._socket, [message], streams)
                self._socket.sendall(message[sent:])
            except OSError as error:
                self._waiting.pop(number).set_exception(WarmProcessGone(str(error)))
        return future

    def close(self) -> None:
        """Let go of it: it ends its kernels, then itself."""
        self._gone = True
        self._socket.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def disown(self) -> None:
        """In a child forked from the server: close the server's ends, and leave the process alone."""
        os.close(self._lifeline)
        os.close(self._socket.detach())
        self._gone, self._process.returncode = True, 0

    def _listen(self) -> None:
        try:
            with self._socket.makefile("rb") as lines:
                for line in lines:
                    self._hear(json.loads(line))
        except OSError:
            log.debug("The warm process's socket broke", exc_info=True)
        finally:
            self._after_the_end()

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"warm": True}:
                self.ready.set_result(None)
            case {"bound": number, "pid": pid}:
                kernel = self._kernels[number] = KernelProcess(pid)
                self._waiting.pop(number).set_result(kernel)
            case {"ended": number, "status": status} if number in self._kernels:
                self._kernels.pop(number).finish(status)
            case {"ended": number, "status": status}:
                text = f"The kernel ended with status {status} while it started; its last words are in the log."
                self._waiting.pop(number).set_exception(RuntimeError(text))
            case {"refused": number, "reason": reason}:
                self._waiting.pop(number).set_exception(RuntimeError(f"The kernel could not be forked: {reason}"))

    def _after_the_end(self) -> None:
        with self._lock:
            expected, self._gone = self._gone, True
            waiting, self._waiting = self._waiting, {}
        if not expected:
            self._process.kill()
            status = self._process.wait()
            log.warning("The warm process %s ended with status %s; its kernels go on", self.pid, status)
        gone = WarmProcessGone(f"The warm process {self.pid} ended")
        if not self.ready.done():
            self.ready.set_exception(gone)
        for future in waiting.values():
            future.set_exception(gone)
        for kernel in self._kernels.values():
            kernel.adopt()
        self._socket.close()


_lock = threading.Lock()
_current: WarmProcess | None = None
_inherited: list[WarmProcess | None] = []


def prepare() -> WarmProcess:
    """The warm process that takes orders, started when there is none; `ready` says when it is.

    Raises `WarmProcessGone` for a minute after one that could not start.
    """
    global _current
    with _lock:
        if _current is None or (_current.gone and not _current.hopeless):
            _current = WarmProcess()
        if _current.gone:
            raise WarmProcessGone(f"The warm process {_current.pid} could not start; see the log")
        return _current


def _started(future: Future[_T]) -> Future[_T]:
    """A future that cannot be cancelled from one of several event loops that wait for it."""
    future.set_running_or_notify_cancel()
    return future


def _close() -> None:
    if _current is not None and not _current.gone:
        _current.close()


def _forget() -> None:
    """In a forked child: the warm process is the parent's, and must not think that the parent lives on in here."""
    global _current, _lock
    if _current is not None:
        _current.disown()
    _inherited.append(_current)
    _current, _lock = None, threading.Lock()


atexit.register(_close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
