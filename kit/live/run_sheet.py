"""The run sheet as pages show it: each day's times as they were, and as they are to be expected now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kit.domain.held import DayClock, clock_of, current_day, days, slots_of
from kit.domain.runsheet import STEP, Line, Sheet, sheet
from kit.domain.workshop import Workshop
from kit.storage import SessionState
from kit.words.formats import digits

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class RunSheet:
    """Every day of a workshop, one of them perhaps held now."""

    sheets: Mapping[int, Sheet]
    """By the day's number."""
    today: DayClock | None

    @property
    def current(self) -> Sheet | None:
        """The sheet of the day that is held now."""
        return self.sheets[self.today.day] if self.today else None

    def line(self, session: str) -> Line | None:
        """A session's line; None for what happens afterwards."""
        lines = (line for each in self.sheets.values() for line in each.lines)
        return next((line for line in lines if line.slot.session == session), None)

    def is_today(self, session: str) -> bool:
        """Whether a session belongs to the day that is held now."""
        return self.current is not None and any(line.slot.session == session for line in self.current.lines)


def run_sheet(workshop: Workshop, states: Mapping[str, SessionState], now: datetime) -> RunSheet:
    """The run sheet of a workshop at a moment."""
    today = current_day(workshop, states, now)
    sheets: dict[int, Sheet] = {}
    for day in days(workshop):
        # The clock of a day that is over stands still, though somebody may open one of its sessions again today.
        clock = today if today and today.day == day else replace(clock_of(workshop, day, states, now), now=None)
        sheets[day] = sheet(slots_of(workshop, clock, states), clock.now)
    return RunSheet(sheets, today)


def hour(minutes: int, language: str) -> str:
    """Minutes after midnight as a time of day, in the language's digits."""
    there = minutes % _DAY_MINUTES
    return digits(f"{there // 60:02}:{there % 60:02}", language)


def told_start(run: RunSheet, session: str) -> int | None:
    """The new time at which people are told that a session begins, in steps of five minutes; None where it has none.

    It stands on the clock of the plan, on which a rehearsal is no later than its first session was.
    """
    line = run.line(session)
    if line is None or run.today is None or not (run.is_today(session) and line.slot.is_ahead) or line.late < STEP:
        return None
    return line.slot.start - run.today.shift + (line.late + STEP // 2) // STEP * STEP
