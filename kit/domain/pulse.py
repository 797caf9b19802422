"""How far each delegation is in an open session, from what is known without looking at what anybody writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

WRITING = timedelta(minutes=2)
"""Whoever saved something in this time is taken to be still writing."""
IDLE = timedelta(minutes=5)
"""Of people who are there and have begun: after this time without anything saved they wait, or are stuck."""
Stage = Literal["absent", "waiting", "writing", "begun", "idle", "finished"]


@dataclass(frozen=True, slots=True)
class Pulse:
    """One delegation in one session."""

    present: int = 0
    """People who gave a sign of life of late."""
    saved_at: datetime | None = None
    """When anything was last saved for it in this session; None where nothing was."""
    ballots: int = 0
    ready: bool = False
    """It has said so."""

    def writing(self, now: datetime) -> bool:
        """Whether it saved something so lately that it is probably not at an end."""
        return self.saved_at is not None and now - self.saved_at < WRITING

    def finished(self, *, vote: bool) -> bool:
        """Whether it is ready; of a vote, also where as many have voted as are there."""
        return self.ready or (vote and self.ballots >= max(1, self.present))

    def quiet(self, now: datetime) -> timedelta:
        """For how long it has saved nothing; no time at all before it has begun."""
        return now - self.saved_at if self.saved_at else timedelta()

    def stage(self, now: datetime, *, vote: bool) -> Stage:
        """Where it stands, in one word."""
        if self.finished(vote=vote):
            return "finished"
        if self.writing(now):
            return "writing"
        if self.saved_at is None and not self.ballots:
            return "waiting" if self.present else "absent"
        return "idle" if self.present and self.quiet(now) >= IDLE else "begun"
