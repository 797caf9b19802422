"""A delegation's plan on one page, for a minister: what, by when, for how much, and what is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.reports.country import SectionMaker, document, own_sources, plan_status
from kit.reports.material import Material, amount, day, in_order
from kit.reports.model import Block, Column, KeyValues, ListBlock, Money, Paragraph, Report, Row, Section
from kit.reports.plan_sections import table

MOST_PRIORITIES, MOST_STEPS, MOST_CHARACTERS = 7, 5, 110
TALL = 0.6
"""Nastaliq's lines are so much taller that a page holds that share of the characters."""
ENDED = ("done", "stopped")
NOT_ASKED = (None, "", "none")


def summary_report(m: Material, sections: Sequence[SectionMaker] | None = None) -> Report:
    """One page: long texts are shortened with an ellipsis, and what has no room is counted; the workplan holds it all.

    Raises:
        ValueError: where the material is not one delegation's.
    """
    if m.delegation is None:
        raise ValueError("a summary needs a delegation")
    status, confirmed = plan_status(m, m.delegation)
    title = m.words("summary_title", country=m.country(m.delegation))
    found = document(m, "summary", title, status, confirmed, [make(m) for make in sections or SECTIONS])
    return replace(found, sources=own_sources(m))


def shortened(text: str, most: int = MOST_CHARACTERS) -> str:
    """A text in one line of at most ``most`` characters, cut between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > most // 2 else cut).rstrip(" ,;:") + "…"


def _short(m: Material, text: str, most: int = MOST_CHARACTERS) -> str:
    return shortened(text, int(most * TALL) if m.language.startswith("ur") else most)


def at_a_glance(m: Material) -> Section:
    """The vision, the period, how much there is to do and what it costs."""
    w, own, plan = m.words, m.own("activity"), next(iter(m.own("plan")), None)
    blocks: list[Block] = []
    pairs = [(w("activities"), m.format.number(len(own)))]
    if plan is not None:
        if vision := m.told(plan, "vision"):
            blocks.append(Paragraph(_short(m, vision, 320)))
        period = [m.format.date(d) for name in ("period_start", "period_end") if (d := day(plan.values, name))]
        pairs.insert(0, (w("period"), " – ".join(period)))
    pairs += [(w("total_cost"), told) for told in _totals(m, own)]
    pairs += [(w("still_to_find"), told) for told in _totals(m, own, ("to_find", "requested"))]
    unknown = sum(amount(a.values) is None and a.values.get("funding_status") != "none_needed" for a in own)
    if unknown:
        pairs.append((w("cost_unknown"), m.format.number(unknown)))
    blocks.append(KeyValues(tuple((label, value) for label, value in pairs if value)))
    return Section("summary", w("summary"), tuple(blocks))


def _totals(m: Material, entries: Sequence[Entry], funding: Sequence[str] = ()) -> list[str]:
    """The sum of costs, one text with each currency by itself; nothing where no cost is known."""
    sums: dict[str, Decimal] = {}
    for a in entries:
        money = amount(a.values)
        if money and (not funding or a.values.get("funding_status") in funding):
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    told = " + ".join(m.format.money(Money(total, code)) for code, total in sorted(sums.items()))
    return [told] if told else []


def priorities(m: Material) -> Section:
    """What the delegation wants to reach in twelve months."""
    w, own = m.words, m.own("priority")
    columns = (Column("#", "integer", 0.25), Column(w("priority"), weight=3), Column(w("target_12m"), weight=3))
    rows = [
        Row(p.id, (n, _short(m, m.told(p, "title")), _short(m, m.told(p, "target_12m"))))
        for n, p in enumerate(own[:MOST_PRIORITIES], start=1)
    ]
    listed = table("priorities", w("priorities"), columns, rows, empty=w("no_priorities"))
    return Section("priorities", w("priorities"), (listed, *_more(m, len(own) - MOST_PRIORITIES)))


def next_steps(m: Material) -> Section:
    """The first milestones of activities that have not ended; an activity without any counts with its end."""
    w = m.words
    going = [a for a in in_order(m.own("activity")) if a.values.get("status") not in ENDED]
    steps = sorted((step for a in going for step in _steps(m, a)), key=lambda step: (step[0], step[1]))
    columns = (
        Column(w("due"), "date", 0.8),
        Column(w("ref"), weight=0.6),
        Column(w("milestone"), weight=3),
        Column(w("lead"), weight=1.8),
    )
    rows = [Row(f"step-{n}", step) for n, step in enumerate(steps[:MOST_STEPS], start=1)]
    listed = table("next-steps", w("next_steps"), columns, rows)
    return Section("next-steps", w("next_steps"), (listed, *_more(m, len(steps) - MOST_STEPS)))


def _steps(m: Material, a: Entry) -> list[tuple[date, str, str, str]]:
    lead = _short(m, m.told(a, "lead_institution"), 60)
    marks: list[Mapping[str, object]] = a.values.get("milestones") or []
    found = [(d, ref_of(a), _short(m, str(mark.get("text") or "")), lead) for mark in marks if (d := day(mark, "due"))]
    end = day(a.values, "end")
    return found or ([(end, ref_of(a), _short(m, m.told(a, "activity")), lead)] if end else [])


def asked(m: Material) -> Section:
    """The support that the plan asks of the hub, by kind."""
    w = m.words
    by_role: dict[str, list[str]] = {}
    for a in in_order(m.own("activity")):
        if a.values.get("hub_role") not in NOT_ASKED:
            by_role.setdefault(m.told(a, "hub_role"), []).append(ref_of(a))
    items = tuple(_short(m, f"{role}: {', '.join(refs)}") for role, refs in by_role.items())
    blocks: tuple[Block, ...] = (ListBlock(items),) if items else (Paragraph(w("nothing_asked")),)
    return Section("asked", w("support_asked"), blocks)


def _more(m: Material, count: int) -> tuple[Paragraph, ...]:
    return (Paragraph(m.words("more_in_plan", count=m.format.number(count))),) if count > 0 else ()


SECTIONS: tuple[SectionMaker, ...] = (at_a_glance, priorities, next_steps, asked)
