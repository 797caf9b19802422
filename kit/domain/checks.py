"""What a second reader would ask about a workplan: gaps, clashes and load, each with the activities it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kit.domain.cycles import cycles
from kit.domain.entry import Entry

FEWEST_PRIORITIES, MOST_PRIORITIES = 3, 7
OVERLOAD_SHARE, OVERLOAD_COUNT = 0.4, 4
"""One lead is overloaded with more than this share of all activities, and at least this many."""

FROM_ACTIVITIES_TO_SPREAD = 3
"""With fewer activities than this, having them all in one quarter is no warning."""


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something to look at in a plan; `code` and `details` find the words (`kit.words.plan`)."""

    code: str
    refs: tuple[str, ...] = ()
    """The activities' refs as people read them ("BD-03")."""
    details: Mapping[str, str | int] = field(default_factory=dict)
    entries: tuple[str, ...] = ()
    """The same activities' entry ids."""
    blocks_publication: bool = False


def check_plan(plan: Entry | None, activities: Sequence[Entry], priorities: Sequence[Entry]) -> list[PlanWarning]:
    """Everything worth a second look, gravest first; an empty plan only lacks priorities.

    `activities` and `priorities` are one delegation's; dependencies on activities that are not among them are left out.
    """
    plan_values = plan.values if plan is not None else {}
    found = [warning for check in _CHECKS for warning in check(activities)]
    return [*found, *_priorities(priorities), *_outside_period(plan_values, activities)]


def ref_of(activity: Entry) -> str:
    """What people call an activity: its ref, else its words, else its id."""
    values = activity.values
    return str(values.get("ref") or values.get("activity") or activity.id)


def _warn(code: str, concerned: Sequence[Entry], *, blocks: bool = False, **details: str | int) -> PlanWarning:
    refs, ids = tuple(ref_of(a) for a in concerned), tuple(a.id for a in concerned)
    return PlanWarning(code, refs, {"refs": ", ".join(refs), **details}, ids, blocks)


def _where(code: str, lacks: Callable[[Mapping[str, Any]], bool], *, blocks: bool = False) -> Any:
    """A check that names all activities for which `lacks` holds, in one warning."""

    def check(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
        if concerned := [activity for activity in activities if lacks(activity.values)]:
            yield _warn(code, concerned, blocks=blocks)

    return check


def harm_is_open(values: Mapping[str, Any]) -> bool:
    """Whether it is still open if an activity could label, expose or exclude a group."""
    check = values.get("do_no_harm_check")
    return check != "no" and not (check == "yes" and values.get("do_no_harm_answer"))


def _in_circles(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    by_id = {activity.id: activity for activity in activities}
    for circle in cycles({a.id: a.values.get("dependencies") or () for a in activities}):
        concerned = [by_id[entry] for entry in circle]
        yield _warn("plan.cycle", concerned, path=" → ".join(ref_of(a) for a in [*concerned, concerned[0]]))


def _too_early(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    by_id = {activity.id: activity for activity in activities}
    for activity in activities:
        start = activity.values.get("start")
        for before in (by_id[i] for i in activity.values.get("dependencies") or () if i in by_id):
            end = before.values.get("end")
            if start and end and start <= end and before.id != activity.id:
                details = {"later": ref_of(activity), "start": start, "earlier": ref_of(before), "end": end}
                yield _warn("plan.starts_too_early", [activity, before], **details)


def _milestones(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    for activity in activities:
        start, end = activity.values.get("start") or "", activity.values.get("end") or "9999"
        for milestone in activity.values.get("milestones") or ():
            due = milestone.get("due")
            if due and not start <= due <= end:
                yield _warn("plan.milestone_outside", [activity], due=due, milestone=str(milestone.get("text") or ""))


def _one_quarter(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    quarters = {_quarter(a.values["start"]) for a in activities if a.values.get("start")}
    dated = [a for a in activities if a.values.get("start")]
    if len(quarters) == 1 and len(dated) >= FROM_ACTIVITIES_TO_SPREAD:
        yield _warn("plan.one_quarter", dated, quarter=quarters.pop(), count=len(dated))


def _quarter(day: str) -> str:
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"


def _overloaded(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    led: dict[str, list[Entry]] = defaultdict(list)
    for activity in activities:
        if lead := " ".join(str(activity.values.get("lead_institution") or "").split()):
            led[lead.casefold()].append(activity)
    for own in led.values():
        if len(own) >= OVERLOAD_COUNT and len(own) > OVERLOAD_SHARE * len(activities):
            lead = str(own[0].values["lead_institution"])
            yield _warn("plan.lead_overloaded", own, lead=lead, count=len(own), of=len(activities))


def _unfunded(activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    lacking: dict[str, list[Entry]] = defaultdict(list)
    for activity in activities:
        if cost_of(activity) and activity.values.get("funding_status") in (None, "to_find", "requested"):
            lacking[str(activity.values.get("currency") or "")].append(activity)
    for currency, concerned in sorted(lacking.items()):
        amount = sum((cost_of(a) for a in concerned), Decimal(0))
        all_of_it = sum((cost_of(a) for a in activities if str(a.values.get("currency") or "") == currency), Decimal(0))
        yield _warn("plan.unfunded", concerned, currency=currency or "?", amount=f"{amount:f}", of=f"{all_of_it:f}")


def cost_of(activity: Entry) -> Decimal:
    """An activity's cost estimate in its currency; 0 where it is unknown or not given."""
    cost = activity.values.get("cost_estimate")
    return Decimal(0) if cost in (None, "", "unknown") else Decimal(str(cost))


def _priorities(priorities: Sequence[Entry]) -> Iterator[PlanWarning]:
    if not FEWEST_PRIORITIES <= len(priorities) <= MOST_PRIORITIES:
        code = "plan.few_priorities" if len(priorities) < FEWEST_PRIORITIES else "plan.many_priorities"
        limits = {"fewest": FEWEST_PRIORITIES, "most": MOST_PRIORITIES}
        yield PlanWarning(code, details={"count": len(priorities), **limits})


def _outside_period(plan: Mapping[str, Any], activities: Sequence[Entry]) -> Iterator[PlanWarning]:
    first, last = plan.get("period_start") or "", plan.get("period_end") or "9999"
    outside = [
        a for a in activities if (a.values.get("start") or last) < first or (a.values.get("end") or first) > last
    ]
    if outside:
        yield _warn("plan.outside_period", outside, first=first or "…", last=plan.get("period_end") or "…")


_CHECKS = (
    _where("plan.do_no_harm_open", harm_is_open, blocks=True),
    _in_circles,
    _too_early,
    _where("plan.ends_before_start", lambda v: bool(v.get("start") and v.get("end") and v["end"] < v["start"])),
    _milestones,
    _where("plan.lead_missing", lambda v: not v.get("lead_institution")),
    _where("plan.dates_missing", lambda v: not (v.get("start") and v.get("end"))),
    _overloaded,
    _one_quarter,
    _unfunded,
    _where("plan.cost_unknown", lambda v: v.get("cost_estimate") in (None, "", "unknown")),
    _where("plan.baseline_missing", lambda v: v.get("baseline") in (None, "", "unknown")),
)
