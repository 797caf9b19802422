"""The sections that say what will be done: priorities, activities, timeline, results; for one delegation or for all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.reports.material import Material, amount, day, in_order
from kit.reports.model import (
    Bars,
    Block,
    Cell,
    Column,
    KeyValues,
    Milestone,
    Money,
    Paragraph,
    Row,
    Section,
    Series,
    Span,
    Table,
    Timeline,
)
from kit.words import listed, rows_listed


def table(
    id: str, title: str, columns: Sequence[Column], rows: Iterable[Row], *, empty: str = "", wide: bool = False
) -> Table:
    """A table; choices that entries hold but the form no longer offers are added to the column."""
    kept = tuple(rows)
    return Table(id, title, tuple(_widened(c, n, kept) for n, c in enumerate(columns)), kept, empty, wide)


def _widened(column: Column, number: int, rows: tuple[Row, ...]) -> Column:
    if column.type != "choice":
        return column
    used = dict.fromkeys(str(row.cells[number]) for row in rows if row.cells[number] is not None)
    return Column(column.heading, "choice", column.weight, tuple(dict.fromkeys([*column.choices, *used])) or ("–",))


def choice_column(m: Material, heading: str, form: str, question: str, weight: float = 1.0) -> Column:
    """A column that offers a question's choices."""
    return Column(m.words(heading), "choice", weight, tuple(m.labels(form, question).values()))


def priorities(m: Material) -> Section:
    """The delegation's vision and its priorities, with the need that each answers."""
    w = m.words
    plan = next(iter(m.own("plan")), None)
    needs = {need.id: m.told(need, "need_statement") or m.told(need, "area") for need in m.own("capacity")}
    blocks: list[Block] = []
    if plan is not None and (vision := m.told(plan, "vision")):
        blocks.append(Paragraph(vision))
    columns = (
        Column("#", "integer", 0.3),
        Column(w("priority"), weight=2),
        Column(w("why"), weight=2),
        Column(w("need"), weight=2),
        Column(w("objective"), weight=2),
        Column(w("target_12m"), weight=1.5),
    )
    rows = []
    for number, entry in enumerate(m.own("priority"), start=1):
        told = [m.told(entry, name) for name in ("title", "why", "objective", "target_12m")]
        need = needs.get(str(entry.values.get("need") or ""), "")
        rows.append(Row(entry.id, (number, told[0], told[1], need, told[2], told[3])))
    blocks.append(table("priorities", w("priorities"), columns, rows, empty=w("no_priorities")))
    return Section("priorities", w("priorities"), tuple(blocks))


def activities(m: Material) -> Section:
    """Who does what, when, with which money; what it achieves; and its milestones."""
    w = m.words
    own = in_order(m.own("activity"))
    titles = {entry.id: m.told(entry, "title") for entry in m.own("priority")}
    refs = {entry.id: ref_of(entry) for entry in own}
    columns = (
        Column(w("ref"), weight=0.8),
        Column(w("activity"), weight=3),
        Column(w("priority"), weight=1.7),
        Column(w("lead"), weight=1.6),
        Column(w("start"), "date", 1.1),
        Column(w("end"), "date", 1.1),
        Column(w("cost"), "money", 1.4),
        choice_column(m, "funding", "activity", "funding_status", 1.2),
        choice_column(m, "support", "activity", "hub_role", 1.3),
        choice_column(m, "status_of", "activity", "status", 1.1),
    )
    rows = [Row(a.id, _activity_cells(m, a, titles)) for a in own]
    main = table("activities", w("activities"), columns, rows, empty=w("no_activities"), wide=True)
    results = table("results", w("results"), _result_columns(m), (_result_row(m, a, refs) for a in own))
    dated = (_milestone_rows(m, a) for a in own)
    milestones = table("milestones", w("milestones"), _milestone_columns(m), (row for rows in dated for row in rows))
    return Section("activities", w("activities"), (main, results, milestones) if own else (main,))


def _activity_cells(m: Material, a: Entry, titles: dict[str, str]) -> tuple[Cell, ...]:
    return (
        ref_of(a),
        m.told(a, "activity"),
        titles.get(str(a.values.get("priority") or ""), ""),
        m.told(a, "lead_institution"),
        day(a.values, "start"),
        day(a.values, "end"),
        amount(a.values),
        m.told(a, "funding_status") or None,
        m.told(a, "hub_role") or None,
        m.told(a, "status") or None,
    )


def _result_columns(m: Material) -> tuple[Column, ...]:
    names = (("ref", 0.7), ("output", 2.0), ("indicator", 2.0), ("baseline", 1.0), ("target", 1.0), ("depends_on", 1.0))
    return tuple(Column(m.words(name), weight=weight) for name, weight in names)


def _result_row(m: Material, a: Entry, refs: dict[str, str]) -> Row:
    unit = m.told(a, "unit")
    before, target = (m.told(a, name) for name in ("baseline", "target"))
    waits = listed([refs.get(entry, "?") for entry in a.values.get("dependencies") or ()], m.language)
    target = f"{target} {unit}".strip() if target else ""
    return Row(a.id, (ref_of(a), m.told(a, "expected_output"), m.told(a, "indicator"), before, target, waits))


def _milestone_columns(m: Material) -> tuple[Column, ...]:
    return (Column(m.words("ref"), weight=0.7), Column(m.words("milestone"), weight=4), Column(m.words("due"), "date"))


def _milestone_rows(m: Material, a: Entry) -> list[Row]:
    found = enumerate(a.values.get("milestones") or ())
    return [Row(f"{a.id}.{n}", (ref_of(a), str(mark.get("text") or ""), day(mark, "due"))) for n, mark in found]


def timeline(m: Material) -> Section:
    """When activities happen, coloured by the hub's support, and how far they are."""
    w = m.words
    own = in_order(m.own("activity"))
    spans = sorted((s for s in (span(m, a) for a in own) if s), key=lambda s: (s.start, s.end, s.label))
    undated = [ref_of(a) for a in own if span(m, a) is None]
    if spans:
        first, last = m.format.date(min(s.start for s in spans)), m.format.date(max(s.end for s in spans))
        alt = w("timeline_alt", count=m.format.number(len(spans)), first=first, last=last)
    else:
        alt = w("nothing_to_draw")
    blocks: list[Block] = [Timeline("timeline", w("timeline_title"), alt, tuple(spans))]
    if undated:
        blocks.append(Paragraph(w("undated", refs=listed(undated, m.language))))
    if own:
        blocks.append(status_chart(m, own))
    return Section("timeline", w("timeline"), tuple(blocks))


def span(m: Material, a: Entry) -> Span | None:
    """An activity as a bar; None without both dates, or where the end is before the start."""
    start, end = day(a.values, "start"), day(a.values, "end")
    if start is None or end is None or end < start:
        return None
    marks = ((str(mark.get("text") or ""), day(mark, "due")) for mark in a.values.get("milestones") or ())
    milestones = tuple(Milestone(text, due) for text, due in marks if due)
    return Span(a.id, f"{ref_of(a)}  {m.told(a, 'activity')}", start, end, m.told(a, "hub_role"), milestones)


def status_chart(m: Material, entries: Sequence[Entry]) -> Bars:
    """How many activities are in each status, every status shown."""
    w, labels = m.words, m.labels("activity", "status")
    counts = Counter(m.told(a, "status") or w("not_said") for a in entries)
    names = tuple(dict.fromkeys([*labels.values(), *counts]))
    said = rows_listed((f"{name}: {m.format.number(counts[name])}" for name in names if counts[name]), m.language)
    series = Series(w("activities"), tuple(float(counts[name]) for name in names))
    return Bars("status", w("status_title"), said, names, (series,), unit=w("activities"))


def facts(m: Material) -> Section:
    """The plan at a glance."""
    w = m.words
    own, plan = m.own("activity"), next(iter(m.own("plan")), None)
    pairs = [(w("priorities"), m.format.number(len(m.own("priority")))), (w("activities"), m.format.number(len(own)))]
    if plan is not None:
        period = [m.format.date(d) for name in ("period_start", "period_end") if (d := day(plan.values, name))]
        pairs.insert(0, (w("period"), " – ".join(period)))
    totals: dict[str, Decimal] = {}
    for money in (amount(a.values) for a in own):
        if money:
            totals[money.currency] = totals.get(money.currency, Decimal(0)) + money.amount
    pairs += [(w("total_cost"), m.format.money(Money(total, code))) for code, total in sorted(totals.items())]
    unknown = sum(amount(a.values) is None and a.values.get("funding_status") != "none_needed" for a in own)
    if unknown:
        pairs.append((w("cost_unknown"), m.format.number(unknown)))
    return Section("summary", w("summary"), (KeyValues(tuple((a, b) for a, b in pairs if b)),))
