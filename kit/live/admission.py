"""Who gets a kernel when there is not memory for everybody: a cap, and a queue in the order of arrival."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

from kit.live.admission_memory import kernels_that_fit

FORGOTTEN_SECONDS = 20.0
"""A place in the queue is given up when its page has not asked for so long; pages ask every 3 s."""
PAGELESS_SECONDS = 90.0
"""When the room is full, a kernel whose page has been gone for so long is ended."""
Clock = Callable[[], float]


@dataclass(eq=False, slots=True)
class Place:
    """Room for a kernel that is about to start; given back when it has started, or was not needed after all."""

    _taken: set[Place]

    def __enter__(self) -> Place:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """From now on the kernel itself counts."""
        self._taken.discard(self)


@dataclass(slots=True)
class Admission:
    """The cap and the queue; `running` tells how many kernels there are.

    Those who have a kernel keep their place when they reload or go on to the next session, where a second kernel
    runs for the moment that the first one takes to end.
    """

    running: Callable[[], int]
    limit: int = field(default_factory=kernels_that_fit)
    clock: Clock = time.monotonic
    _taken: set[Place] = field(default_factory=set)
    _asked: dict[str, float] = field(default_factory=dict)
    """Person to when their page has asked last, in the order of arrival."""

    @property
    def full(self) -> bool:
        """Whether nobody could start a kernel now."""
        return self._free() <= 0

    @property
    def waiting(self) -> int:
        """How many people wait."""
        self._forget()
        return len(self._asked)

    def enter(self, person: str, *, at_once: bool = False) -> Place | None:
        """A place, or None where the person has to wait: they are in the queue then.

        `at_once`: they run the workshop, or go on from one page to the next, and never wait.
        """
        self._forget()
        if not at_once and self.ask(person) > self._free():
            return None
        self._asked.pop(person, None)
        place = Place(self._taken)
        self._taken.add(place)
        return place

    def ask(self, person: str) -> int:
        """The person's place in the queue, 1 being the next; at the end of it where they were not in it."""
        self._forget()
        self._asked[person] = self.clock()
        return list(self._asked).index(person) + 1

    def leave(self, person: str) -> None:
        """They no longer wait."""
        self._asked.pop(person, None)

    def may_enter(self, place: int) -> bool:
        """Whether there is room for this place in the queue and all before it."""
        return place <= self._free()

    def _free(self) -> int:
        return self.limit - self.running() - len(self._taken)

    def _forget(self) -> None:
        oldest = self.clock() - FORGOTTEN_SECONDS
        for person in [person for person, asked in self._asked.items() if asked < oldest]:
            del self._asked[person]
