"""The rows of a sheet, as entries of a form."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kit.domain.cleaning import clean_line
from kit.domain.entry import Entry
from kit.domain.form import Form
from kit.exchange.converting import as_text
from kit.exchange.headers import DELEGATION_COLUMN, ID, SUBJECT, VERSION, Header, plain
from kit.exchange.result import CellProblem
from kit.exchange.sheets import Cell, Sheet, is_blank

NAMESPACE = uuid.UUID("6f1d6f0e-54a6-5c0e-9d35-3a3f0f0b7a11")
"""For ids made from content, so that the same file read twice makes the same entries."""


REFERENCE = "ref"
"""The answer that the store gives itself; a row is found by it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row on its way to become an entry."""

    sheet: Sheet
    header: Header
    place: int
    """The row, from 0."""
    entry: str
    title: str
    delegation: str | None
    section: str | None = None
    """The heading line above it that groups rows, often a priority."""
    existing: Entry | None = None
    base: int = 0
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form whose entry it is."""
        return self.header.form

    def cell(self, column: str) -> Cell:
        """The row's cell in a column."""
        place = self.header.columns.get(column)
        return None if place is None else self.sheet.rows[self.place][place]

    def cell_name(self, column: str | None) -> str:
        """The cell's name as spreadsheets show it, or the row's number."""
        place = self.header.columns.get(column or "")
        return str(self.place + 1) if place is None else self.sheet.cell_name(self.place, place)

    def problem(
        self, code: str, column: str | None = None, details: Mapping[str, object] | None = None, *, refused: bool = True
    ) -> CellProblem:
        """A problem at one of its cells."""
        return CellProblem(self.sheet.name, self.cell_name(column), code, details or {}, refused)


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows come from and belong."""

    workshop: str
    delegation: str | None
    """For rows that do not say whose they are."""
    delegations: Mapping[str, str]
    """What delegations are called, in lower case, to their codes."""
    entries: Mapping[str, Entry]
    """The form's entries by id."""
    year: int
    """For quarters without one."""


def title_column(form: Form, columns: Mapping[str, int]) -> str | None:
    """The column that names a row's entry."""
    wanted = (form.title_question, "name", "title", "display_name")
    return next((name for name in wanted if name in columns), None)


def read_rows(sheet: Sheet, header: Header, place: Place) -> Iterator[Draft | CellProblem]:
    """The sheet's rows as drafts without answers, and what is wrong with rows as wholes."""
    section: str | None = None
    seen: Counter[tuple[str | None, str]] = Counter()
    title = title_column(header.form, header.columns)
    for number in range(header.first, len(sheet.rows)):
        row = sheet.rows[number]
        if all(is_blank(cell) for cell in row) or _repeats_header(sheet, header, row):
            continue
        if not header.own and (group := _section(row, header, title)):
            section = group
            continue
        draft = _draft(sheet, header, number, place, title, seen)
        yield replace(draft, section=section) if isinstance(draft, Draft) else draft


def _repeats_header(sheet: Sheet, header: Header, row: tuple[Cell, ...]) -> bool:
    """Whether a row is the headings again: our own row of words under the machine names, or a new page's."""
    if header.own:
        return row[header.columns[ID]] == ID
    headings = sheet.rows[header.row]
    places = [place for place in header.columns.values() if not is_blank(row[place])]
    same = sum(plain(as_text(row[place])) == plain(as_text(headings[place])) for place in places)
    return same == len(places) > 1


def _section(row: tuple[Cell, ...], header: Header, title: str | None) -> str | None:
    """The words of a line that has nothing else to say, outside of the title's column or merged over several."""
    filled = [place for place, cell in enumerate(row) if not is_blank(cell)]
    words = {clean_line(as_text(row[place])) for place in filled}
    if len(words) != 1 or not isinstance(row[filled[0]], str):
        return None
    alone_in_title = filled == [header.columns.get(title or "")]
    return None if alone_in_title else words.pop()


def _draft(
    sheet: Sheet, header: Header, number: int, place: Place, title: str | None, seen: Counter[tuple[str | None, str]]
) -> Draft | CellProblem:
    row = sheet.rows[number]
    words = (
        clean_line(as_text(row[header.columns[title]])) if title and not is_blank(row[header.columns[title]]) else ""
    )
    draft = Draft(sheet, header, number, "", words, place.delegation)
    entry_id = clean_line(as_text(draft.cell(ID))) if not is_blank(draft.cell(ID)) else ""
    existing = place.entries.get(entry_id)
    if existing is None and header.own and entry_id:
        return draft.problem("exchange.entry_gone", ID)
    if existing is None and title and not words:
        return draft.problem("exchange.row_without_title", title)
    delegation = existing.delegation if existing else _delegation(draft, place)
    if isinstance(delegation, CellProblem):
        return delegation
    draft = replace(draft, delegation=delegation)
    existing = existing or (None if header.own else _same_thing(draft, place))
    seen[delegation, words.casefold()] += 1
    made = _made_id(draft, place, seen[delegation, words.casefold()])
    existing = existing or place.entries.get(made)
    return replace(
        draft,
        entry=existing.id if existing else made,
        existing=existing,
        base=_base(draft, existing) if existing else 0,
    )


def _delegation(draft: Draft, place: Place) -> str | CellProblem | None:
    words = clean_line(as_text(draft.cell(DELEGATION_COLUMN))) if not is_blank(draft.cell(DELEGATION_COLUMN)) else ""
    if not words:
        return place.delegation
    code = place.delegations.get(words.casefold())
    return code or draft.problem("exchange.unknown_delegation", DELEGATION_COLUMN, {"given": words[:60]})


def _same_thing(draft: Draft, place: Place) -> Entry | None:
    """The delegation's entry of the same ref, or the only one of the same title."""
    own = [entry for entry in place.entries.values() if entry.delegation == draft.delegation]
    ref = clean_line(as_text(draft.cell(REFERENCE))) if not is_blank(draft.cell(REFERENCE)) else None
    by_ref = [entry for entry in own if ref and entry.values.get(REFERENCE) == ref]
    title = draft.form.title_question or ""
    by_title = [entry for entry in own if str(entry.values.get(title, "")).casefold() == draft.title.casefold()]
    found = by_ref or by_title
    return found[0] if len(found) == 1 else None


def _made_id(draft: Draft, place: Place, occurrence: int) -> str:
    subject = as_text(draft.cell(SUBJECT)) if not is_blank(draft.cell(SUBJECT)) else ""
    parts = (place.workshop, draft.delegation or "", draft.form.name, subject, draft.title.casefold(), str(occurrence))
    return str(uuid.uuid5(NAMESPACE, "\0".join(parts)))


def _base(draft: Draft, existing: Entry) -> int:
    version = draft.cell(VERSION) if draft.header.own else None
    digits = as_text(version) if not is_blank(version) else ""
    return int(digits) if digits.isdecimal() and 0 < int(digits) <= existing.version else existing.version
