"""A forked kernel as its server sees it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout

STATUS_UNKNOWN = 1
"""Exit status of a kernel that outlived the warm process, where the operating system keeps the real one to itself."""


class KernelProcess:
    """The part of `subprocess.Popen` that Jupyter uses, for a process that is the warm process's child.

    The warm process reports its end. When the warm process is gone, `adopt` makes this object look by itself.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.ended: Future[int] = Future()
        self.ended.set_running_or_notify_cancel()
        self._lock = threading.Lock()
        self._pidfd: int | None = None
        self._adopted = False

    @property
    def returncode(self) -> int | None:
        """Exit status, negative for a signal, `None` while it runs."""
        return self.poll()

    def poll(self) -> int | None:
        """Exit status, negative for a signal, `None` while it runs."""
        if self._adopted and not self.ended.done():
            self._look()
        return self.ended.result() if self.ended.done() else None

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once there is one. Raises `subprocess.TimeoutExpired` after `timeout` seconds."""
        try:
            return self.ended.result(timeout) if not self._adopted else self._wait_adopted(timeout)
        except FutureTimeout:
            raise subprocess.TimeoutExpired(["kernel"], timeout or 0) from None

    def send_signal(self, number: int) -> None:
        """Signal the kernel; nothing happens once it has ended, when its id may belong to another process."""
        with self._lock:
            if not self.ended.done():
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def finish(self, status: int) -> None:
        """Note its end; later reports change nothing."""
        with self._lock:
            if not self.ended.done():
                self.ended.set_result(status)
            if self._pidfd is not None:
                os.close(self._pidfd)
                self._pidfd = None

    def adopt(self) -> None:
        """Look after the kernel without the warm process."""
        if self.ended.done():
            return
        if hasattr(os, "pidfd_open"):
            try:
                self._pidfd = os.pidfd_open(self.pid)
            except ProcessLookupError:
                self.finish(STATUS_UNKNOWN)
            except OSError:
                self._pidfd = None
        self._adopted = True

    def _look(self) -> None:
        with contextlib.suppress(ChildProcessError):
            # As process 1 of a container the server inherits it, and is the one that has to reap it.
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.finish(os.waitstatus_to_exitcode(status))
            return
        if not self._runs():
            self.finish(STATUS_UNKNOWN)

    def _runs(self) -> bool:
        with self._lock:
            if self._pidfd is not None:
                return not _readable(self._pidfd)
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                return False
            return True

    def _wait_adopted(self, timeout: float | None) -> int:
        deadline = float("inf") if timeout is None else time.monotonic() + timeout
        while not self.ended.done():
            self._look()
            if time.monotonic() > deadline:
                raise FutureTimeout
            time.sleep(0.02)
        return self.ended.result()


def _readable(fd: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(0))
