"""What a rehearsal has found, for people and as JSON."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kit.live.rehearsal.advice import Advice, Machine, Use
from kit.words import say


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in seconds; None where it never happened."""

    count: int
    median: float | None
    p95: float | None
    """95 % took no longer than this (nearest rank)."""
    slowest: float | None

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        """From single measurements."""
        if not seconds:
            return cls(0, None, None, None)
        ordered = sorted(seconds)
        p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
        return cls(len(ordered), round(statistics.median(ordered), 4), round(p95, 4), round(ordered[-1], 4))


@dataclass(frozen=True, slots=True)
class Failure:
    """A delegate who could not do something."""

    delegate: int
    session: str
    step: str
    """`join` or `save`."""
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One rehearsal."""

    workshop: str
    participants: int
    sessions: tuple[str, ...]
    machine: Machine
    join_seconds: Times
    save_seconds: Times
    failures: tuple[Failure, ...]
    use: Use
    advice: Advice
    own_cpu_seconds: float
    """What playing the delegates took of the same processors; real phones bring their own."""

    def to_json(self) -> dict[str, Any]:
        """Everything; times in seconds, memory in bytes."""
        return asdict(self)

    def lines(self, language: str = "en") -> Iterator[str]:
        """For a terminal."""
        machine, use = self.machine, self.use
        yield say(
            "rehearse.title",
            language,
            participants=self.participants,
            processors=machine.processors,
            free=gigabytes(machine.available_bytes),
        )
        yield say("rehearse.joins", language, **_worded(self.join_seconds))
        yield say("rehearse.saves", language, **_worded(self.save_seconds))
        join, save = (_seconds(cost.total_seconds if cost else None) for cost in (use.join, use.save))
        yield say("rehearse.cpu", language, join=join, save=save)
        each = megabytes(use.participant_bytes)
        yield say("rehearse.memory", language, each=each, server=megabytes(use.server_bytes))
        yield from self._failures(language)
        yield say("rehearse.advice", language, **{n: "–" if v is None else v for n, v in asdict(self.advice).items()})

    def _failures(self, language: str) -> Iterator[str]:
        if not self.failures:
            yield say("rehearse.none_failed", language)
            return
        failed = len({failure.delegate for failure in self.failures})
        yield say("rehearse.failed", language, count=failed, participants=self.participants)
        kinds = Counter((failure.step, failure.session, failure.reason) for failure in self.failures)
        for (step, session, reason), count in kinds.most_common():
            step = say(f"rehearse.step_{step}", language)
            yield say("rehearse.failure", language, count=count, step=step, session=session, reason=reason)


def _worded(times: Times) -> dict[str, object]:
    return {"count": times.count} | {n: _seconds(getattr(times, n)) for n in ("median", "p95", "slowest")}


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.0f} ms"


def megabytes(value: int | None) -> str:
    """In MB of a million bytes."""
    return "–" if value is None else f"{value / 1e6:.1f} MB"


def gigabytes(value: int) -> str:
    """In GB of a thousand million bytes."""
    return f"{value / 1e9:.1f} GB"
