"""Ballots that were cast on paper: one row each, one column for each option."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kit.domain.cleaning import clean_line
from kit.domain.digits import canonical_decimal
from kit.domain.entry import Refused
from kit.domain.workshop import Session, Vote, Workshop
from kit.exchange.aliases import DELEGATION, NO, NOTHING
from kit.exchange.converting import as_text
from kit.exchange.headers import plain
from kit.exchange.result import CellProblem, ImportResult, PreviewRow
from kit.exchange.sheets import Cell, Formula, Sheet, is_blank
from kit.storage import View

_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """How to read a sheet as ballots of one session."""

    session: Session
    vote: Vote
    row: int
    options: dict[str, int]
    """Option to its column."""
    delegation: int | None


@dataclass(frozen=True, slots=True)
class _Paper:
    """One ballot: its number on the sheet, and what it marks."""

    row: int
    delegation: str
    marks: dict[str, int] | list[str]


class _BadMark(Exception):
    """A cell that is no mark of this vote."""

    def __init__(self, column: int, code: str, given: str) -> None:
        super().__init__(code)
        self.column, self.code, self.given = column, code, given


def is_ballots(sheet: Sheet, workshop: Workshop) -> BallotSheet | None:
    """The vote whose options head the sheet's columns: most of them, and at least two."""
    found = [
        ballots
        for session in workshop.sessions
        if session.vote is not None
        for row in range(min(_LOOKED_AT, len(sheet.rows)))
        if (ballots := _heads(sheet, row, session, session.vote))
    ]
    return max(found, key=lambda ballots: len(ballots.options), default=None)


def _heads(sheet: Sheet, row: int, session: Session, vote: Vote) -> BallotSheet | None:
    names = {plain(word): o.name for o in vote.options for word in (o.name, *o.label.by_language.values())}
    headings = [plain(as_text(cell)) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    options = {names[heading]: place for place, heading in enumerate(headings) if heading in names}
    delegation = next((place for place, heading in enumerate(headings) if heading in DELEGATION), None)
    fits = len(options) >= 2 and 2 * len(options) > len(vote.options)
    return BallotSheet(session, vote, row, options, delegation) if fits else None


def import_ballots(
    sheet: Sheet,
    workshop: Workshop,
    found: BallotSheet,
    delegation: str | None,
    dry_run: bool,
    views: Callable[[str, str], View] | None,
    file: str,
) -> ImportResult:
    """Casts the ballots of a sheet, each by a person of its own that `views` gives; cast again, they change nothing."""
    preview: list[PreviewRow] = []
    problems: list[CellProblem] = []
    for paper in _papers(sheet, workshop, found, delegation):
        if isinstance(paper, CellProblem):
            problems.append(paper)
            continue
        refused = None if dry_run else _cast(sheet, found, paper, views, file)
        if refused:
            problems.append(refused)
        shown = {"ballot": paper.marks}
        action, number = "skip" if refused else "create", paper.row + 1
        preview.append(PreviewRow(sheet.name, number, "ballot", action, str(number), None, paper.delegation, shown))
    return ImportResult("ballots", dry_run, tuple(preview), tuple(problems))


def _papers(
    sheet: Sheet, workshop: Workshop, found: BallotSheet, delegation: str | None
) -> Iterator[_Paper | CellProblem]:
    codes = {name.casefold(): d.code for d in workshop.delegations for name in (d.code, *d.name.by_language.values())}
    for row in range(found.row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        if all(is_blank(cell) for cell in cells):
            continue
        words = "" if found.delegation is None else clean_line(as_text(cells[found.delegation] or ""))
        code = codes.get(words.casefold()) if words else delegation
        if code is None:
            yield CellProblem(sheet.name, str(row + 1), "exchange.unknown_delegation", {"given": words or "—"})
            continue
        try:
            yield _Paper(row, code, _marks(found, cells))
        except _BadMark as bad:
            yield CellProblem(sheet.name, sheet.cell_name(row, bad.column), bad.code, {"given": bad.given})


def _marks(found: BallotSheet, cells: tuple[Cell, ...]) -> dict[str, int] | list[str]:
    """Dots as they are; ranks put in order, 1 being best; anything but "no" approves."""
    if found.vote.method == "approve":
        return [option for option, place in found.options.items() if _approves(place, cells[place])]
    numbers = {option: _whole(place, cells[place]) for option, place in found.options.items()}
    marked = {option: number for option, number in numbers.items() if number}
    if found.vote.method == "dots":
        return marked
    twice = next((option for option, rank in marked.items() if list(marked.values()).count(rank) > 1), None)
    if twice is not None:
        raise _BadMark(found.options[twice], "exchange.rank_twice", str(marked[twice]))
    return sorted(marked, key=marked.__getitem__)


def _approves(place: int, cell: Cell) -> bool:
    if isinstance(cell, Formula):
        raise _BadMark(place, "exchange.formula", cell.text[:60])
    return not is_blank(cell) and as_text(cell).strip().casefold() not in NO | NOTHING


def _whole(place: int, cell: Cell) -> int:
    if is_blank(cell):
        return 0
    number = None if isinstance(cell, Formula) else canonical_decimal(as_text(cell))
    if number is None or not number.isdecimal() or int(number) > 1000:
        raise _BadMark(place, "exchange.bad_mark", as_text(cell)[:60])
    return int(number)


def _cast(
    sheet: Sheet, found: BallotSheet, paper: _Paper, views: Callable[[str, str], View] | None, file: str
) -> CellProblem | None:
    if views is None:
        return CellProblem(sheet.name, str(paper.row + 1), "exchange.ballots_need_people")
    number = f"{paper.row + 1}, {sheet.name}, {file}"
    try:
        views(paper.delegation, number).cast(found.session.id, paper.marks, str(uuid.uuid4()))
    except Refused as refusal:
        return CellProblem(sheet.name, str(paper.row + 1), refusal.code, refusal.details)
    return None
