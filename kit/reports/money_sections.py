"""Budgets by support and funding status. Every currency stands by itself: amounts are never added across currencies."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kit.domain.entry import Entry
from kit.reports.material import Material, amount
from kit.reports.model import Bars, Block, Column, Money, Note, Paragraph, Row, Section, Series
from kit.reports.plan_sections import choice_column, table
from kit.words import listed, rows_listed

Sums = Mapping[tuple[str, str], Decimal]


def budget(m: Material) -> Section:
    """One chart and one table for each currency; what has no cost yet is counted."""
    own = m.own("activity") if m.delegation else m.of("activity")
    w = m.words
    sums = sums_by_currency(m, own)
    blocks: list[Block] = [_chart(m, code, found) for code, found in sums.items()]
    blocks.append(_table(m, sums))
    if len(sums) > 1:
        blocks.append(Paragraph(w("currencies_apart")))
    open_costs = sum(amount(a.values) is None and a.values.get("funding_status") != "none_needed" for a in own)
    if open_costs:
        blocks.append(Note(w("costs_missing", count=m.format.number(open_costs)), "warning"))
    return Section("budget", w("budget"), tuple(blocks))


def sums_by_currency(m: Material, entries: Sequence[Entry]) -> Mapping[str, Sums]:
    """Currency to (support, funding status) to the sum of the costs."""
    sums: dict[str, dict[tuple[str, str], Decimal]] = {}
    for entry in entries:
        money = amount(entry.values)
        if money:
            key = (
                m.told(entry, "hub_role") or m.words("not_said"),
                m.told(entry, "funding_status") or m.words("not_said"),
            )
            found = sums.setdefault(money.currency, {})
            found[key] = found.get(key, Decimal(0)) + money.amount
    return dict(sorted(sums.items()))


def _chart(m: Material, currency: str, sums: Sums) -> Bars:
    supports = tuple(dict.fromkeys(support for support, _ in sums))
    fundings = tuple(dict.fromkeys(funding for _, funding in sums))
    series = tuple(Series(f, tuple(float(sums.get((s, f), 0)) for s in supports)) for f in fundings)
    money = m.format.money
    told = (f"{listed(pair, m.language)}: {money(Money(total, currency))}" for pair, total in sums.items())
    alt = rows_listed(told, m.language)
    title = m.words("budget_title", currency=currency)
    return Bars(f"budget-{currency}", title, alt, supports, series, stacked=True, unit=currency)


def _table(m: Material, sums: Mapping[str, Sums]) -> Block:
    w = m.words
    columns = (
        choice_column(m, "support", "activity", "hub_role", 2),
        choice_column(m, "funding", "activity", "funding_status", 2),
        Column(w("cost"), "money", 1.5),
    )
    rows = [
        Row(f"{code}.{support}.{funding}", (support, funding, Money(total, code)))
        for code, found in sums.items()
        for (support, funding), total in found.items()
    ]
    return table("budget", w("budget_table"), columns, rows)
