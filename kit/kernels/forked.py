"""A fork of the warm process becomes a kernel of its own."""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import random
import signal
import sys

import ipykernel_launcher
from ipykernel.kernelapp import IPKernelApp

from kit.kernels.environment import Difference, take_on
from kit.kernels.zygote import Fork


class ForkedApp(IPKernelApp):
    """A kernel whose parent is the warm process, and whose life is its server's."""

    def init_poller(self) -> None:
        """No polling of the parent: the kernel outlives the warm process."""


def become(fork: Fork) -> None:
    """Run the ordered kernel in this process until it is shut down."""
    _leave_parent(fork)
    order = fork.order
    change = Difference(order["environment"]["changed"], tuple(order["environment"]["removed"]))
    take_on(change)
    os.chdir(order["cwd"])
    _reseed()
    arguments = ["-f", order["connection_file"]]
    sys.argv = [ipykernel_launcher.__file__, *arguments]
    gc.enable()
    app = ForkedApp.instance()
    app.parent_handle = 1
    app.initialize([*arguments, "--HistoryManager.enabled=False"])
    app.control_thread.io_loop.add_callback(_watch, app.control_thread.io_loop, fork.lifeline)
    _tell(fork, bound=order["order"], pid=os.getpid())
    app.start()


def _leave_parent(fork: Fork) -> None:
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, stream in enumerate(fork.streams, start=1):
        os.dup2(stream, number)
        os.close(stream)
    # ipykernel puts pipes in place of both streams, in which a crash's last words would be lost.
    faulthandler.enable(os.fdopen(os.dup(2), "w"))


def _reseed() -> None:
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _watch(loop, lifeline: int) -> None:
    loop.add_handler(lifeline, lambda *_: os.killpg(os.getpgrp(), signal.SIGKILL), loop.READ)


def _tell(fork: Fork, **message: object) -> None:
    fork.server.sendall(json.dumps(message).encode() + b"\n")
    fork.server.close()
