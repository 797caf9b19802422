"""A process that only forks: it holds what notebooks import, has one thread, and draws or listens to nothing."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
from collections.abc import Sequence

from kit.kernels.child import Cells, fork

_LENGTH_BYTES = 8


class Forker:
    """A fork of this process that forks once more for each notebook; made before this process has threads."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            self._socket.close()
            _serve(theirs)
        theirs.close()

    def __call__(self, cells: Cells, news: int, lifeline: int, others: Sequence[int]) -> None:
        """As `kit.kernels.child.fork`, but for the id: the fork is another process's child.

        Raises OSError where that process has gone, or cannot be forked.
        """
        order = json.dumps(cells.to_json()).encode()
        socket.send_fds(self._socket, [len(order).to_bytes(_LENGTH_BYTES)], [news, lifeline])
        self._socket.sendall(order)
        if self._socket.recv(1) != b"+":
            raise OSError("no process could be forked for a notebook")

    def close(self) -> None:
        """Have it end."""
        self._socket.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _serve(server: socket.socket) -> None:
    from kit.kernels.recording import RecordingShell

    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        RecordingShell.prepared()
        gc.collect()
        gc.freeze()
        gc.disable()
        while True:
            length, descriptors, _, _ = socket.recv_fds(server, _LENGTH_BYTES, 2)
            if len(descriptors) != 2:
                _reap(0)
                break
            _reap(os.WNOHANG)
            order = json.loads(_exactly(server, int.from_bytes(length)))
            try:
                fork(Cells.from_json(order), descriptors[0], descriptors[1], [server.fileno()])
                answer = b"+"
            except OSError:
                answer = b"-"
            for descriptor in descriptors:
                os.close(descriptor)
            server.sendall(answer)
    finally:
        os._exit(0)


def _reap(options: int) -> None:
    """Take note of forks that have ended, so that their processor time is counted as this process's children's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def _exactly(server: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        part = server.recv(length - len(found))
        if not part:
            raise ConnectionError
        found += part
    return found
