"""A kernel application in two halves: what can be made before a fork, and sockets, threads and streams after it.

It follows `IPKernelApp.initialize` of ipykernel 6.29 to 7.4 step by step.
"""

# ipykernel's and IPython's methods have no annotations.
# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from ipykernel.kernelapp import IPKernelApp
from IPython.core.application import BaseIPythonApplication
from jupyter_client.session import new_id
from zmq.eventloop.zmqstream import ZMQStream

ARGUMENTS = ("--HistoryManager.enabled=False",)
"""No history database: a hundred kernels would lock it, and what a delegation types belongs into the store only."""

_JOIN_SECONDS = 1.0
_LINGER_MILLISECONDS = 500


class ForkedApp(IPKernelApp):
    """A kernel that is made in the warm process and comes to life in a fork of it."""

    def prepare(self) -> None:
        """Before the fork: configuration, the shell, its magics and extensions. No thread, no socket, no loop."""
        # Not 0, or ipykernel takes itself for a kernel started by hand and says so on stdout.
        self.parent_handle = 1
        self.outstream_class = "kit.kernels.streams.Stream"
        BaseIPythonApplication.initialize(self, list(ARGUMENTS))
        self.init_pdb()
        self.kernel = self.kernel_class.instance(  # type: ignore[attr-defined]
            parent=self, session=self.session, log=self.log, profile_dir=self.profile_dir, user_ns=self.user_ns
        )
        self.init_path()
        self.init_shell()
        self.init_gui_pylab()
        self.init_extensions()
        self._hide_own_names()

    def come_to_life(self, connection_file: str) -> None:
        """After the fork: everything that must be this process's own."""
        self.session.session, self.session.pid = new_id(), os.getpid()
        self.connection_file = connection_file
        self.init_connection_file()
        self.init_sockets()
        self.init_heartbeat()
        self.log_connection_info()
        self.init_io()
        self.init_signal()
        self.init_kernel()
        self.kernel.shell.init_environment()
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        if self._has_startup_code():
            self.init_code()
        sys.stdout.flush()
        sys.stderr.flush()

    def _hide_own_names(self) -> None:
        """What `init_code` does without startup code; in a fork it would touch the name of every module."""
        self.kernel.shell.user_ns_hidden.update(self.kernel.shell.user_ns)
        self.kernel.shell._sys_modules_keys = set(sys.modules)

    def _has_startup_code(self) -> bool:
        folder = Path(self.profile_dir.startup_dir) if self.profile_dir else Path()
        files = [path for path in folder.glob("*") if path.suffix in (".py", ".ipy")]
        return bool(files or self.exec_lines or self.exec_files or os.environ.get("PYTHONSTARTUP"))

    def init_kernel(self) -> None:
        """Connect the kernel made before the fork, as `IPythonKernel.__init__` connects a new one."""
        kernel, shell = self.kernel, self.kernel.shell
        for trait, value in self._connections().items():
            setattr(kernel, trait, value)
        kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
        if hasattr(kernel, "debugger"):
            kernel.debugger = self._debugger()
        kernel.record_ports({f"{name}_port": port for name, port in self._ports.items()})
        shell.displayhook.pub_socket = shell.display_pub.pub_socket = self.iopub_socket
        shell.displayhook.topic = kernel._topic("execute_result")
        if session_name := os.environ.get("JPY_SESSION_NAME"):
            shell.user_ns["__session__"] = session_name
        self.displayhook.get_execution_count = lambda: kernel.execution_count

    def _connections(self) -> dict[str, Any]:
        threads: dict[str, Any] = {"control_thread": self.control_thread, "iopub_thread": self.iopub_thread}
        shell_loop = None
        if channel := getattr(self, "shell_channel_thread", None):
            threads["shell_channel_thread"], shell_loop = channel, channel.io_loop
        streams = {
            "shell_stream": ZMQStream(self.shell_socket, shell_loop),
            "control_stream": ZMQStream(self.control_socket, self.control_thread.io_loop),
            "debugpy_stream": ZMQStream(self.debugpy_socket, self.control_thread.io_loop),
        }
        if channel:
            channel.shell_stream = streams["shell_stream"]
            channel.start()
        self.control_thread.start()
        sockets = {name: getattr(self, name) for name in ("iopub_socket", "stdin_socket", "debug_shell_socket")}
        return {**threads, **streams, **sockets}

    def _debugger(self) -> Any:
        kernel = self.kernel
        return kernel.debugger_class(
            kernel.log,
            kernel.debugpy_stream,
            kernel._publish_debug_event,
            kernel.debug_shell_socket,
            kernel.session,
            kernel._kernel_modules,
            kernel.debug_just_my_code,
            kernel.filter_internal_frames,
        )

    def end(self) -> None:
        """Let the user's threads and exit handlers finish, send what is still to be sent, and leave at once.

        Taking the interpreter apart would copy every page that the kernels share.
        """
        # ipykernel's own closing waits for threads in an order that can hang for seconds.
        atexit.unregister(self.close)
        atexit.unregister(self.iopub_thread.stop)
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
        atexit._run_exitfuncs()
        for thread in filter(None, (self.control_thread, getattr(self, "shell_channel_thread", None))):
            thread.stop()
            thread.join(_JOIN_SECONDS)
        sys.stdout.flush()
        sys.stderr.flush()
        self.iopub_thread.stop()
        if self.context:
            self.context.destroy(_LINGER_MILLISECONDS)
        os._exit(0)


def on_server_gone(app: ForkedApp, lifeline: int) -> None:
    """End the kernel, with the processes that it started, when the server's end of `lifeline` closes."""
    loop = app.control_thread.io_loop

    def watch() -> None:
        loop.add_handler(lifeline, lambda *_: os.killpg(os.getpgrp(), signal.SIGKILL), loop.READ)

    loop.add_callback(watch)
