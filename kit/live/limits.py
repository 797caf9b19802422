"""How often wrong join codes may be tried, so that codes cannot be guessed and no room is locked out.

Everybody in a room has one address. If that address were shut for a minute after too many wrong codes, one bored
visitor could keep forty delegates out; so a right code is let in whatever its neighbours type. Two things are limited:

- An address that has tried too many wrong codes is told to wait, instead of being told that a code is wrong. It learns
  nothing from an answer but that it has hit a code; the codes are 30 ** 8, so it will not.
- A code's first half names it, and its second half is then what must be guessed (30 ** 4). So wrong second halves are
  counted for each code, by address and over all addresses; past the limit even the right one waits. That shuts out
  newcomers of one delegation for a minute, and only while somebody has half of their code and tries for the rest.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

WINDOW_SECONDS = 60.0
WRONG_TRIES = 30
"""A whole room behind one address mistypes less often than this in a minute."""
WRONG_HALVES = 15
"""Of one code, from one address."""
WRONG_HALVES_OVERALL = 100
"""Of one code, from everywhere: at this rate half of the 30 ** 4 endings take three days."""
_MOST_KEYS = 50_000
_HALF = 4
Clock = Callable[[], float]


@dataclass(slots=True)
class TryLimit:
    """Counts wrong tries of the last minute, in this process."""

    clock: Clock = time.monotonic
    _wrong: dict[Hashable, deque[float]] = field(default_factory=dict)

    def wait_for_code(self, address: str, code: str) -> int:
        """Seconds until this code may be tried from this address; 0 when it may now."""
        half = half_of(code)
        here = self._wait((network_of(address), half), WRONG_HALVES)
        return max(here, self._wait(half, WRONG_HALVES_OVERALL))

    def wait_after_wrong(self, address: str) -> int:
        """Seconds until this address is told again that a code is wrong; 0 when it is told now."""
        return self._wait(network_of(address), WRONG_TRIES)

    def wrong(self, address: str, code: str) -> None:
        """Note a wrong try."""
        now, network, half = self.clock(), network_of(address), half_of(code)
        for key in (network, half, (network, half)):
            self._wrong.setdefault(key, deque(maxlen=WRONG_HALVES_OVERALL)).append(now)
        if len(self._wrong) > _MOST_KEYS:
            self._forget()

    def _wait(self, key: Hashable, most: int) -> int:
        tries = self._wrong.get(key, ())
        recent = [at for at in tries if at > self.clock() - WINDOW_SECONDS]
        if len(recent) < most:
            return 0
        return max(1, round(recent[-most] + WINDOW_SECONDS - self.clock()))

    def _forget(self) -> None:
        # The oldest half at once: looking at every key for each wrong code would itself be a way to stop the server.
        for key in list(self._wrong)[: _MOST_KEYS // 2]:
            del self._wrong[key]


@dataclass(slots=True)
class Bucket:
    """Lets `at_once` things through, and after that `a_second` of them each second."""

    at_once: float
    a_second: float
    clock: Clock
    _spent: float = 0.0
    _at: float | None = None

    def take(self) -> bool:
        """Whether one more may pass now."""
        now = self.clock()
        back = (now - self._at) * self.a_second if self._at is not None else 0.0
        self._spent, self._at = max(0.0, self._spent - back), now
        if self._spent + 1 > self.at_once:
            return False
        self._spent += 1
        return True


def network_of(address: str) -> str:
    """Whom an address belongs to: itself, or the 64 bits that one subscriber has of an IPv6 address (RFC 6177)."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network(f"{found}/64", strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def half_of(code: str) -> str:
    """The first half of a code as it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())[:_HALF]
