"""The warm process: imports everything once, then forks a kernel for each order. It has one thread and stays so.

It ends, and ends its kernels, when its server has gone.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import logging
import os
import selectors
import shutil
import signal
import socket
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

ALWAYS_PRELOADED = ("psutil", "tornado.platform.asyncio", "sqlalchemy.dialects.sqlite")
"""What every kernel uses. A module that cannot be imported is left out, and the log says so."""

PRELOADED = ("ipywidgets", "anywidget", "pandas.io.formats.html", "pandas.io.formats.string", "kit.forms.preload")
"""What notebooks of sessions use besides."""

PRELOAD_VARIABLE = "KIT_PRELOAD"
"""Environment: other modules than `PRELOADED`, with spaces between, where kernels run other notebooks."""

_MESSAGE_BYTES = 65536

log = logging.getLogger("kit.kernels")


@dataclass(frozen=True)
class Fork:
    """What a forked child is to become: its order, the streams it came with, the way to tell the server."""

    order: dict[str, Any]
    streams: tuple[int, int]
    server: socket.socket
    lifeline: int


class Zygote:
    """The loop of the warm process."""

    def __init__(self, server: socket.socket, lifeline: int) -> None:
        self._server = server
        self._lifeline = lifeline
        self._kernels: dict[int, int] = {}
        self._text = b""
        self._streams: deque[int] = deque()

    def serve(self) -> Fork | None:
        """Fork for every order; returns in each child with what it shall be, and here when the server has gone."""
        woken, wake = os.pipe()
        for fd in (woken, wake):
            os.set_blocking(fd, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake)
        # Polls, since an epoll descriptor would be shared with every child.
        with selectors.PollSelector() as selector:
            for fd in (self._server.fileno(), woken):
                selector.register(fd, selectors.EVENT_READ)
            self._tell(warm=True)
            while True:
                for key, _ in selector.select():
                    if key.fd == woken:
                        os.read(woken, _MESSAGE_BYTES)
                    elif not self._read():
                        return None
                self._reap()
                while b"\n" in self._text:
                    if fork := self._take():
                        os.close(woken)
                        os.close(wake)
                        return fork

    def end_kernels(self) -> None:
        """Kill every kernel with its process group, and reap it."""
        for pid in self._kernels:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        for pid in self._kernels:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def _tell(self, **message: object) -> None:
        with contextlib.suppress(OSError):
            self._server.sendall(json.dumps(message).encode() + b"\n")

    def _read(self) -> bool:
        try:
            text, streams, _, _ = socket.recv_fds(self._server, _MESSAGE_BYTES, 64)
        except ConnectionError:
            return False
        self._text += text
        self._streams.extend(streams)
        return bool(text)

    def _take(self) -> Fork | None:
        line, _, self._text = self._text.partition(b"\n")
        order = json.loads(line)
        streams = (self._streams.popleft(), self._streams.popleft())
        try:
            pid = os.fork()
        except OSError as error:
            self._tell(refused=order["order"], reason=str(error))
        else:
            if pid == 0:
                return Fork(order, streams, self._server, self._lifeline)
            self._kernels[pid] = order["order"]
        for fd in streams:
            os.close(fd)
        return None

    def _reap(self) -> None:
        for pid in list(self._kernels):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self._tell(ended=self._kernels.pop(pid), status=os.waitstatus_to_exitcode(status))


def preload() -> list[ModuleType]:
    """Import everything that kernels share; the modules that could be had."""
    modules = []
    for name in (*ALWAYS_PRELOADED, *(os.environ.get(PRELOAD_VARIABLE, "").split() or PRELOADED)):
        try:
            modules.append(importlib.import_module(name))
        except Exception as error:
            log.warning("Kernels start without %s: %s", name, error)
    if threading.active_count() > 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        log.warning("An import left threads in the warm process, which forks cannot take along: %s", names)
    return modules


def _rehearsed(modules: list[ModuleType]) -> Iterator[Sequence[str]]:
    """The notebooks, as lists of cells, that preloaded modules offer in `rehearsed()`."""
    for module in modules:
        try:
            yield from getattr(module, "rehearsed", list)()
        except Exception:
            log.warning("Kernels start without the rehearsal of %s", module.__name__, exc_info=True)


def main() -> None:
    """Run the warm process, and in every fork of it a kernel."""
    server, lifeline, folder = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
    for fd in (server.fileno(), lifeline):
        os.set_inheritable(fd, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Garbage would leave holes in the pages that kernels share.
    gc.disable()
    from kit.kernels.app import ForkedApp
    from kit.kernels.forked import become
    from kit.kernels.lasting import make_everything_last
    from kit.kernels.packing import fill_holes
    from kit.kernels.rehearsal import rehearse

    app = ForkedApp.instance()
    app.prepare()
    # Only now, since ipywidgets and others look at import whether there is a shell to register with.
    rehearse(app, _rehearsed(preload()))
    gc.collect()
    fill_holes()
    make_everything_last()
    gc.freeze()
    zygote = Zygote(server, lifeline)
    if fork := zygote.serve():
        become(fork, app)
    else:
        zygote.end_kernels()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)
