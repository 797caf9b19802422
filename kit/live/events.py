"""A stream of what changes, for the server's own pages (server-sent events, https://html.spec.whatwg.org/#server-sent-events).

It carries kinds and ids only; what a page may show it asks for with its own cookie.
"""

from __future__ import annotations

import asyncio
import json

from tornado.iostream import StreamClosedError

from kit.live.notifier import Notifier
from kit.live.pages import PageHandler
from kit.live.presence import Presence
from kit.storage.events import Event

KEEP_ALIVE_SECONDS = 20.0
"""Proxies drop a line on which nothing was said for 30 to 60 seconds."""


class EventsHandler(PageHandler):
    """One stream for each page that is open."""

    async def get(self) -> None:
        """Send events until the page goes away."""
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("X-Accel-Buffering", "no")
        queue: asyncio.Queue[list[Event]] = asyncio.Queue()
        notifier: Notifier = self.settings["kit_notifier"]
        presence: Presence = self.settings["kit_presence"]
        self._unsubscribe = notifier.subscribe(queue.put_nowait)
        try:
            with presence.page_of(self.visitor.person if self.visitor else None):
                await self._send("hello", {"sequence": self.room.store.sequence()})
                while True:
                    await self._next(queue)
        except StreamClosedError:
            pass
        finally:
            self._unsubscribe()

    def on_connection_close(self) -> None:
        """The page has gone."""
        if hasattr(self, "_unsubscribe"):
            self._unsubscribe()

    async def _next(self, queue: asyncio.Queue[list[Event]]) -> None:
        try:
            events = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            self.write(": still here\n\n")
            await self.flush()
            return
        kinds = sorted({event.kind for event in events})
        await self._send("changed", {"kinds": kinds, "sessions": sorted({e.session for e in events if e.session})})

    async def _send(self, name: str, data: dict[str, object]) -> None:
        self.write(f"event: {name}\ndata: {json.dumps(data)}\n\n")
        await self.flush()
