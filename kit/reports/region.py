"""The consolidated workplan of all delegations, and the hub's own list of what it promised to whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kit.domain.checks import ref_of
from kit.domain.matching import match
from kit.reports.country import STANDING, SectionMaker, document, plan_status
from kit.reports.material import Material, amount, day, in_order
from kit.reports.model import Bars, Block, Cell, Column, Note, Paragraph, Report, Row, Section, Series, Table, Timeline
from kit.reports.money_sections import budget
from kit.reports.parking import parking
from kit.reports.people_sections import match_table, matches
from kit.reports.plan_sections import choice_column, span, status_chart, table
from kit.words import listed, rows_listed

MOST_SIDE_BY_SIDE = 8
MOST_SPOKEN = 12  # with more numbers than these a chart's spoken text gives sums


def region_report(m: Material, sections: Sequence[SectionMaker] | None = None) -> Report:
    """All delegations' plans side by side, from what the material's viewer may see."""
    confirmed = sum(state in STANDING for state in m.states.values())
    everybody = confirmed == len(m.states) and confirmed > 0
    count = {"confirmed": m.format.number(confirmed), "count": m.format.number(len(m.states))}
    status = m.words("status_region_confirmed") if everybody else m.words("status_region_draft", **count)
    made = [make(m) for make in sections or SECTIONS]
    return document(m, "regional-workplan", m.words("region_title"), status, everybody, made)


def delegations(m: Material) -> Section:
    """Every delegation, how far its plan is, and how much is in it."""
    w = m.words
    columns: tuple[Column, ...] = (Column(w("delegation"), weight=1.2), Column(w("plan_state"), weight=2.5))
    columns += (Column(w("priorities"), "integer", 0.8), Column(w("activities"), "integer", 0.8))
    rows = [
        Row(
            d.code,
            (m.country(d.code), plan_status(m, d.code)[0], *(len(m.of(f, d.code)) for f in ("priority", "activity"))),
        )
        for d in m.workshop.delegations
    ]
    unshared = any(_unshared(m, d.code) for d in m.workshop.delegations)
    notes: tuple[Block, ...] = (Note(w("organiser_only"), "warning"),) if unshared else ()
    return Section("delegations", w("delegations"), (*notes, table("delegations", w("delegations"), columns, rows)))


def _unshared(m: Material, code: str) -> bool:
    plan = next(iter(m.of("plan", code)), None)
    shared = plan is not None and plan.values.get("shared") is True
    return bool(m.of("activity", code)) and not shared and m.states.get(code, "draft") == "draft"


def side_by_side(m: Material) -> Section:
    """The priorities of all delegations, one column each, or one row each where they are many."""
    w = m.words
    found = {d.code: [m.told(p, "title") for p in m.of("priority", d.code)] for d in m.workshop.delegations}
    title = w("priorities_side_by_side")
    if len(found) > MOST_SIDE_BY_SIDE:
        columns: tuple[Column, ...] = (
            Column(w("delegation")),
            Column(w("rank"), "integer", 0.3),
            Column(w("priority"), weight=3),
        )
        rows = [Row(f"{c}.{n}", (m.country(c), n, t)) for c, all_ in found.items() for n, t in enumerate(all_, start=1)]
        return Section("priorities", title, (table("priorities", title, columns, rows, empty=w("no_priorities")),))
    columns = (Column(w("rank"), "integer", 0.3), *(Column(m.country(code)) for code in found))
    lines = range(max((len(titles) for titles in found.values()), default=0))
    rows = [Row(f"priority-{n + 1}", (n + 1, *(t[n] if n < len(t) else "" for t in found.values()))) for n in lines]
    return Section("priorities", title, (table("priorities", title, columns, rows, empty=w("no_priorities")),))


def timeline(m: Material) -> Section:
    """All activities over time, coloured by delegation, and how far they are."""
    w = m.words
    own = m.of("activity")
    bars = ((m.country(a.delegation), span(m, a)) for a in own)
    spans = sorted((replace(s, group=c) for c, s in bars if s), key=lambda s: (s.start, s.end, s.label))
    alt = w("nothing_to_draw")
    if spans:
        first, last = m.format.date(spans[0].start), m.format.date(max(s.end for s in spans))
        alt = w("timeline_alt", count=m.format.number(len(spans)), first=first, last=last)
    blocks: list[Block] = [Timeline("timeline", w("timeline_title"), alt, tuple(spans))]
    if own:
        blocks.append(status_chart(m, own))
    return Section("timeline", w("timeline"), tuple(blocks))


def mutual_needs(m: Material) -> Section:
    """Needs that two delegations named in the exchange, and how many delegations want more of each capacity.

    Answers about capacities are notes: they are counted here, and no delegation is named.
    """
    w = m.words
    by_id = {e.id: e for e in m.of("offer_need")}
    joint = [x for x in match(m.of("offer_need")) if x.kind == "joint"]
    wanting: Counter[str] = Counter()
    for area, _ in {(m.told(e, "area"), e.delegation) for e in m.of("capacity") if e.values.get("need_statement")}:
        wanting[area] += 1
    columns: tuple[Column, ...] = (Column(w("area"), weight=3), Column(w("delegations_count"), "integer"))
    rows = [Row(area, (area, count)) for area, count in wanting.most_common()]
    counted = table("needs", w("needs_by_area"), columns, rows)
    blocks = (Paragraph(w("mutual_needs_text")), match_table(m, "joint", joint, by_id), counted)
    return Section("mutual-needs", w("mutual_needs"), blocks)


def joint_activities(m: Material) -> Section:
    """Matches for which both sides have accepted a next step."""
    by_id = {e.id: e for e in m.of("offer_need")}
    accepted: Counter[str] = Counter()
    for subject, _ in {(e.subject, e.delegation) for e in m.of("match_response") if e.values.get("answer") == "accept"}:
        accepted[str(subject)] += 1
    agreed = [x for x in match(m.of("offer_need")) if accepted[x.subject] > 1]
    blocks = (Paragraph(m.words("joint_text")), match_table(m, "agreed", agreed, by_id))
    return Section("joint-activities", m.words("joint_activities"), blocks)


def promises(m: Material) -> Section:
    """The hub's own list: which support it was asked for by whom, when, and what became of requests."""
    w = m.words
    asked = [a for a in in_order(m.of("activity")) if a.values.get("hub_role") not in (None, "", "none")]
    columns = (
        Column(w("delegation"), weight=1.2),
        Column(w("ref"), weight=0.7),
        Column(w("activity"), weight=3),
        choice_column(m, "support", "activity", "hub_role", 1.3),
        Column(w("start"), "date"),
        Column(w("end"), "date"),
        Column(w("cost"), "money", 1.3),
        choice_column(m, "status_of", "activity", "status"),
    )
    rows = [
        Row(
            a.id,
            (
                m.country(a.delegation),
                ref_of(a),
                m.told(a, "activity"),
                m.told(a, "hub_role"),
                day(a.values, "start"),
                day(a.values, "end"),
                amount(a.values),
                m.told(a, "status") or None,
            ),
        )
        for a in asked
    ]
    blocks: list[Block] = [Paragraph(w("promises_text"))]
    if asked:
        blocks.append(_promise_chart(m, [(m.told(a, "hub_role"), m.country(a.delegation)) for a in asked]))
    blocks += [table("promises", w("promises"), columns, rows), fund_requests(m), helpdesk(m)]
    return Section("promises", w("promises"), tuple(blocks))


def _promise_chart(m: Material, pairs: list[tuple[str, str]]) -> Bars:
    counts = Counter(pairs)
    supports, countries = (tuple(dict.fromkeys(pair[side] for pair in pairs)) for side in (0, 1))
    # Delegations are the rows: there may be fifty, and nobody tells fifty colours apart.
    series = tuple(Series(s, tuple(float(counts[s, c]) for c in countries)) for s in supports)
    each = {listed((support, country), m.language): number for (support, country), number in counts.items()}
    told = each if len(each) <= MOST_SPOKEN else Counter(support for support, _ in pairs)
    alt = rows_listed((f"{what}: {m.format.number(number)}" for what, number in told.items()), m.language)
    return Bars("promised", m.words("promised"), alt, countries, series, stacked=True, unit=m.words("activities"))


def fund_requests(m: Material) -> Table:
    """Requests to the support fund with what was decided."""
    w = m.words
    columns: tuple[Column, ...] = (
        Column(w("delegation")),
        Column(w("amount"), "money"),
        choice_column(m, "decision", "fund_request", "decision"),
    )
    columns += (Column(w("reason"), weight=2),)
    rows = [
        Row(
            e.id,
            (
                m.country(e.delegation),
                amount(e.values, "amount"),
                m.told(e, "decision") or None,
                m.told(e, "decision_reason"),
            ),
        )
        for e in m.of("fund_request", m.delegation)
    ]
    return table("fund", w("fund_requests"), columns, rows)


def helpdesk(m: Material) -> Table:
    """Questions to the helpdesk with their state."""
    w = m.words
    columns: tuple[Column, ...] = (
        Column(w("delegation")),
        Column(w("city")),
        Column(w("question"), weight=3),
        Column(w("answer"), weight=2),
    )
    columns += (choice_column(m, "status_of", "helpdesk", "status"), Column(w("due"), "date"))
    rows = [
        Row(
            e.id,
            (
                m.country(e.delegation),
                *(m.told(e, name) for name in ("city", "question", "answer")),
                m.told(e, "status") or None,
                day(e.values, "due"),
            ),
        )
        for e in m.of("helpdesk", m.delegation)
    ]
    return table("helpdesk", w("helpdesk"), columns, rows)


def decisions(m: Material) -> Section:
    """What was decided after votes, by whom and why."""
    w = m.words
    names = ("chosen", "reason", "decided_by", "dissent")
    columns = tuple(Column(w(name), weight=2 if name in ("chosen", "reason") else 1.2) for name in names)
    rows = [Row(e.id, tuple(m.told(e, name) for name in names)) for e in m.of("decision")]
    return Section("decisions", w("decisions"), (table("decisions", w("decisions"), columns, rows),))


def all_activities(m: Material) -> Section:
    """One row for each activity of every delegation: the table to filter and to pivot."""
    w = m.words
    titles = {p.id: m.told(p, "title") for p in m.of("priority")}
    columns = (
        Column(w("delegation"), weight=1.1),
        Column(w("ref"), weight=0.8),
        Column(w("priority"), weight=1.6),
        Column(w("activity"), weight=2.6),
        Column(w("lead"), weight=1.4),
        choice_column(m, "level", "activity", "level"),
        Column(w("start"), "date"),
        Column(w("end"), "date"),
        Column(w("cost"), "money", 1.3),
        choice_column(m, "funding", "activity", "funding_status"),
        choice_column(m, "support", "activity", "hub_role"),
        choice_column(m, "status_of", "activity", "status"),
    )
    rows = []
    for a in in_order(m.of("activity")):
        picked = {name: m.told(a, name) or None for name in ("level", "funding_status", "hub_role", "status")}
        cells: tuple[Cell, ...] = (m.country(a.delegation), ref_of(a), titles.get(str(a.values.get("priority")), ""))
        cells += (m.told(a, "activity"), m.told(a, "lead_institution"), picked["level"], day(a.values, "start"))
        cells += (
            day(a.values, "end"),
            amount(a.values),
            picked["funding_status"],
            picked["hub_role"],
            picked["status"],
        )
        rows.append(Row(a.id, cells))
    title = w("all_activities")
    return Section(
        "all-activities", title, (table("all-activities", title, columns, rows, empty=w("no_activities"), wide=True),)
    )


SECTIONS: tuple[SectionMaker, ...] = (
    delegations,
    side_by_side,
    mutual_needs,
    joint_activities,
    promises,
    all_activities,
    timeline,
    budget,
    matches,
    decisions,
    parking,
)
