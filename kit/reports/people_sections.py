"""The sections about risks, stakeholders, reviews and matches."""

from collections.abc import Iterable

from kit.domain.checks import check_plan, ref_of
from kit.domain.entry import Entry
from kit.domain.matching import Match, match, one_sided
from kit.forms.wording import reasons_in_words
from kit.reports.material import Material, in_order
from kit.reports.model import Block, Column, Grid, ListBlock, Paragraph, Row, Section, Signatures
from kit.reports.plan_sections import choice_column, table
from kit.words import listed, rows_listed, say

LEVELS = ("1", "2", "3")


def risks(m: Material) -> Section:
    """Likelihood by impact, each risk with what is done about it, the gravest first."""
    w = m.words
    named = [a for a in in_order(m.own("activity")) if m.told(a, "risk")]
    columns = (
        Column(w("ref"), weight=0.7),
        Column(w("risk"), weight=2.5),
        choice_column(m, "likelihood", "activity", "likelihood", 1.4),
        choice_column(m, "impact", "activity", "impact", 1.8),
        Column(w("mitigation"), weight=2.5),
        Column(w("do_no_harm"), weight=2),
    )
    ordered = sorted(named, key=lambda a: -_level(a, "likelihood") * _level(a, "impact"))
    rows = (Row(a.id, _risk_cells(m, a)) for a in ordered)
    blocks: list[Block] = [_risk_grid(m, named)] if any(_level(a, "impact") for a in named) else []
    return Section("risks", w("risks"), (*blocks, table("risks", w("risks"), columns, rows, empty=w("no_risks"))))


def _level(a: Entry, question: str) -> int:
    value = str(a.values.get(question) or "")
    return int(value) if value in LEVELS else 0


def _risk_cells(m: Material, a: Entry) -> tuple[str | None, ...]:
    harm = " – ".join(text for name in ("do_no_harm_check", "do_no_harm_answer") if (text := m.told(a, name)))
    levels = (m.told(a, "likelihood") or None, m.told(a, "impact") or None)
    return (ref_of(a), m.told(a, "risk"), *levels, m.told(a, "mitigation"), harm)


def _risk_grid(m: Material, named: list[Entry]) -> Grid:
    likely, impact = m.labels("activity", "likelihood"), m.labels("activity", "impact")
    cells = {(x, y): [ref_of(a) for a in named if _at(a, x, y)] for x in LEVELS for y in LEVELS}
    texts = tuple(tuple(_refs(cells[x, y]) for y in LEVELS) for x in reversed(LEVELS))
    levels = tuple(tuple(int(x) * int(y) / 9 if cells[x, y] else 0.0 for y in LEVELS) for x in reversed(LEVELS))
    rows = tuple(f"{m.words('likelihood')} {m.format.digits(x)}" for x in reversed(LEVELS))
    columns = tuple(f"{m.words('impact')} {m.format.digits(y)}" for y in LEVELS)
    told = (f"{likely.get(x, x)} × {impact.get(y, y)}: {listed(r, m.language)}" for (x, y), r in cells.items() if r)
    alt = m.words("risk_alt", refs=rows_listed(told, m.language))
    return Grid("risk-grid", m.words("risk_title"), alt, rows, columns, levels, texts)


def _at(a: Entry, likelihood: str, impact: str) -> bool:
    return (str(a.values.get("likelihood")), str(a.values.get("impact"))) == (likelihood, impact)


def _refs(refs: list[str]) -> str:
    return refs[0] if len(refs) == 1 else (f"{refs[0]} +{len(refs) - 1}" if refs else "")


def stakeholders(m: Material) -> Section:
    """Whom to engage next: institutions, never persons."""
    w = m.words
    columns = (
        Column(w("institution"), weight=2),
        choice_column(m, "kind", "stakeholder", "type", 1.3),
        Column(w("why"), weight=3),
        choice_column(m, "contact_route", "stakeholder", "contact_route", 1.3),
    )
    rows = (
        Row(
            e.id,
            (m.told(e, "institution"), m.told(e, "type") or None, m.told(e, "why"), m.told(e, "contact_route") or None),
        )
        for e in m.own("stakeholder")
    )
    return Section("stakeholders", w("stakeholders"), (table("stakeholders", w("stakeholders"), columns, rows),))


def reviews(m: Material) -> Section:
    """What other delegations said about the activities, and what the delegation answered."""
    w = m.words
    own = {a.id: ref_of(a) for a in m.own("activity")}
    columns = (
        Column(w("ref"), weight=0.7),
        Column(w("reviewer"), weight=1.2),
        *(choice_column(m, name, "review", name) for name in ("clarity", "feasibility", "relevance")),
        Column(w("comment"), weight=3),
        Column(w("answer"), weight=2.5),
    )
    found = sorted((r for r in m.of("review") if r.subject in own), key=lambda r: own[str(r.subject)])
    rows = (Row(r.id, (own[str(r.subject)], m.country(r.delegation), *_review_cells(m, r))) for r in found)
    return Section(
        "reviews", w("reviews"), (table("reviews", w("reviews"), columns, rows, empty=w("no_reviews"), wide=True),)
    )


def _review_cells(m: Material, r: Entry) -> tuple[str | None, ...]:
    ratings = tuple(m.told(r, name) or None for name in ("clarity", "feasibility", "relevance"))
    comment = "\n".join(text for name in ("good", "question", "reason") if (text := m.told(r, name)))
    answer = " – ".join(text for name in ("reply", "reply_why") if (text := m.told(r, name)))
    return (*ratings, comment, answer)


def matches(m: Material) -> Section:
    """Where others can help or be helped, each with its reasons; then what nobody has answered yet."""
    w = m.words
    by_id = {e.id: e for e in m.of("offer_need")}
    found = [
        x for x in match(m.of("offer_need")) if m.delegation in (None, by_id[x.a].delegation, by_id[x.b].delegation)
    ]
    alone = [e for e in one_sided(m.of("offer_need"), found) if m.delegation in (None, e.delegation)]
    blocks: list[Block] = [match_table(m, "matches", found, by_id)]
    if alone:
        blocks += [Paragraph(w("one_sided")), ListBlock(tuple(_offer(m, e) for e in alone))]
    return Section("matches", w("matches"), tuple(blocks))


def match_table(m: Material, id: str, found: Iterable[Match], by_id: dict[str, Entry]) -> Block:
    """Matches as rows: who, what, why they fit, and the step that both have accepted."""
    w = m.words
    columns = (
        Column(w("kind"), weight=1.2),
        Column(w("one_side"), weight=2.2),
        Column(w("other_side"), weight=2.2),
        Column(w("reasons"), weight=2.5),
        Column(w("next_step"), weight=2),
    )
    rows = (Row(x.subject, (say(f"match.{x.kind}", m.language), *_sides(m, x, by_id), _next(m, x))) for x in found)
    return table(id, w("matches"), columns, rows, empty=w("no_matches"), wide=True)


def _sides(m: Material, x: Match, by_id: dict[str, Entry]) -> tuple[str, str, str]:
    return _offer(m, by_id[x.a]), _offer(m, by_id[x.b]), reasons_in_words(x, m.workshop, m.language)


def _offer(m: Material, e: Entry) -> str:
    return f"{m.country(e.delegation)} – {m.told(e, 'kind')}: {m.words.within(m.told(e, 'statement'))}"


def _next(m: Material, x: Match) -> str:
    """The agreed step; nothing of it is told before both sides have accepted."""
    answers = [e for e in m.of("match_response") if e.subject == x.subject]
    accepted = {e.delegation for e in answers if e.values.get("answer") == "accept"}
    if len(accepted) < 2:
        return m.words("waiting_for_both") if accepted else ""
    steps = (" · ".join(t for name in ("next_who", "next_what", "next_by") if (t := m.told(e, name))) for e in answers)
    return "\n".join(step for step in steps if step)


def to_settle(m: Material) -> Section:
    """What a second reader would ask about the plan."""
    plan = next(iter(m.own("plan")), None)
    warnings = check_plan(plan, m.own("activity"), m.own("priority"))
    said = tuple(say(warning.code, m.language, **warning.details) for warning in warnings)
    blocks: tuple[Block, ...] = (ListBlock(said),) if said else (Paragraph(m.words("nothing_to_settle")),)
    return Section("to-settle", m.words("to_settle"), blocks)


def signatures(m: Material) -> Section:
    """Where the delegation and the hub sign."""
    plan = next(iter(m.own("plan")), None)
    name = m.told(plan, "confirmed_by") if plan is not None else ""
    lines = ((m.words("head_of_delegation"), name), (m.words("for_the_hub"), ""))
    return Section("signatures", m.words("signatures"), (Paragraph(m.words("signature_meaning")), Signatures(lines)))
