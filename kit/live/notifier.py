"""Tells pages and kernels of this server that something was saved.

One small query, a few times a second, sees every commit: of this server's kernels, of the command line, and of another
server on the same database. Kernels and pages do not poll.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kit.forms.changes import event_ids
from kit.storage import Store
from kit.storage.events import Event

EVERY_SECONDS = 0.15
KERNEL_SECONDS = 0.005
"""What it costs to bring one page up to date, with its way to the phone. Kernels are woken one after another, so far
apart: all at once would keep the processors from those who save, and more often than that would take them whole."""
ROUND_SECONDS = 1.5
"""However many they are, all have heard within so long."""
PERSON_SECONDS = 5.0
"""Kernels hear this much later that somebody joined: a hundred who come at once would have every page drawn anew as
often, though no form shows who is in the room."""
log = logging.getLogger(__name__)
Listener = Callable[[list[Event]], None]


class Notifier:
    """Looks for new events and hands them to listeners in this process and to kernels on a Unix socket."""

    def __init__(self, store: Store, socket: Path) -> None:
        self.store, self.socket = store, socket
        self._listeners: set[Listener] = set()
        self._kernels: dict[asyncio.StreamWriter, int] = {}
        """To how many of the events each has heard."""
        self._events: list[Event] = []
        self._due = 0
        self._later: asyncio.TimerHandle | None = None
        self._round: asyncio.Task[None] | None = None
        # One thread of its own: a database that is busy for a moment must not stop the server's loop.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="notifier")
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to listen on the socket and to look at the store."""
        self.socket.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self._welcome, self.socket)
        self.socket.chmod(0o600)
        self._task = asyncio.create_task(self._watch(server))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each batch of events; returns what ends the subscription."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    async def stop(self) -> None:
        """Stop looking, and let the kernels go."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for handle in (self._later, self._round):
            if handle is not None:
                handle.cancel()
        self._thread.shutdown(wait=True)

    async def _watch(self, server: asyncio.Server) -> None:
        loop = asyncio.get_running_loop()
        try:
            seen = await loop.run_in_executor(self._thread, self.store.sequence)
            while True:
                await asyncio.sleep(EVERY_SECONDS)
                try:
                    seen = await loop.run_in_executor(self._thread, self._look, seen, loop)
                except Exception:
                    log.exception("The store could not be looked at; trying again")
                    await asyncio.sleep(1)
        finally:
            server.close()
            for writer in self._kernels:
                writer.close()

    def _look(self, seen: int, loop: asyncio.AbstractEventLoop) -> int:
        latest = self.store.sequence()
        if latest != seen:
            events = self.store.events_since(seen)
            loop.call_soon_threadsafe(self._tell, events)
        return latest

    def _tell(self, events: list[Event]) -> None:
        for listener in list(self._listeners):
            listener(events)
        self._events += events
        if any(event.kind != "person" for event in self._events):
            self._begin_round()
        elif self._later is None:
            self._later = asyncio.get_running_loop().call_later(PERSON_SECONDS, self._begin_round)

    def _begin_round(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        self._due = len(self._events)
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._go_round())

    async def _go_round(self) -> None:
        """Tell one kernel after another all that it has not heard, until each has heard what is due."""
        while behind := [kernel for kernel, heard in self._kernels.items() if heard < self._due]:
            for kernel in behind:
                if kernel in self._kernels:
                    news = [event_ids(event) for event in self._events[self._kernels[kernel] :]]
                    kernel.write(json.dumps(news).encode() + b"\n")
                    self._kernels[kernel] = len(self._events)
                    await asyncio.sleep(min(KERNEL_SECONDS, ROUND_SECONDS / len(behind)))
        del self._events[: self._due]
        self._kernels = {kernel: heard - self._due for kernel, heard in self._kernels.items()}
        self._due = 0

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._kernels[writer] = len(self._events)
        try:
            await reader.read()
        finally:
            self._kernels.pop(writer, None)
            writer.close()
