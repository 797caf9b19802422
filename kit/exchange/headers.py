"""Which row of a table holds its headings, and which question each column answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from kit.domain.digits import latin_digits
from kit.domain.form import Form, QuestionType
from kit.exchange.aliases import COLUMNS, DELEGATION
from kit.exchange.converting import as_text
from kit.exchange.sheets import Sheet, is_blank

ID, VERSION, SUBJECT, DELEGATION_COLUMN = "id", "version", "subject", "delegation"
META = (
    ID,
    VERSION,
    "session",
    DELEGATION_COLUMN,
    SUBJECT,
    "visibility",
    "attribution",
    "language",
    "created",
    "updated",
    "late",
    "entered_for",
    "paper_form",
)
"""Columns of our own exports that stand before the answers."""

_LOOKED_AT = 40
"""Rows among which the headings are looked for."""
_LONGEST_HEADING = 120
_ALIKE = 0.84
"""Likeness (Ratcliff and Obershelp, 0 to 1) from which a heading is taken for another, and said so."""
_QUARTER = re.compile(r"(?:q|qtr|quarter)\s?([1-4])|([1-4])(?:st|nd|rd|th)\s(?:q|qtr|quarter)")
_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_PLANNED = frozenset({"", "planned", "plan", "p"})


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year; the year may be unknown."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """How to read a sheet as a form's entries."""

    form: Form
    row: int
    """The headings' row, from 0; of our own exports the row of machine names."""
    first: int
    """The first row of entries."""
    columns: Mapping[str, int]
    """Question or meta column to its place."""
    quarters: Mapping[int, Quarter] = field(default_factory=dict)
    guessed: Mapping[int, str] = field(default_factory=dict)
    """Column to the question that its heading is only like."""
    unknown: tuple[int, ...] = ()
    """Columns with a heading that nothing asks for."""
    own: bool = False
    """An export of ours."""

    @property
    def score(self) -> float:
        """How much of the sheet is understood."""
        return len(self.columns) - 0.5 * len(self.guessed) + 0.25 * len(self.quarters)


def plain(heading: str) -> str:
    """A heading for comparison: no case, marks or brackets' content."""
    words = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", latin_digits(heading)).casefold()
    return " ".join(re.sub(r"[^\w\u0900-\u0dff\u200c\u200d]+", " ", words.replace("_", " ")).split())


def find_header(sheet: Sheet, form: Form) -> Header | None:
    """The row that names most of a form's questions, at least two; None where no row does."""
    names = _names(form)
    rows = range(min(_LOOKED_AT, len(sheet.rows)))
    found = [header for row in rows if (header := _foreign(sheet, form, names, row))]
    best = max(found, key=lambda header: header.score, default=None)
    while best is not None and (below := _foreign(sheet, form, names, best.first)) and below.columns == best.columns:
        best = below  # headings over two rows, merged where the second adds nothing
    return _with_guesses(sheet, best, names) if best is not None and best.score >= 2 else None


def own_header(sheet: Sheet, form: Form) -> Header | None:
    """The row of machine names in an export of ours; None in other sheets."""
    rows = range(min(_LOOKED_AT, len(sheet.rows)))
    return next((header for row in rows if (header := _own(sheet, form, row))), None)


def _own(sheet: Sheet, form: Form, row: int) -> Header | None:
    names = [as_text(cell) if not is_blank(cell) else "" for cell in sheet.rows[row]]
    if names[:2] != [ID, VERSION]:
        return None
    known = {*META, *(question.name for question in form)}
    columns = {name: place for place, name in enumerate(names) if name in known}
    if columns.keys() <= set(META):
        return None
    unknown = tuple(place for place, name in enumerate(names) if name and name not in known)
    return Header(form, row, row + 1, columns, unknown=unknown, own=True)


def _foreign(sheet: Sheet, form: Form, names: Mapping[str, str], row: int) -> Header | None:
    """A row as headings, taking only those that are sure."""
    if row >= len(sheet.rows):
        return None
    headings, above = _headings(sheet, row), _headings(sheet, row - 1) if row else []
    quarters = _quarters(headings, above)
    columns: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if heading in names and place not in quarters:
            columns.setdefault(names[heading], place)
    used = {*columns.values(), *quarters}
    unknown = tuple(place for place, heading in enumerate(headings) if heading and place not in used)
    return Header(form, row, row + 1, columns, quarters, unknown=unknown) if columns else None


def _headings(sheet: Sheet, row: int) -> list[str]:
    cells = (as_text(cell) if isinstance(cell, str | int) else "" for cell in sheet.rows[row])
    return [plain(words) if len(words) <= _LONGEST_HEADING else "" for words in cells]


def _with_guesses(sheet: Sheet, header: Header, names: Mapping[str, str]) -> Header:
    """The same header with the columns whose headings are only like a question's."""
    headings, columns, guessed = _headings(sheet, header.row), dict(header.columns), {}
    for place in header.unknown:
        near = get_close_matches(headings[place][:60], [name for name in names if len(name) > 3], n=1, cutoff=_ALIKE)
        if near and names[near[0]] not in columns:
            columns[names[near[0]]] = place
            guessed[place] = names[near[0]]
    unknown = tuple(place for place in header.unknown if place not in guessed)
    return replace(header, columns=columns, guessed=guessed, unknown=unknown)


def _names(form: Form) -> dict[str, str]:
    names = {plain(word): DELEGATION_COLUMN for word in DELEGATION} | {"id": ID, "entry id": ID}
    for question in form:
        if question.type is not QuestionType.NOTE:
            words = (*COLUMNS.get(form.name, {}).get(question.name, ()), question.name)
            names |= {plain(word): question.name for word in words}
    for question in form:
        names |= {plain(label): question.name for label in question.label.by_language.values() if plain(label)}
    return names


def _quarters(headings: Sequence[str], above: Sequence[str]) -> dict[int, Quarter]:
    """Columns that stand for quarters, by their own heading or, where that says "planned", by the one above it."""
    found: dict[int, Quarter] = {}
    group, year = "", None
    for place, heading in enumerate(headings):
        over = above[place] if place < len(above) else ""
        group = over or group
        year = _year(heading) or _year(group) or year
        match = _QUARTER.search(heading) or (_QUARTER.search(group) if heading in _PLANNED and over == group else None)
        if match and len(heading) <= 20:
            found[place] = Quarter(int(match[1] or match[2]), year)
    return found


def _year(words: str) -> int | None:
    found = _YEAR.search(words)
    return int(found[0]) if found else None
