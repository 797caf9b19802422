"""The parking lot in documents: what came up, who takes care of it, until when."""

from collections.abc import Sequence

from kit.domain.entry import Entry
from kit.domain.parking import DONE, FORM, ITEM, UNTIL, WHO, in_turn
from kit.reports.material import Material, day
from kit.reports.model import Column, Row, Section
from kit.reports.plan_sections import table
from kit.words import say


def parking(m: Material) -> Section:
    """The region's list, of all sessions."""
    return parking_section(m, m.of(FORM))


def parking_section(m: Material, entries: Sequence[Entry]) -> Section:
    """A section of these items; what is settled stands last and says so."""
    title, empty = (say(f"session.{code}", m.language) for code in ("parking", "parking_empty"))
    item, who, until, done = (say(f"session.parking_{name}", m.language) for name in (ITEM, WHO, UNTIL, DONE))
    columns = (Column(item, weight=3), Column(who, weight=1.5), Column(until, "date"), Column(done, weight=0.7))
    rows = (Row(e.id, (m.told(e, ITEM), m.told(e, WHO), day(e.values, UNTIL), _mark(e))) for e in in_turn(entries))
    return Section("parking", title, (table("parking", title, columns, rows, empty=empty),))


def _mark(entry: Entry) -> str:
    return "✓" if entry.values.get(DONE) is True else ""
