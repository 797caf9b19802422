"""A fork of the warm process becomes a kernel of its own."""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
import sys
from importlib.util import find_spec

from kit.kernels.app import ARGUMENTS, ForkedApp, on_server_gone
from kit.kernels.environment import Difference, reseed, take_on
from kit.kernels.zygote import Fork


def become(fork: Fork, app: ForkedApp) -> None:
    """Run the ordered kernel in this process until it is shut down."""
    _leave_parent(fork)
    order = fork.order
    take_on(Difference.from_json(order["environment"]))
    os.chdir(order["cwd"])
    sys.argv = [_launcher(), "-f", order["connection_file"], *ARGUMENTS]
    reseed()
    gc.enable()
    app.come_to_life(order["connection_file"])
    on_server_gone(app, fork.lifeline)
    _tell(fork, bound=order["order"], pid=os.getpid())
    app.start()  # type: ignore[no-untyped-call]
    app.end()


def _launcher() -> str:
    found = find_spec("ipykernel_launcher")
    return str(found.origin) if found else ""


def _leave_parent(fork: Fork) -> None:
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, stream in enumerate(fork.streams, start=1):
        os.dup2(stream, number)
        os.close(stream)
    # ipykernel puts pipes in place of both streams, in which a crash's last words would be lost.
    faulthandler.enable(os.fdopen(os.dup(2), "w"))


def _tell(fork: Fork, **message: object) -> None:
    fork.server.sendall(json.dumps(message).encode() + b"\n")
    fork.server.close()
