"""The kernels of a room: whose each one is, and when it is no longer needed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from concurrent.futures import Future
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from traitlets import DottedObjectName, Int, default

from kit.live.admission import PAGELESS_SECONDS, Admission
from kit.live.admission_memory import allowance, bytes_for_kernels, kernels_that_fit

OWNER: ContextVar[tuple[str, str]] = ContextVar("owner")
"""Person's id and session for which the current request starts a kernel."""

_WEIGHED = 8
"""Kernels of which the memory is looked at: those that have been written in longest."""

_logger: Any = None


class RoomKernel(ServerKernelManager):
    """One kernel's manager; all share the logger of events, whose schema takes longer to check than a fork."""

    @default("event_logger")
    def _shared_logger(self) -> Any:
        global _logger
        if _logger is None:
            _logger = super()._default_event_logger()
        return _logger


class RoomKernelManager(AsyncMappingKernelManager):
    """Kernels with an owner; an owner's earlier kernel for a page ends when its page has gone."""

    kernel_manager_class = DottedObjectName("kit.live.kernels.RoomKernel")
    cull_idle_timeout = Int(900)
    """Seconds after which a kernel without a page is ended; phones often leave without a word."""
    cull_interval = Int(60)
    cull_connected = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]  # Jupyter Server has no types here
        self._owners: dict[str, tuple[str, str]] = {}
        self._pageless: dict[str, float] = {}
        self._bytes_for_kernels = bytes_for_kernels()
        self.admission = Admission(lambda: len(self._owners), kernels_that_fit(self._bytes_for_kernels))

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # its own type is of the other base
        """Start a kernel for the owner of the current request."""
        owner = OWNER.get()
        kernel_id: str = await super().start_kernel(**kwargs)
        self._owners[kernel_id] = owner
        self._pageless[kernel_id] = time.monotonic()
        await self._end_left_behind(owner, kernel_id)
        return kernel_id

    def owner_of(self, kernel_id: str) -> str | None:
        """The id of the person for whom a kernel runs."""
        return self._owners.get(kernel_id, (None, None))[0]

    async def end_all_of(self, person: str) -> None:
        """End a person's kernels, as when they leave; they no longer wait for one either."""
        self.admission.leave(person)
        for kernel_id in [k for k, (owner, _) in self._owners.items() if owner == person]:
            await self._end(kernel_id)

    def goes_on(self, person: str) -> bool:
        """Whether somebody has a place already, and only moves from one page to the next."""
        return sum(owner == person for owner, _ in self._owners.values()) == 1

    async def make_room(self) -> None:
        """When the room is full, end the kernels whose page has been gone for long."""
        oldest = time.monotonic() - PAGELESS_SECONDS
        if self.admission.full:
            for kernel_id in [k for k, since in self._pageless.items() if since < oldest]:
                await self._end(kernel_id)

    async def cull_kernels(self) -> None:
        """Every minute: end kernels without a page, and admit no more than fit by what those that run have taken."""
        await super().cull_kernels()  # type: ignore[no-untyped-call]
        kernels: list[Any] = [self.get_kernel(kernel_id) for kernel_id in list(self._owners)[:_WEIGHED]]
        pids = [kernel.provisioner.pid for kernel in kernels if kernel.has_kernel]
        each_bytes = await asyncio.to_thread(allowance, pids)
        self.admission.limit = kernels_that_fit(self._bytes_for_kernels, each_bytes)

    def start_watching_activity(self, kernel_id: str) -> None:
        """A kernel is in use while a page is connected to it, and otherwise since its page has gone.

        Jupyter Server reads every message of every kernel a second time to see whether it computes. Ours redraw
        themselves at each change in the room, so that those whose phone has left would never count as idle.
        """
        kernel: Any = self.get_kernel(kernel_id)
        kernel.reason, kernel.execution_state, kernel.last_activity = "", "idle", datetime.now(UTC)
        # Each socket would first ask the kernel for its version; that of ours is the server's own.
        kernel._kernel_info_future = Future()
        kernel._kernel_info_future.set_result({})

    def notify_connect(self, kernel_id: str) -> None:
        """A page has opened its socket."""
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        self._pageless.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page's socket has closed, by intention or not."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if self._kernel_connections.get(kernel_id) == 0:
            self._pageless[kernel_id] = time.monotonic()
            kernel: Any = self.get_kernel(kernel_id)
            kernel.last_activity = datetime.now(UTC)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel and its owner."""
        self._owners.pop(kernel_id, None)
        self._pageless.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    async def _end_left_behind(self, owner: tuple[str, str], newest: str) -> None:
        # A page that was reloaded on a phone never says goodbye; its socket is gone, and nobody can come back to it.
        for kernel_id in [k for k, o in self._owners.items() if o == owner and k != newest]:
            if not self._kernel_connections.get(kernel_id):
                await self._end(kernel_id)

    async def _end(self, kernel_id: str) -> None:
        self._pageless.pop(kernel_id, None)
        with contextlib.suppress(KeyError):
            await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
        self._owners.pop(kernel_id, None)
