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
"""What it costs to bring one page up to date, with its way to the phone. All kernels are told so rarely that it takes
no more than one processor, and so often that even two hundred hear within a second and a half."""
MOST_SECONDS = 1.2
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
        self._kernels: set[asyncio.StreamWriter] = set()
        self._held: list[Event] = []
        self._told = -MOST_SECONDS
        self._timer: asyncio.TimerHandle | None = None
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
        self._held += events
        self._tell_kernels_after(PERSON_SECONDS if all(event.kind == "person" for event in self._held) else self._pause)

    @property
    def _pause(self) -> float:
        """Seconds until kernels may be woken again."""
        between = min(MOST_SECONDS, KERNEL_SECONDS * len(self._kernels))
        return max(0.0, self._told + between - asyncio.get_running_loop().time())

    def _tell_kernels_after(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            if self._timer.when() <= loop.time() + seconds:
                return
            self._timer.cancel()
        self._timer = loop.call_later(seconds, self._tell_kernels)

    def _tell_kernels(self) -> None:
        self._timer, self._told = None, asyncio.get_running_loop().time()
        events, self._held = self._held, []
        line = json.dumps([event_ids(event) for event in events]).encode() + b"\n"
        for writer in list(self._kernels if events else ()):
            writer.write(line)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._kernels.add(writer)
        try:
            await reader.read()
        finally:
            self._kernels.discard(writer)
            writer.close()
