"""A round of follow-up sent back: what one delegation told, until when it may correct it, and what it corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.domain.form import Form, Question, QuestionType
from kit.domain.rounds import Standing, Summary, follow_up_forms, working_days
from kit.forms.answers import in_words
from kit.forms.opened import opened_store
from kit.forms.session import find_workshop, viewer_named
from kit.forms.told import Told, answer, round_words, told
from kit.reports.country import document
from kit.reports.material import Material, gather
from kit.reports.model import Block, Column, KeyValues, Link, Note, Paragraph, Report, Row, Section
from kit.reports.plan_sections import table
from kit.words import listed, say
from kit.words.formats import day_words, weekday_words


def open_round(
    workshop: str, delegation: str, viewer: str, language: str, round_name: str, made_on: str = ""
) -> Report:
    """The report of one delegation's round, for a notebook with ids alone as parameters; a warning before it is sent.

    Raises:
        InvalidWorkshop, StorageProblem: where the workshop or its store cannot be read.
    """
    found = find_workshop(workshop)
    store = opened_store(found)
    view, made = store.view(viewer_named(store, viewer)), date.fromisoformat(made_on) if made_on else date.today()
    m = gather(found, view, delegation, language, made, store.fingerprint(delegation))
    summaries = store.rounds.all()
    summary = next((s for s in summaries if (s.round, s.delegation) == (round_name, delegation)), None)
    if summary is None:
        return _not_sent(m, round_name)
    return round_report(m, summary, told(found, view, summary, summaries), datetime.now(UTC))


def round_report(m: Material, summary: Summary, items: Sequence[Told], now: datetime) -> Report:
    """What a delegation told in a round, from what its material's viewer may see."""
    corrected = [item for item in items if item.corrected]
    stands = answer(summary, items, now, m.workshop.time_zone).standing
    until = day_words(summary.until, m.language)
    sections = (_ask(m, summary), *_told(m, items), _corrections(m, corrected))
    status = say(f"round.{stands}", m.language, until=until)
    return document(
        m, "round", _title(m, summary.round), status, stands in (Standing.CORRECTED, Standing.AGREED), sections
    )


def _not_sent(m: Material, round_name: str) -> Report:
    text = say("round.none", m.language, folder=m.workshop.folder, round=round_name)
    section = Section("none", say("round.ask", m.language), (Note(text, "warning"),))
    return document(m, "round", _title(m, round_name), m.words("status_draft"), False, (section,))


def _title(m: Material, round_name: str) -> str:
    named = round_words(m.workshop, round_name, m.language)
    return say("round.title", m.language, country=m.country(m.delegation), round=named)


def _ask(m: Material, summary: Summary) -> Section:
    """What is asked of the delegation, and until when."""
    made = day_words(summary.made.astimezone(m.workshop.time_zone).date(), m.language)
    until = day_words(summary.until, m.language, weekday=True)
    days = listed([weekday_words(day, m.language) for day in sorted(summary.weekend)], m.language)
    count = working_days(summary, m.workshop.time_zone)
    blocks: list[Block] = [Note(say("round.ask_text", m.language, made=made, until=until, count=count))]
    blocks += [Paragraph(say(f"round.ask_{name}", m.language, days=days)) for name in ("days", "how", "after")]
    if summary.link:
        blocks.append(Link(say("round.open", m.language), summary.link))
    return Section("ask", say("round.ask", m.language), tuple(blocks))


def _told(m: Material, items: Sequence[Told]) -> Iterator[Section]:
    """Each entry with its answers, under its form."""
    shown = [item.entry for item in items if item.entry.values]
    if not shown:
        yield Section("told", say("round.told", m.language), (Paragraph(say("round.nothing_told", m.language)),))
    for form in follow_up_forms(m.workshop):
        entries = [entry for entry in shown if entry.form == form.name]
        if entries:
            yield Section(f"told-{form.name}", form.title.to(m.language))
        for entry in entries:
            pairs = tuple((q.label.to(m.language), _words(m, q, entry)) for q in _asked(form) if _words(m, q, entry))
            yield Section(f"told-{entry.id}", _named(m, form, entry), (KeyValues(pairs),), level=2)


def _corrections(m: Material, corrected: Sequence[Told]) -> Section:
    """Question by question: what was told, and to what it was corrected."""
    title = say("round.corrections", m.language)
    headings = ("entry", "was", "is")
    columns = tuple(
        Column(say(f"round.{name}", m.language), weight=weight)
        for name, weight in zip(headings, (2, 3, 3), strict=True)
    )
    rows = [row for item in corrected for row in _corrected(m, item)]
    listed = table("corrections", title, columns, rows, empty=say("round.no_corrections", m.language))
    blocks = (Paragraph(say("round.corrections_text", m.language)), listed) if rows else (listed,)
    return Section("corrections", title, blocks)


def _corrected(m: Material, item: Told) -> Iterator[Row]:
    form = m.workshop.forms[item.entry.form]
    if item.withdrawn or not item.entry.values:
        word = say("round.withdrawn" if item.withdrawn else "round.added", m.language)
        yield Row(item.entry.id, (_named(m, form, item.entry if item.withdrawn else item.now), "", word))
        if item.withdrawn:
            return
    for question in _asked(form):
        was, now = _words(m, question, item.entry), _words(m, question, item.now)
        if was != now:
            where = f"{_named(m, form, item.now)}: {question.label.to(m.language)}"
            yield Row(f"{item.entry.id}.{question.name}", (where, was, now))


def _asked(form: Form) -> Iterator[Question]:
    return (question for question in form if question.type is not QuestionType.NOTE)


def _words(m: Material, question: Question, entry: Entry) -> str:
    return in_words(question, entry.values.get(question.name), m.language)


def _named(m: Material, form: Form, entry: Entry) -> str:
    """An entry as its delegation knows it: by its activity, and by the answer that names entries of the form."""
    activity = next((a for a in m.own("activity") if a.id == entry.subject), None)
    question = form.question(form.entry_title) if form.entry_title else None
    name = _words(m, question, entry) if question else ""
    parts = [ref_of(activity) if activity else "", name]
    return " · ".join(part for part in parts if part) or form.title.to(m.language)
