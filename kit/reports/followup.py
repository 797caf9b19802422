"""What has changed since the workshop: the plan then and now, progress, requests and activities held."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.reports.country import SectionMaker, document, plan_status
from kit.reports.material import Material, day, in_order
from kit.reports.model import Block, Column, ListBlock, Paragraph, Report, Row, Section
from kit.reports.plan_sections import choice_column, status_chart, table
from kit.reports.region import fund_requests, helpdesk

COMPARED = (
    "activity", "lead_institution", "supporting", "start", "end", "cost_estimate", "currency", "funding_status",
    "hub_role", "indicator", "target", "status",
)  # fmt: skip


def baseline(m: Material) -> date:
    """The day to compare with: when the delegation confirmed its plan, else the workshop's last day."""
    plan = next(iter(m.own("plan")), None)
    return (day(plan.values, "confirmed_on") if plan is not None else None) or m.workshop.last_day


def followup_report(m: Material, sections: Sequence[SectionMaker] | None = None) -> Report:
    """One delegation's plan months later.

    Raises:
        ValueError: where the material is not one delegation's, or was read without history.
    """
    if m.delegation is None:
        raise ValueError("a follow-up report needs a delegation")
    if m.history is None:
        raise ValueError("a follow-up report needs the activities' history: open_material(..., history=True)")
    status, confirmed = plan_status(m, m.delegation)
    title = m.words("followup_title", country=m.country(m.delegation))
    return document(m, "follow-up", title, status, confirmed, [make(m) for make in sections or SECTIONS])


def values_on(m: Material, activity: Entry, end_of: date) -> Mapping[str, Any] | None:
    """An activity's answers as they stood when a day ended at the workshop's place; None before it was written."""
    limit = datetime.combine(end_of, time.max, m.workshop.time_zone)
    values: dict[str, Any] = {}
    reached = [revision for revision in (m.history or {}).get(activity.id, ()) if revision.at <= limit]
    for revision in reached:
        values |= revision.values
    return values if reached else None


def changes(m: Material) -> Section:
    """Every activity that differs from the baseline, question by question, and those that are new."""
    w, since = m.words, baseline(m)
    rows: list[Row] = []
    new: list[str] = []
    for a in in_order(m.own("activity")):
        then = values_on(m, a, since)
        if then is None:
            new.append(f"{ref_of(a)}  {m.told(a, 'activity')}")
        else:
            rows += _differences(m, a, a.with_values(then))
    columns: tuple[Column, ...] = (Column(w("ref"), weight=0.7), Column(w("field"), weight=1.5))
    columns += (Column(w("before"), weight=2.5), Column(w("now"), weight=2.5))
    blocks: list[Block] = [Paragraph(w("changes_text", date=m.format.date(since)))]
    blocks.append(table("changes", w("changes"), columns, rows, empty=w("no_changes")))
    if new:
        blocks += [Paragraph(w("new_activities")), ListBlock(tuple(new))]
    return Section("changes", w("changes"), tuple(blocks))


def _differences(m: Material, now: Entry, then: Entry) -> list[Row]:
    form = m.workshop.forms["activity"]
    rows = []
    for name in COMPARED:
        question = form.question(name)
        before, after = m.told(then, name), m.told(now, name)
        if question and before != after:
            rows.append(Row(f"{now.id}.{name}", (ref_of(now), question.label.to(m.language), before, after)))
    return rows


def progress(m: Material) -> Section:
    """Every update, by activity and period, and a picture of where activities stand."""
    w = m.words
    refs = {a.id: ref_of(a) for a in m.own("activity")}
    columns = (
        Column(w("ref"), weight=0.7),
        Column(w("reported_for")),
        choice_column(m, "status_of", "progress_update", "status"),
        *(Column(w(name), weight=weight) for name, weight in (("value", 0.8), ("progress_text", 2.5))),
        *(Column(w(name), weight=1.6) for name in ("evidence", "challenge", "next")),
    )
    found = [u for u in m.of("progress_update") if u.subject in refs]
    found.sort(key=lambda u: (refs[str(u.subject)], str(u.values.get("period") or "")))
    names = ("value", "progress", "evidence", "challenge", "next")
    rows = [
        Row(
            u.id,
            (refs[str(u.subject)], m.told(u, "period"), m.told(u, "status") or None, *(m.told(u, n) for n in names)),
        )
        for u in found
    ]
    listed = table("progress", w("progress"), columns, rows, empty=w("no_progress"), wide=True)
    own = m.own("activity")
    return Section("progress", w("progress"), (listed, status_chart(m, own)) if own else (listed,))


def held(m: Material) -> Section:
    """Webinars, visits, trainings that took place; headcounts only."""
    w = m.words
    columns: tuple[Column, ...] = (
        Column(w("title"), weight=3),
        choice_column(m, "kind", "activity_held", "type"),
        Column(w("date"), "date"),
    )
    columns += (Column(w("headcount")),)
    rows = [
        Row(e.id, (m.told(e, "title"), m.told(e, "type") or None, day(e.values, "date"), m.told(e, "headcount")))
        for e in m.own("activity_held")
    ]
    return Section("held", w("held"), (table("held", w("held"), columns, rows),))


def requests(m: Material) -> Section:
    """Requests to the helpdesk and to the support fund."""
    return Section("requests", m.words("helpdesk"), (helpdesk(m), fund_requests(m)))


SECTIONS: tuple[SectionMaker, ...] = (changes, progress, held, requests)
