"""Who is there: people whose pages are open now, noted in the store by the handful and not one by one."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kit.storage import StorageProblem, Store

LOOK_SECONDS = 20.0
NOTE_SECONDS = 60.0
"""How often the same person is noted. A hundred people who are there cost a few writes a minute."""
log = logging.getLogger(__name__)


class Presence:
    """The people of one server; another server on the same database notes its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages: Counter[str] = Counter()
        self._noted: dict[str, float] = {}
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def page_of(self, person: str | None) -> Iterator[None]:
        """While a page of theirs is open, somebody is there."""
        if person is None:
            yield
            return
        self._pages[person] += 1
        try:
            yield
        finally:
            self._pages[person] -= 1

    async def start(self) -> None:
        """Begin to note who is there."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Stop noting."""
        if self._task:
            self._task.cancel()

    def due(self, now: float) -> list[str]:
        """Those who are there and have not been noted for a while; `now` in seconds of a clock that never jumps."""
        self._pages = +self._pages
        self._noted = {person: at for person, at in self._noted.items() if person in self._pages}
        found = [person for person in self._pages if now - self._noted.get(person, now - NOTE_SECONDS) >= NOTE_SECONDS]
        self._noted |= dict.fromkeys(found, now)
        return found

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if due := self.due(time.monotonic()):
                try:
                    await asyncio.to_thread(self._store.people.seen, *due)
                except StorageProblem as problem:
                    log.warning("Who is there could not be noted: %s", problem)
