"""What one session brought: what was written in it and what it came to, as its viewer may see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.domain.entry import Entry
from kit.domain.form import Form, Protection, Question, QuestionType
from kit.domain.held import Span
from kit.domain.parking import FORM
from kit.domain.workshop import Session
from kit.forms.held import held_words
from kit.forms.opened import opened_store
from kit.forms.remarks import remarks_on
from kit.forms.result import Result
from kit.forms.results import session_results
from kit.forms.session import find_workshop, viewer_named
from kit.reports.country import document, own_sources
from kit.reports.material import Material, gather
from kit.reports.model import Block, Cell, Column, KeyValues, Note, Paragraph, Report, Row, Section
from kit.reports.parking import parking_section
from kit.reports.plan_sections import table
from kit.reports.record_boards import board
from kit.words import listed, say

MOST_COLUMNS = 7
"""With more answers than this, each entry's answers stand below one another in one cell."""


@dataclass(frozen=True)
class SessionMaterial:
    """One session's entries and results, read once for one viewer."""

    material: Material
    session: Session
    results: tuple[Result, ...] = ()
    spans: tuple[Span, ...] = ()
    """Each time that it was open."""


RecordSectionMaker = Callable[[SessionMaterial], Sequence[Section]]


def open_record(
    workshop: str, session: str, delegation: str, viewer: str, language: str, made_on: str = ""
) -> SessionMaterial:
    """The material of one session's record, for a notebook whose parameters hold ids alone.

    ``delegation`` is empty for the record of the room; the other parameters are as in `open_material`.

    Raises:
        InvalidWorkshop, StorageProblem: where the workshop or its store cannot be read.
        KeyError: for a session that the workshop does not have.
    """
    found = find_workshop(workshop)
    store = opened_store(found)
    try:
        view, code, held = store.view(viewer_named(store, viewer)), delegation or None, found.session(session)
        day = date.fromisoformat(made_on) if made_on else date.today()
        material = gather(found, view, code, language, day, store.fingerprint(None), whole=True)
        # Small numbers stay hidden: a record is handed out, and its readers know who was in the room.
        public = not view.viewer.staff
        results = tuple(session_results(found, view, held, language, public=public))
        return SessionMaterial(material, held, results, store.agenda.states()[held.id].spans)
    finally:
        store.close()


def record_report(r: SessionMaterial, sections: Sequence[RecordSectionMaker] | None = None) -> Report:
    """The record of one session."""
    m, w = r.material, r.material.words
    title = w("record_title", session=r.session.title.to(m.language))
    made = [section for make in sections or SECTIONS for section in make(r)]
    found = document(m, "session-record", title, w("status_record"), False, made)
    illustrative = (w("illustrative"),) if m.workshop.illustrative else ()
    return replace(found, notices=illustrative, sources=own_sources(m))


def about(r: SessionMaterial) -> Sequence[Section]:
    """Which session it was, when, and how much was written."""
    m, w, session = r.material, r.material.words, r.session
    held = m.workshop.date_of(session)
    hours = " – ".join(f"{time:%H:%M}" for time in (session.start, session.end) if time)
    pairs = [
        (w("session"), session.title.to(m.language)),
        (w("date"), " ".join(text for text in (m.format.date(held) if held else "", m.format.digits(hours)) if text)),
        (w("session_held"), held_words(r.spans, m.workshop.time_zone, m.language)),
        (w("seen_by"), m.country(m.delegation) if m.delegation else w("seen_by_staff")),
        *((form.title.to(m.language), m.format.number(len(written(r, form)))) for form in _shown_forms(r)),
    ]
    notes = any(form.protection is Protection.NOTE for form in _shown_forms(r))
    warning = (Note(w("notes_without_names"), "warning"),) if notes else ()
    return (Section("session", w("summary"), (KeyValues(tuple(p for p in pairs if p[1])), *warning)),)


def outcomes(r: SessionMaterial) -> Sequence[Section]:
    """Votes, counts and matches, one under the other."""
    blocks = [block for number, result in enumerate(r.results) for block in board(r.material, result, number)]
    return (Section("results", r.material.words("session_results"), tuple(blocks)),) if blocks else ()


def entries(r: SessionMaterial) -> Sequence[Section]:
    """What was written, form by form."""
    return tuple(_form_section(r, form) for form in _shown_forms(r))


def written(r: SessionMaterial, form: Form) -> tuple[Entry, ...]:
    """A form's entries of this session. A form that is filled once for all sessions is shown as it stands."""
    m, here = r.material, r.session.id
    return tuple(
        e for e in m.of(form.name, m.delegation) if form.protection is not Protection.NOTE or e.session == here
    )


def _shown_forms(r: SessionMaterial) -> list[Form]:
    """Anonymous forms are told as counts only."""
    return [form for name in r.session.forms if not (form := r.material.workshop.forms[name]).anonymous]


def _form_section(r: SessionMaterial, form: Form) -> Section:
    m, w, title = r.material, r.material.words, form.title.to(r.material.language)
    found = written(r, form)
    asked = [q for q in form if q.type is not QuestionType.NOTE and any(m.told(e, q.name) for e in found)]
    named = not m.delegation and any(e.delegation for e in found)
    wide = len(asked) > MOST_COLUMNS
    columns: tuple[Column, ...] = (Column(w("delegation"), weight=1.2),) if named else ()
    columns += (
        (Column(w("entry"), weight=4),) if wide else tuple(Column(q.label.to(m.language), weight=2) for q in asked)
    )
    remarks = {e.id: listed(remarks_on(e, m.workshop, m.language), m.language) for e in found}
    if any(remarks.values()):
        columns += (Column(say("session.remarks", m.language), weight=1.2),)
    rows = [
        Row(
            e.id,
            (
                *((m.country(e.delegation),) if named else ()),
                *_cells(m, e, asked, wide),
                *((remarks[e.id],) if any(remarks.values()) else ()),
            ),
        )
        for e in found
    ]
    block: Block = Paragraph(w("empty_table"))
    if rows:
        block = table(f"form-{form.name}", title, columns, rows, wide=not wide and len(columns) > 4)
    return Section(f"form-{form.name}", title, (block,))


def _cells(m: Material, e: Entry, asked: Sequence[Question], wide: bool) -> tuple[Cell, ...]:
    told = [(q.label.to(m.language), m.told(e, q.name)) for q in asked]
    return ("\n".join(f"{label}: {text}" for label, text in told if text),) if wide else tuple(t for _, t in told)


def parked(r: SessionMaterial) -> Sequence[Section]:
    """What came up in this session and was put aside, whichever session the form itself belongs to."""
    found = [e for e in r.material.of(FORM) if e.session == r.session.id]
    return (parking_section(r.material, found),) if found and FORM not in r.session.forms else ()


SECTIONS: tuple[RecordSectionMaker, ...] = (about, outcomes, entries, parked)
