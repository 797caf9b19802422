"""Ballots that were cast on paper: one row each, one column for each option."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from kit.domain.cleaning import clean_line
from kit.domain.digits import canonical_decimal
from kit.domain.entry import Refused
from kit.domain.placing import HIGHEST
from kit.domain.workshop import Session, Vote, Workshop
from kit.exchange.aliases import DELEGATION, NO, NOTHING
from kit.exchange.converting import as_text
from kit.exchange.delegations import codes_by_name
from kit.exchange.headers import plain
from kit.exchange.result import CellProblem, ImportResult, PreviewRow
from kit.exchange.sheets import Cell, Formula, Sheet, is_blank
from kit.storage import View
from kit.words import say

AXES = ("impact", "effort")
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """How to read a sheet as ballots of one session."""

    session: Session
    vote: Vote
    row: int
    columns: dict[Hashable, int]
    """What is marked to its column: an option, an option and one of its scales, or a pair of options."""
    delegation: int | None


@dataclass(frozen=True, slots=True)
class _Paper:
    """One ballot: its number on the sheet, and what it marks."""

    row: int
    delegation: str
    marks: dict[str, Any] | list[Any]


class _BadMark(Exception):
    """A cell that is no mark of this vote."""

    def __init__(self, column: int, code: str, given: str) -> None:
        super().__init__(code)
        self.column, self.code, self.given = column, code, given


def is_ballots(sheet: Sheet, workshop: Workshop) -> BallotSheet | None:
    """The vote whose options, scales or pairs head the sheet's columns: most of them, and at least two."""
    found = [
        ballots
        for session in workshop.sessions
        if session.vote is not None
        for row in range(min(_LOOKED_AT, len(sheet.rows)))
        if (ballots := _heads(sheet, row, session, session.vote, workshop.languages))
    ]
    return max(found, key=lambda ballots: len(ballots.columns), default=None)


def _heads(sheet: Sheet, row: int, session: Session, vote: Vote, languages: tuple[str, ...]) -> BallotSheet | None:
    names = _headings(vote, languages)
    headings = [plain(as_text(cell)) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    columns = {names[heading]: place for place, heading in enumerate(headings) if heading in names}
    delegation = next((place for place, heading in enumerate(headings) if heading in DELEGATION), None)
    all_columns = len(set(names.values())) // (2 if vote.method == "pairwise" else 1)
    fits = len(columns) >= 2 and 2 * len(columns) > all_columns
    return BallotSheet(session, vote, row, columns, delegation) if fits else None


def _headings(vote: Vote, languages: tuple[str, ...]) -> dict[str, Hashable]:
    """Headings as they are compared to what stands under them: "Training: effort", "Training / Data"."""
    words = {o.name: (o.name, *o.label.by_language.values()) for o in vote.options}
    if vote.method == "impact_effort":
        axes = {(axis, say(f"form.scatter_{axis}", each)) for axis in AXES for each in languages}
        axes |= {(axis, axis) for axis in AXES}
        return {plain(f"{word} {said}"): (o, axis) for o in words for word in words[o] for axis, said in axes}
    if vote.method == "pairwise":
        return {
            plain(f"{one} {other}"): (a, b) for a, b in permutations(words, 2) for one in words[a] for other in words[b]
        }
    return {plain(word): option for option in words for word in words[option]}


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
    codes = codes_by_name(workshop)
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


def _marks(found: BallotSheet, cells: tuple[Cell, ...]) -> dict[str, Any] | list[Any]:
    """Dots as they are; ranks put in order, 1 being best; anything but "no" approves; 1 or 2 of a pair is preferred."""
    if found.vote.method == "approve":
        return [option for option, place in found.columns.items() if _approves(place, cells[place])]
    numbers = {mark: _whole(place, cells[place]) for mark, place in found.columns.items()}
    marked: dict[Any, int] = {mark: number for mark, number in numbers.items() if number}
    if found.vote.method == "dots":
        return marked
    if found.vote.method == "impact_effort":
        _check_most(found, marked, HIGHEST, "exchange.bad_scale")
        options = dict.fromkeys(option for option, _ in marked)
        return {option: [marked.get((option, axis)) for axis in AXES] for option in options}
    if found.vote.method == "pairwise":
        return _preferred(found, marked)
    twice = next((option for option, rank in marked.items() if list(marked.values()).count(rank) > 1), None)
    if twice is not None:
        raise _BadMark(found.columns[twice], "exchange.rank_twice", str(marked[twice]))
    return sorted(marked, key=marked.__getitem__)


def _preferred(found: BallotSheet, marked: Mapping[Any, int]) -> list[list[str]]:
    _check_most(found, marked, 2, "exchange.bad_pair")
    return [list(pair if number == 1 else reversed(pair)) for pair, number in marked.items()]


def _check_most(found: BallotSheet, marked: Mapping[Any, int], most: int, code: str) -> None:
    wrong = next((mark for mark, number in marked.items() if number > most), None)
    if wrong is not None:
        raise _BadMark(found.columns[wrong], code, str(marked[wrong]))


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
