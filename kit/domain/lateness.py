"""Whether an entry is late: first written when its item of the agenda was over.

What is written in an open session is on time, also where the session was closed too early and opened again. Opened
again after the workshop's last day, or left open beyond it, it takes answers that come late. Sessions that are opened
only afterwards, as those for following up are, are in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from kit.domain.held import Span
from kit.domain.workshop import Workshop


def ends_at(workshop: Workshop) -> datetime:
    """The midnight after the workshop's last day, on the clock of the place."""
    return datetime.combine(workshop.last_day + timedelta(days=1), time(), tzinfo=workshop.time_zone)


def is_late(spans: Sequence[Span], now: datetime, end: datetime) -> bool:
    """Whether what is first written `now` is late; `spans` is when its session was open, `end` the workshop's end."""
    if not spans:
        return False
    if spans[-1].closed is not None:
        return True
    return spans[0].opened < end <= now
