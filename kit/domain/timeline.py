"""Activities as rows of a Gantt chart: data only, drawn by the board, the documents and the spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from kit.domain.checks import ref_of
from kit.domain.entry import Entry

MOST_TICKS = 24
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two ticks, the first step that needs no more than `MOST_TICKS`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in time; `at` is its place on the axis, 0 to 1."""

    label: str
    day: str
    at: float
    outside: bool = False
    """A milestone outside its activity's dates."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One activity; `begins` and `ends` are places on the axis, 0 to 1, the last day being part of the bar."""

    entry: str
    ref: str
    title: str
    priority: str | None
    status: str | None
    start: str
    end: str
    begins: float
    ends: float
    reversed: bool
    """Its end is before its start: it is drawn on its start day alone."""
    milestones: tuple[Mark, ...]
    depends_on: tuple[str, ...]
    """Entry ids of activities on this timeline."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in order of their start, on an axis of whole months."""

    first: str
    last: str
    ticks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    undated: tuple[str, ...]
    """Refs of activities without both dates."""

    def to_json(self) -> dict[str, Any]:
        """The timeline as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day begins, 0 to 1; days outside stand at the edge."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return round(min(max(share, 0.0), 1.0), 5)

    def after(self, day: date) -> float:
        """Where a day has ended."""
        return 1.0 if day >= self.last else self.place(day + timedelta(days=1))


def timeline(activities: Sequence[Entry], plan: Mapping[str, Any] | None = None) -> Timeline | None:
    """The timeline of a plan's activities, over all their dates and the plan's own period; None where none has dates.

    `activities` have clean values; `plan` is the plan form's values, whose period widens the axis.
    """
    dated = [a for a in activities if a.values.get("start") and a.values.get("end")]
    if not dated:
        return None
    axis = _axis([*_days(dated), *_period(plan or {})])
    shown = {activity.id for activity in dated}
    bars = sorted((_bar(a, axis, shown) for a in dated), key=lambda bar: (bar.start, bar.end, bar.ref))
    undated = tuple(ref_of(a) for a in activities if a.id not in shown)
    return Timeline(axis.first.isoformat(), axis.last.isoformat(), tuple(_ticks(axis)), tuple(bars), undated)


def _days(activities: Iterable[Entry]) -> Iterator[date]:
    for activity in activities:
        yield date.fromisoformat(activity.values["start"])
        yield date.fromisoformat(activity.values["end"])
        yield from (date.fromisoformat(m["due"]) for m in activity.values.get("milestones") or () if m.get("due"))


def _period(plan: Mapping[str, Any]) -> Iterator[date]:
    yield from (date.fromisoformat(plan[name]) for name in ("period_start", "period_end") if plan.get(name))


def _axis(days: Sequence[date]) -> _Axis:
    last = max(days)
    return _Axis(min(days).replace(day=1), _months_later(last.replace(day=1), 1) - timedelta(days=1))


def _months_later(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def _ticks(axis: _Axis) -> Iterator[Mark]:
    months = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month + 1
    step = next((step for step in _STEPS if months / step <= MOST_TICKS - 1), _STEPS[-1])
    back = (axis.first.month - 1 if step < 12 else axis.first.year * 12 + axis.first.month - 1) % step
    for offset in range(-back, months, step):
        day = max(_months_later(axis.first, offset), axis.first)
        yield Mark(_tick_label(day, step), day.isoformat(), axis.place(day))


def _tick_label(day: date, step: int) -> str:
    if step == 1:
        return f"{day.year}-{day.month:02}"
    return f"{day.year} Q{(day.month + 2) // 3}" if step < 12 else str(day.year)


def _bar(activity: Entry, axis: _Axis, shown: set[str]) -> Bar:
    values = activity.values
    start, end = date.fromisoformat(values["start"]), date.fromisoformat(values["end"])
    return Bar(
        entry=activity.id,
        ref=ref_of(activity),
        title=str(values.get("activity") or ""),
        priority=values.get("priority"),
        status=values.get("status"),
        start=values["start"],
        end=values["end"],
        begins=axis.place(start),
        ends=axis.after(max(start, end)),
        reversed=end < start,
        milestones=tuple(_milestones(values, axis)),
        depends_on=tuple(entry for entry in values.get("dependencies") or () if entry in shown),
    )


def _milestones(values: Mapping[str, Any], axis: _Axis) -> Iterator[Mark]:
    for milestone in values.get("milestones") or ():
        if due := milestone.get("due"):
            outside = not values["start"] <= due <= values["end"]
            yield Mark(str(milestone.get("text") or ""), due, axis.place(date.fromisoformat(due)), outside)
