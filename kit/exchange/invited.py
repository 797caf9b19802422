"""Lists of people to invite: whom, of which delegation, in which role and language. Nothing of them is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from kit.definitions.languages import english_name
from kit.domain.cleaning import clean_line
from kit.domain.viewer import Role
from kit.domain.workshop import Workshop
from kit.exchange.aliases import COLUMNS, DELEGATION
from kit.exchange.converting import as_text
from kit.exchange.csv_files import write_csv
from kit.exchange.delegations import codes_by_name
from kit.exchange.headers import plain
from kit.exchange.importing import read_sheets
from kit.exchange.result import CellProblem, NotReadable
from kit.exchange.sheets import Cell, Formula, Sheet, is_blank
from kit.exchange.xlsx_export import write_plain_xlsx
from kit.words import say

TABLE = ("name", "delegation", "role", "language", "email", "code", "link")
"""Columns of the table for mail merge; given back as the list, whoever has a code in it keeps it."""
_REGISTRATION = COLUMNS["registration"]
_HEADINGS = {
    "name": _REGISTRATION["name"],
    "delegation": DELEGATION,
    "role": ("role",),
    "language": _REGISTRATION["working_language"],
    "email": _REGISTRATION["email"],
    "code": ("code",),
}
_LONGEST = {"name": 120, "email": 254}
_LOOKED_AT = 20
_ROLES = (Role.PARTICIPANT, Role.FACILITATOR, Role.ORGANISER)


@dataclass(frozen=True, slots=True)
class Invited:
    """One person to invite."""

    row: int
    """As spreadsheets count, the first being 1."""
    name: str
    role: Role
    delegation: str | None
    """None for staff."""
    language: str | None
    """One of the workshop's; None where the list does not say, or names another."""
    email: str
    code: str
    """The one that this person has already; "" for none."""


class _Wrong(Exception):
    """A cell that cannot be read."""

    def __init__(self, column: str, code: str, **details: str) -> None:
        super().__init__(code)
        self.column, self.code, self.details = column, code, details


def read_invited(file: Path, workshop: Workshop) -> tuple[list[Invited], list[CellProblem]]:
    """The people of a list in XLSX or CSV, and what is wrong with its rows.

    A row without a name, of an unknown delegation or role, or with a formula is left out. A person who stands in it
    twice is taken once. Raises NotReadable for a file that cannot be read, or that is no such list.
    """
    for sheet in read_sheets(file):
        for row in range(min(_LOOKED_AT, len(sheet.rows))):
            columns = _columns(sheet.rows[row])
            if {"name", "delegation"} <= columns.keys():
                return _people(sheet, row, columns, workshop)
    raise NotReadable("exchange.no_invited", file=file.name)


def write_invited(rows: Sequence[Sequence[str]], folder: Path) -> list[Path]:
    """The table for mail merge, as CSV and as a workbook. Raises OSError."""
    table = [list(TABLE), *map(list, rows)]
    csv, xlsx = folder / "invitations.csv", folder / "invitations.xlsx"
    return [write_csv(csv, table), write_plain_xlsx(xlsx, "invitations", table)]


def _columns(cells: Sequence[Cell]) -> dict[str, int]:
    headings = [plain(as_text(cell)) if isinstance(cell, str) else "" for cell in cells]
    return {
        name: place
        for name, known in _HEADINGS.items()
        if (place := next((i for i, heading in enumerate(headings) if heading in known), None)) is not None
    }


def _people(
    sheet: Sheet, heading: int, columns: dict[str, int], workshop: Workshop
) -> tuple[list[Invited], list[CellProblem]]:
    people: dict[tuple[object, ...], Invited] = {}
    problems: list[CellProblem] = []
    for number, cells in enumerate(sheet.rows[heading + 1 :], heading + 1):
        if all(is_blank(cells[place]) for place in columns.values()):
            continue
        try:
            words = {name: _words(cells[place], name) for name, place in columns.items()}
            person = _person(number + 1, words, workshop)
        except _Wrong as wrong:
            place = sheet.cell_name(number, columns.get(wrong.column, columns["name"]))
            problems.append(CellProblem(sheet.name, place, wrong.code, wrong.details))
            continue
        problems += _remarks(sheet, number, columns, words, person)
        people.setdefault((person.name.casefold(), person.delegation, person.role, person.email.casefold()), person)
    return list(people.values()), problems


def _words(cell: Cell, column: str) -> str:
    if isinstance(cell, Formula):
        raise _Wrong(column, "exchange.formula")
    words = "" if is_blank(cell) else clean_line(as_text(cell))
    limit = _LONGEST.get(column, 80)
    if len(words) > limit:
        raise _Wrong(column, "answers.too_long", limit=str(limit), length=str(len(words)))
    return words


def _person(row: int, words: dict[str, str], workshop: Workshop) -> Invited:
    if not words["name"]:
        raise _Wrong("name", "exchange.invited_without_name")
    role = _role(words.get("role", ""), workshop)
    delegation = _delegation(words["delegation"], workshop) if role is Role.PARTICIPANT else None
    language = _language(words.get("language", ""), workshop)
    return Invited(row, words["name"], role, delegation, language, words.get("email", ""), words.get("code", ""))


def _role(given: str, workshop: Workshop) -> Role:
    """A role by its name in any language of the workshop; a participant where nothing is said."""
    names = {plain(say(f"live.role_{role}", each)): role for each in ("en", *workshop.languages) for role in _ROLES}
    found = {"": Role.PARTICIPANT, **names, **{role.value: role for role in _ROLES}}.get(plain(given))
    if found is None:
        offered = ", ".join(role.value for role in _ROLES)
        raise _Wrong("role", "exchange.unknown_role", given=given[:60], offered=offered)
    return found


def _delegation(given: str, workshop: Workshop) -> str:
    found = codes_by_name(workshop, plain).get(plain(given))
    if found is None:
        raise _Wrong("delegation", "exchange.unknown_delegation", given=given[:60])
    return found


def _language(given: str, workshop: Workshop) -> str | None:
    """A language by its tag, its English name or its own."""
    return {plain(word): tag for tag in workshop.languages for word in _names(tag)}.get(plain(given))


def _names(tag: str) -> Iterator[str]:
    yield from (tag, english_name(tag))
    yield str(Locale.parse(tag, sep="-").get_language_name(tag) or tag)


def _remarks(
    sheet: Sheet, number: int, columns: dict[str, int], words: dict[str, str], person: Invited
) -> Iterator[CellProblem]:
    given = words.get("language", "")
    if given and person.language is None:
        place = sheet.cell_name(number, columns["language"])
        yield CellProblem(sheet.name, place, "exchange.unknown_language", {"given": given[:60]}, refused=False)
