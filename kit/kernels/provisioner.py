"""Jupyter's kernel provisioner `kit-warm`: kernels forked from a warm process, or started as usual."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from kit.kernels.environment import difference
from kit.kernels.places import next_stem
from kit.kernels.process import KernelProcess
from kit.kernels.warm import START_SECONDS, Order, WarmProcessGone, prepare

CAN_FORK = hasattr(os, "fork") and sys.platform != "emscripten"
"""Whether this platform has warm kernels at all."""

_COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", None, "--HistoryManager.enabled=False"]
_ARGUMENTS = {"env", "cwd", "stdin", "stdout", "stderr", "extra_arguments", "kernel_id"}
_LOG = 2


class WarmProvisioner(LocalProvisioner):
    """Forks each kernel from the server's warm process.

    The normal start is used, and the log says why, where a process cannot fork, with `KIT_WARM=0` in the
    environment, and for a kernel that needs an interpreter of its own: other arguments, pipes as streams, variables
    that Python reads when it starts.
    """

    process: Any = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the kernel talk over sockets in our folder: there are no ports that two kernels could both pick."""
        manager = self.parent
        if manager is not None and CAN_FORK and not manager._connection_file_written:
            stem = next_stem()
            manager.transport, manager.cache_ports = "ipc", False
            manager.connection_file, manager.ip = f"{stem}.json", stem
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; a warm one has bound its sockets when this returns."""
        # What a kernel prints outside of its cells belongs into the log, never into a command's own output.
        for stream in ("stdout", "stderr"):
            kwargs[stream] = _LOG if kwargs.get(stream) is None else kwargs[stream]
        reason = _reason_for_normal_start(cmd, kwargs)
        if reason is None:
            try:
                self.process = await _fork(cmd[4], **kwargs)
            except WarmProcessGone as error:
                reason = str(error)
        if reason is not None:
            self.log.info("Kernel %s starts without the warm process: %s", self.kernel_id, reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info


async def _fork(
    connection_file: str, env: Mapping[str, str], stdout: Any, stderr: Any, cwd: str | None = None, **_: object
) -> KernelProcess:
    for attempt in (1, 2):
        warm = prepare()
        try:
            await asyncio.wait_for(asyncio.wrap_future(warm.ready), START_SECONDS)
            order = Order(connection_file, str(Path(cwd or ".").absolute()), difference(warm.environment, env))
            return await _bound(warm.order(order, [_descriptor(stdout), _descriptor(stderr)]))
        except WarmProcessGone:
            if attempt == 2:
                raise
    raise AssertionError


async def _bound(kernel: Future[KernelProcess]) -> KernelProcess:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(kernel), START_SECONDS)
    except BaseException:
        # Nobody waits for it any longer, so it must not stay.
        kernel.add_done_callback(lambda late: None if late.exception() else late.result().kill())
        raise


def _reason_for_normal_start(cmd: list[str], kwargs: Mapping[str, Any]) -> str | None:
    if not CAN_FORK:
        return "processes cannot fork here"
    if os.environ.get("KIT_WARM") == "0" or kwargs["env"].get("KIT_WARM") == "0":
        return "KIT_WARM is 0"
    if len(cmd) != len(_COMMAND) or any(want not in (None, part) for want, part in zip(_COMMAND, cmd, strict=True)):
        return f"its command is {cmd}"
    if unusual := sorted(set(kwargs) - _ARGUMENTS):
        return f"it was started with {', '.join(unusual)}"
    if min(_descriptor(kwargs["stdout"]), _descriptor(kwargs["stderr"])) < 0:
        return "its streams are not files"
    if names := difference(os.environ, kwargs["env"]).read_at_start():
        return f"it has its own {', '.join(names)}"
    return None


def _descriptor(stream: Any) -> int:
    """The stream's file descriptor, or -1 for what has none: `subprocess`'s words for pipes are negative as well."""
    try:
        return stream if isinstance(stream, int) else int(stream.fileno())
    except (AttributeError, OSError):
        return -1
