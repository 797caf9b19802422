"""Other people's files in: read, previewed, and saved through a view, so that the store's rules hold for them too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.domain.form import Form, Per
from kit.domain.viewer import Viewer
from kit.domain.workshop import Workshop
from kit.exchange.answering import read_answers
from kit.exchange.ballot_sheets import import_ballots, is_ballots
from kit.exchange.csv_files import read_csv
from kit.exchange.delegations import codes_by_name
from kit.exchange.finding_sheets import import_findings, is_findings
from kit.exchange.headers import Header, find_header, own_header
from kit.exchange.known import gather
from kit.exchange.result import CellProblem, ImportResult, NotReadable
from kit.exchange.rows import Draft, Place, read_rows, title_column
from kit.exchange.saving import Saver
from kit.exchange.sheets import Sheet, read_bytes
from kit.exchange.xlsx_files import read_xlsx
from kit.storage import View

FOREIGN = ("activity", "registration", "priority", "stakeholder", "capacity", "barrier", "practice", "offer_need")
"""Forms that tables of others are recognised as, the first where two fit as well."""

BallotViews = Callable[[str, str], View]
"""Delegation and paper ballot's number to the view of a person who has that ballot alone: see `paper_voters`."""


def import_file(
    view: View,
    workshop: Workshop,
    file: Path,
    delegation: str | None = None,
    dry_run: bool = False,
    *,
    ballot_views: BallotViews | None = None,
) -> ImportResult:
    """Reads a workplan, any of our exported forms, a registration list, findings or ballots from XLSX or CSV.

    Rows of our own exports find their entry by the hidden id, and change only what differs from what was exported; rows
    of other tables find it by ref or title. Nothing is deleted. The same file read twice changes nothing more.
    `delegation` is for whom rows are that do not say so; a participant's own stands in any case. A cell that cannot be
    read is left out and reported, the rest of its row is taken. With `dry_run` nothing is saved.

    Raises NotReadable for a file that cannot be read, or that is none of these.
    """
    own = delegation if view.viewer.staff else view.viewer.delegation
    sheets = [sheet for sheet in read_sheets(file) if sheet.rows]
    votes_now = _votes_of_now(view, workshop)
    for sheet in sheets:
        if session := is_ballots(sheet, votes_now):
            return import_ballots(sheet, workshop, session, own, dry_run, ballot_views, file.name)
    recognised = [(sheet, header) for sheet in sheets if (header := recognise(sheet, workshop))]
    if not recognised:
        findings = next((sheet for sheet in sheets if is_findings(sheet)), None)
        if findings is not None:
            return import_findings(findings, workshop, dry_run)
        raise NotReadable("exchange.not_recognised", file=file.name)
    return _import(_Import(view, workshop, own, dry_run), recognised)


def _votes_of_now(view: View, workshop: Workshop) -> Workshop:
    """The workshop with each vote's options as they stand: those of a nominal group are written in the room."""
    sessions = (replace(s, vote=view.poll(s.id).vote) if s.vote else s for s in workshop.sessions)
    return replace(workshop, sessions=tuple(sessions))


def read_sheets(file: Path) -> list[Sheet]:
    """A file's tables, by what it holds, not by its name. Raises NotReadable."""
    content = read_bytes(file)
    if content.startswith(b"PK"):
        return read_xlsx(file.name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable("exchange.old_excel", file=file.name)
    if file.suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise NotReadable("exchange.unknown_type", file=file.name)
    return [read_csv(file.name, content)]


def recognise(sheet: Sheet, workshop: Workshop) -> Header | None:
    """How to read a sheet: an export of ours as the form whose name it has, another as the form that fits best."""
    form = workshop.forms.get(_form_name(sheet.name, workshop) or "")
    own = own_header(sheet, form) if form is not None else None
    if own is not None:
        return own
    fitting = [
        header
        for name in FOREIGN
        if name in workshop.forms and (header := find_header(sheet, workshop.forms[name]))
        if not header.own and title_column(header.form, header.columns)
    ]
    return max(fitting, key=lambda header: header.score, default=None)


def _form_name(sheet: str, workshop: Workshop) -> str | None:
    """The form that a sheet's or file's name begins with ("activity (1)" is what browsers make of a second copy)."""
    named = (name for name, form in workshop.forms.items() if sheet.startswith(name[:31]) and not form.anonymous)
    return max(named, key=len, default=None)


@dataclass
class _Import:
    """One import while it runs."""

    view: View
    workshop: Workshop
    delegation: str | None
    dry_run: bool
    drafts: list[Draft] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def viewer(self) -> Viewer:
        """Who imports."""
        return self.view.viewer


def _import(running: _Import, recognised: Sequence[tuple[Sheet, Header]]) -> ImportResult:
    taken: dict[str, str] = {}
    for sheet, header in sorted(recognised, key=lambda found: -found[1].score):
        running.problems += _remarks(sheet, header)
        for found in read_rows(sheet, header, _place(running, header.form)):
            allowed = found if isinstance(found, CellProblem) else _allowed(running, found)
            if isinstance(allowed, CellProblem):
                running.problems.append(allowed)
            # A second sheet that tells of the same entry, such as a timeline, tells less than the fuller one.
            elif taken.setdefault(allowed.entry, sheet.name) == sheet.name:
                running.drafts.append(allowed)
    ready = list(_answered(running))
    return Saver(running.view, running.workshop, running.dry_run).save(ready, running.problems)


def _remarks(sheet: Sheet, header: Header) -> Iterator[CellProblem]:
    """What is said about headings: those only like a question's, and those that nothing asks for."""
    for place, name in header.guessed.items():
        details = {"heading": _heading(sheet, header, place), "question": _label(header.form, name)}
        yield CellProblem(sheet.name, sheet.cell_name(header.row, place), "exchange.column_guessed", details, False)
    for place in header.unknown:
        details = {"heading": _heading(sheet, header, place)}
        yield CellProblem(sheet.name, sheet.cell_name(header.row, place), "exchange.column_unknown", details, False)


def _heading(sheet: Sheet, header: Header, place: int) -> str:
    return " ".join(str(sheet.rows[header.row][place]).split())[:60]


def _label(form: Form, name: str) -> str:
    question = form.question(name)
    return question.label.to("en") if question else name


def _place(running: _Import, form: Form) -> Place:
    workshop = running.workshop
    names = codes_by_name(workshop)
    entries = {entry.id: entry for entry in running.view.entries(form.name)}
    return Place(workshop.id, running.delegation, names, entries, workshop.first_day.year)


def _allowed(running: _Import, draft: Draft) -> Draft | CellProblem:
    """The draft, unless its writer may not make a new one here at all."""
    if draft.existing is not None:
        return draft
    if not running.viewer.staff:
        if draft.form.per is Per.PERSON:
            return draft.problem("exchange.staff_only")
        return replace(draft, delegation=running.viewer.delegation)
    if draft.delegation is None and draft.form.per is not Per.HUB:
        return draft.problem("exchange.delegation_needed")
    return draft


def _answered(running: _Import) -> Iterator[Draft]:
    """The drafts with their answers; priorities that only a heading or a cell names become drafts of their own."""
    known = gather(running.view, running.workshop, running.drafts)
    for draft in known.with_new_priorities(running.drafts):
        if draft.answers:
            yield draft
            continue
        answers, problems = read_answers(draft, known.for_draft(draft), running.workshop.first_day.year)
        running.problems += problems
        yield replace(draft, answers=answers | known.section(draft, answers))
