"""How often a wrong join code may be tried, so that codes cannot be guessed and no room is locked out."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW_SECONDS = 60.0
WRONG_TRIES = 30
"""A whole room behind one address mistypes less often than this in a minute; guessing needs far more."""


@dataclass(slots=True)
class TryLimit:
    """Counts wrong tries by address; right codes are never counted, so a crowd behind one router can join."""

    clock: Callable[[], float] = time.monotonic
    _wrong: dict[str, deque[float]] = field(default_factory=dict)

    def wait_seconds(self, address: str) -> int:
        """Seconds until this address may try again; 0 when it may now."""
        tries = self._recent(address)
        if len(tries) < WRONG_TRIES:
            return 0
        return max(1, round(tries[0] + WINDOW_SECONDS - self.clock()))

    def wrong(self, address: str) -> None:
        """Note a wrong try."""
        self._recent(address).append(self.clock())

    def _recent(self, address: str) -> deque[float]:
        tries = self._wrong.setdefault(address, deque())
        while tries and tries[0] <= self.clock() - WINDOW_SECONDS:
            tries.popleft()
        if not tries and len(self._wrong) > 10_000:
            self._wrong = {address: tries}
        return tries
