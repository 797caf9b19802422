"""The checklist of the room as a report: what the kit has checked, delegations, agenda, and boxes to tick by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kit.domain.held import days, of_day, planned_start
from kit.domain.texts import direction
from kit.domain.workshop import Session, Workshop
from kit.reports.model import Block, Column, Paragraph, Report, Row, Section, Table
from kit.reports.prepared import Check, Prepared, named
from kit.reports.render import FORMATS, Format, render
from kit.reports.templates import IN_WORKSHOP
from kit.words import listed, say
from kit.words.formats import day_words, digits

BY_HAND = {"room": 4, "network": 6, "paper_things": 2, "care": 5}
"""Lists of boxes, with how many each has."""
_BOX = {"paper_things": "paper"}
TO_FILL_IN = ("expected", "wifi", "contact_lead", "contact_technical", "contact_safeguarding")
DONE, OPEN, BOX = "✓", "✗", "☐"
ROOM_TO_WRITE = "\n"
_HTTP = {"http": 80, "https": 443}

Say = Callable[..., str]


def checklist(p: Prepared, made_on: date) -> Report:
    """The sheet, in the language in which the preparation was looked at."""
    workshop, language = p.workshop, p.language

    def told(code: str, /, **details: object) -> str:
        return say(f"checklist.{code}", language, **details)

    checks = p.checks()
    left = sum(not check.done for check in checks)
    dates = " – ".join(dict.fromkeys(day_words(day, language) for day in (workshop.first_day, workshop.last_day)))
    return Report(
        kind="checklist",
        title=told("title"),
        language=language,
        direction="rtl" if direction(language) == "rtl" else "ltr",
        made_on=made_on,
        status=told("status", open=left, count=len(checks)) if left else told("status_fine"),
        confirmed=not left,
        workshop=workshop.title.to(language),
        place=workshop.place.to(language),
        dates=dates,
        fingerprint="",
        sections=(
            _checked(checks, p.folder, told),
            _delegations(p, told),
            _agenda(workshop, language, told),
            *(_by_hand(name, count, _port(p.address), told) for name, count in BY_HAND.items()),
            _to_fill_in(told),
        ),
    )


def write_checklist(p: Prepared, file: Path, made_on: date) -> None:
    """Write the sheet; the format is that of the file's name.

    Raises:
        ValueError: for a name that ends in none of the formats of reports.
        OSError: where the file cannot be written.
    """
    form = known_format(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(render(checklist(p, made_on), form, [p.workshop.folder.joinpath(*IN_WORKSHOP)]))


def known_format(file: Path) -> Format:
    """The format that a file's name asks for. Raises ValueError where the kit does not make it."""
    for form in FORMATS:
        if file.suffix.lower() == f".{form}":
            return form
    raise ValueError(say("checklist.format_unknown", file=file, known=", ".join(f".{form}" for form in FORMATS)))


def _checked(checks: Sequence[Check], folder: str, told: Say) -> Section:
    columns = (Column("", weight=0.25), Column(told("what"), weight=1.6), Column(told("found"), weight=4))
    rows = tuple(Row(c.name, (DONE if c.done else OPEN, c.what, c.found)) for c in checks)
    hint = Paragraph(told("checked_hint", folder=folder))
    return Section("checked", told("checked"), (hint, Table("checked", told("checked"), columns, rows)))


def _delegations(p: Prepared, told: Say) -> Section:
    """For each delegation and for staff: whether it has a code, what it reads, and what is arranged for it."""
    delegations = [(d.code, d.name.to(p.language), named(d.languages, p.language)) for d in p.workshop.delegations]
    headings = ("delegations", "languages", "code", "printed", "device", "interpreter")
    weights = (1.6, 2.2, 0.8, 0.9, 1, 1)
    columns = tuple(Column(told(name), weight=weight) for name, weight in zip(headings, weights, strict=True))
    rows = tuple(
        Row(code, (name, languages, DONE if code in p.codes else OPEN, BOX, BOX, BOX))
        for code, name, languages in delegations
    )
    return Section("delegations", told("delegations"), (Table("delegations", told("delegations"), columns, rows),))


def _agenda(workshop: Workshop, language: str, told: Say) -> Section:
    """Each day's sessions with what they ask, and a place for the name of who moderates."""
    headings, weights = ("time", "session", "asks", "paper", "moderator"), (1, 2.4, 2.6, 0.7, 1.8)
    columns = tuple(Column(told(name), weight=weight) for name, weight in zip(headings, weights, strict=True))
    tables: list[Block] = []
    for day in days(workshop):
        sessions = of_day(workshop, day)
        held = day_words(workshop.date_of(sessions[0]) or workshop.first_day, language, weekday=True)
        rows = tuple(_session(workshop, session, language, told) for session in sessions)
        tables.append(Table(f"day-{day}", told("day", day=day, date=held), columns, rows))
    return Section("agenda", told("agenda"), tuple(tables))


def _session(workshop: Workshop, session: Session, language: str, told: Say) -> Row:
    asks = [workshop.forms[name].title.to(language) for name in session.forms]
    asks += [told("vote")] if session.vote else []
    asks += [told("groups")] if session.breakouts else []
    paper = BOX if session.forms or session.vote else ""
    return Row(session.id, (_hours(session, language), session.title.to(language), listed(asks, language), paper, ""))


def _hours(session: Session, language: str) -> str:
    if session.start is None:
        return ""
    begin = planned_start(session)
    return "–".join(digits(f"{m // 60:02}:{m % 60:02}", language) for m in (begin, begin + session.minutes))


def _by_hand(name: str, count: int, port: str, told: Say) -> Section:
    columns = (Column("", weight=0.25), Column(told("what"), weight=6))
    codes = (f"{_BOX.get(name, name)}_{number}" for number in range(1, count + 1))
    rows = tuple(Row(code, (BOX, told(code, port=port))) for code in codes)
    return Section(name, told(name), (Table(name, told(name), columns, rows),))


def _to_fill_in(told: Say) -> Section:
    columns = (Column(told("what"), weight=2), Column("", weight=3))
    rows = tuple(Row(name, (told(name), ROOM_TO_WRITE)) for name in TO_FILL_IN)
    return Section("fill-in", told("fill_in"), (Table("fill-in", told("fill_in"), columns, rows),))


def _port(address: str) -> str:
    parts = urlsplit(address)
    return str(parts.port or _HTTP.get(parts.scheme, 80))


def open_points(checks: Sequence[Check]) -> Iterator[str]:
    """What the terminal says: each point that needs something, in English."""
    return (say("checklist.line", what=check.what, found=check.found) for check in checks if not check.done)
