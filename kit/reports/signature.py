"""The sheet that a delegation signs: the plan in short, which state of it, and lines for the names."""

from collections.abc import Sequence
from dataclasses import replace

from kit.domain.checks import ref_of
from kit.reports.country import SectionMaker, document, own_sources, plan_status
from kit.reports.material import Material, amount, day, in_order
from kit.reports.model import Column, ListBlock, Note, Paragraph, Report, Row, Section, Signatures
from kit.reports.plan_sections import facts, table

MEMBERS = 4
"""Empty lines for members of the delegation, besides its head and the hub."""


def signature_report(m: Material, sections: Sequence[SectionMaker] | None = None) -> Report:
    """A delegation's sheet for signature, from what its viewer may see.

    Raises:
        ValueError: where the material is not one delegation's.
    """
    if m.delegation is None:
        raise ValueError("a sheet for signature needs a delegation")
    status, confirmed = plan_status(m, m.delegation)
    title = m.words("signature_title", country=m.country(m.delegation))
    found = document(m, "signature-sheet", title, status, confirmed, [make(m) for make in sections or SECTIONS])
    return replace(found, sources=own_sources(m))


def agreed_priorities(m: Material) -> Section:
    """The priorities by their titles."""
    titles = tuple(m.told(p, "title") for p in m.own("priority"))
    block = ListBlock(titles, ordered=True) if titles else Paragraph(m.words("no_priorities"))
    return Section("priorities", m.words("priorities"), (block,))


def agreed_activities(m: Material) -> Section:
    """Every activity in one line: who leads it, until when, what it costs."""
    w = m.words
    columns = (
        Column(w("ref"), weight=0.7),
        Column(w("activity"), weight=3.2),
        Column(w("lead"), weight=1.8),
        Column(w("end"), "date", 1.1),
        Column(w("cost"), "money", 1.3),
    )
    rows = [
        Row(
            a.id,
            (ref_of(a), m.told(a, "activity"), m.told(a, "lead_institution"), day(a.values, "end"), amount(a.values)),
        )
        for a in in_order(m.own("activity"))
    ]
    return Section(
        "activities", w("activities"), (table("activities", w("activities"), columns, rows, empty=w("no_activities")),)
    )


def lines(m: Material) -> Section:
    """Where the head, the members and the hub sign, and what their signature means."""
    w, plan = m.words, next(iter(m.own("plan")), None)
    head = m.told(plan, "confirmed_by") if plan is not None else ""
    signing = ((w("head_of_delegation"), head), (w("for_the_hub"), ""), *((w("member"), "") for _ in range(MEMBERS)))
    state = w("signed_state", state=m.fingerprint, date=m.format.date(m.made_on))
    return Section("signatures", w("signatures"), (Note(w("signature_meaning")), Paragraph(state), Signatures(signing)))


SECTIONS: tuple[SectionMaker, ...] = (facts, agreed_priorities, agreed_activities, lines)
