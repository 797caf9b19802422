"""What was agreed at the workshop before this one: for newcomers, as a page and as a document.

It is read from the earlier workshop's own store, which decides what a delegation may see of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.domain.parking import DONE, FORM
from kit.domain.texts import direction
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.forms.opened import opened_store
from kit.forms.previous import NoPrevious, previous_store, viewer_there
from kit.forms.session import find_workshop, viewer_named
from kit.forms.showing import html
from kit.reports.country import document, plan_status
from kit.reports.fragment import fragment
from kit.reports.material import Material, day, gather, in_order
from kit.reports.model import Block, Column, Note, Paragraph, Report, Row, Section
from kit.reports.parking import parking_section
from kit.reports.plan_sections import choice_column, table
from kit.reports.region import decisions, joint_activities
from kit.storage import StorageProblem
from kit.words import say

if TYPE_CHECKING:
    from kit.forms.session import Page


def open_briefing(workshop: str, viewer: str, language: str, made_on: str = "") -> Report:
    """The report of one briefing, for a notebook whose parameters hold ids alone; a warning where there is none.

    Raises:
        InvalidWorkshop, StorageProblem: where this workshop itself, or its store, cannot be read.
    """
    found = find_workshop(workshop)
    looking = viewer_named(opened_store(found), viewer)
    made = date.fromisoformat(made_on) if made_on else date.today()
    try:
        return briefing(found, looking, language, made)
    except (NoPrevious, StorageProblem) as problem:
        return _none(found, problem, language, made)


def briefing(workshop: Workshop, viewer: Viewer, language: str, made_on: date) -> Report:
    """What a viewer of this workshop may see of what was agreed at the one before.

    Raises:
        NoPrevious, StorageProblem: where that cannot be looked into.
    """
    store = previous_store(workshop)
    there = viewer_there(viewer, store.workshop)
    m = gather(store.workshop, store.view(there), None, language, made_on, store.fingerprint(None))
    title = say("briefing.title", language, workshop=store.workshop.title)
    sections = (*_delegations(m, there), _promised(m), _decided(m), _open(m))
    status = say("briefing.status", language)
    found = document(m, "briefing", title, status, False, sections)
    return replace(found, notices=(*_seen_by(m, viewer, there), *found.notices))


def page_part(page: Page) -> Any:
    """The briefing as a part of a session's page, for whoever looks at it."""
    try:
        report = briefing(page.workshop, page.viewer, page.language, date.today())
    except (NoPrevious, StorageProblem) as problem:
        reason = say(problem.code, page.language, **problem.details)
        return html(fragment((Note(say("briefing.page", page.language, reason=reason), "warning"),), page.language))
    told = tuple(Paragraph(notice) for notice in report.notices)
    blocks: tuple[Block | Section, ...] = (*told, *report.sections)
    return html(fragment(blocks, page.language, title=report.title))


def _none(workshop: Workshop, problem: NoPrevious | StorageProblem, language: str, made_on: date) -> Report:
    title = say("briefing.title", language, workshop="–")
    why = Note(say(problem.code, language, **problem.details), "warning")
    return Report(
        kind="briefing",
        title=title,
        language=language,
        direction="rtl" if direction(language) == "rtl" else "ltr",
        made_on=made_on,
        status=say("briefing.status", language),
        confirmed=False,
        workshop=workshop.title.to(language),
        fingerprint="",
        sections=(Section("none", title, (why,)),),
    )


def _seen_by(m: Material, viewer: Viewer, there: Viewer) -> Iterator[str]:
    """Whose sight this is."""
    if there.delegation is not None:
        yield say("briefing.seen_by", m.language, delegation=m.country(there.delegation))
    elif viewer.role is Role.PARTICIPANT:
        yield say("briefing.not_there", m.language)
    else:
        yield say("briefing.seen_by_staff", m.language)
    yield say("briefing.retention", m.language)


def _delegations(m: Material, there: Viewer) -> Iterator[Section]:
    """Each delegation's plan in short, one's own first."""
    for each in sorted(m.workshop.delegations, key=lambda d: d.code != there.delegation):
        yield _plan(m, each.code)


def _plan(m: Material, code: str) -> Section:
    w = m.words
    priorities, activities = m.of("priority", code), in_order(m.of("activity", code))
    if not (priorities or activities):
        return Section(f"plan-{code}", m.country(code), (Paragraph(say("briefing.no_plan", m.language)),))
    status = Paragraph(say("briefing.plan", m.language, state=plan_status(m, code)[0]))
    columns = (Column(w("priority"), weight=2), Column(w("target_12m"), weight=2))
    rows = (Row(p.id, (m.told(p, "title"), m.told(p, "target_12m"))) for p in priorities)
    blocks: list[Block] = [status]
    if priorities:
        blocks.append(table(f"priorities-{code}", w("priorities"), columns, rows))
    blocks.append(_activities(m, code, activities))
    return Section(f"plan-{code}", m.country(code), tuple(blocks))


def _activities(m: Material, code: str, activities: tuple[Entry, ...]) -> Block:
    w = m.words
    columns = (
        Column(w("ref"), weight=0.7),
        Column(w("activity"), weight=3),
        Column(w("lead"), weight=1.6),
        Column(w("end"), "date"),
        choice_column(m, "status_of", "activity", "status"),
    )
    rows = (
        Row(
            a.id,
            (
                ref_of(a), m.told(a, "activity"), m.told(a, "lead_institution"), day(a.values, "end"),
                _status(m, a) or None,
            ),
        )
        for a in activities
    )  # fmt: skip
    return table(f"activities-{code}", w("activities"), columns, rows, empty=w("no_activities"))


def _status(m: Material, activity: Entry) -> str:
    """As last reported, where the viewer may see reports; else as the plan says."""
    reports = [u for u in m.of("progress_update") if u.subject == activity.id and u.values.get("status")]
    return m.told(reports[-1], "status") if reports else m.told(activity, "status")


def _promised(m: Material) -> Section:
    _, steps = joint_activities(m).blocks
    text, empty = (say(f"briefing.{name}", m.language) for name in ("promised_text", "promised_empty"))
    blocks = (Paragraph(text), steps) if getattr(steps, "rows", ()) else (Paragraph(empty),)
    return Section("promised", say("briefing.promised", m.language), blocks)


def _decided(m: Material) -> Section:
    found = decisions(m)
    empty = (Paragraph(say("briefing.decisions_empty", m.language)),)
    return found if m.of("decision") else replace(found, blocks=empty)


def _open(m: Material) -> Section:
    """What was put into the parking lot and not settled since."""
    left = [entry for entry in m.of(FORM) if entry.values.get(DONE) is not True]
    title = say("briefing.open", m.language)
    blocks = parking_section(m, left).blocks if left else (Paragraph(say("briefing.open_empty", m.language)),)
    return Section("open", title, blocks)
