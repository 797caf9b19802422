"""Where a workshop stands, for the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kit.domain.ballots import Result, Tally
from kit.domain.held import Span, minutes_of
from kit.domain.runsheet import Line
from kit.domain.viewer import ORGANISER
from kit.domain.workshop import Session, Workshop
from kit.forms.tally_board import told
from kit.live.run_sheet import run_sheet
from kit.storage import Store


def workshop_status(workshop: Workshop, store: Store) -> dict[str, Any]:
    """Sessions with their state and entries by form and delegation, plans with their state, people who joined."""
    view, states = store.view(ORGANISER), store.agenda.states()
    counts, run = view.counts(), run_sheet(workshop, states, datetime.now(UTC))
    sessions = []
    for session in workshop.sessions:
        state = states[session.id]
        entries: dict[str, dict[str, int]] = {}
        for count in (c for c in counts if c.session == session.id):
            entries.setdefault(count.delegation or "", {})[count.form] = count.entries
        sessions.append(
            {
                "session": session.id,
                "title": session.title.to(workshop.language),
                "state": state.state,
                "opened_at": state.opened_at.isoformat() if state.opened_at else None,
                "closed_at": state.closed_at.isoformat() if state.closed_at else None,
                "planned": _planned(session),
                "held": [_span(span) for span in state.spans],
                "minutes": minutes_of(session, state),
                "late_minutes": _late(run.line(session.id)),
                "entries": entries,
            }
        )
    return {
        "workshop": workshop.id,
        "title": workshop.title.to(workshop.language),
        "store": store.describe(),
        "sessions": sessions,
        "plans": {d.code: str(view.plan_state(d.code)) for d in workshop.delegations},
        "people": {d.code: len(store.people.of(d.code)) for d in workshop.delegations},
    }


def _planned(session: Session) -> dict[str, Any]:
    start = f"{session.start:%H:%M}" if session.start else None
    return {"day": session.day, "start": start, "minutes": session.minutes}


def _span(span: Span) -> dict[str, str | None]:
    return {"opened_at": span.opened.isoformat(), "closed_at": span.closed.isoformat() if span.closed else None}


def _late(line: Line | None) -> int | None:
    """Minutes by which it began late; None where it has not begun on its day."""
    return line.late if line and line.slot.opened is not None else None


def as_lines(status: dict[str, Any]) -> list[str]:
    """The status for a terminal: a line for each session, with its planned start and delay, and for each delegation."""
    lines = [status["title"], ""]
    for session in status["sessions"]:
        total = sum(sum(forms.values()) for forms in session["entries"].values())
        late = f"+{session['late_minutes']}" if session["late_minutes"] else ""
        time = f"{session['planned']['start'] or '':<5} {late:<4}"
        lines.append(f"{session['state']:<8} {total:>5}  {time} {session['session']:<22} {session['title']}")
    lines.append("")
    lines += [f"{code:<4} {status['people'][code]:>3}  {state}" for code, state in status["plans"].items()]
    return lines


def tally_lines(tally: Tally, workshop: Workshop, language: str) -> list[str]:
    """A vote's result for a terminal: what the wall says of it, then a table for each rule and unit."""
    lines = [tally.vote.question.to(language), *(words for words, _ in told(tally, workshop, language))]
    labels = {option.name: option.label.to(language) for option in tally.vote.options}
    for unit, results in (("person", tally.by_person), ("delegation", tally.by_delegation)):
        for result in results:
            lines += ["", f"by {unit}, {result.rule}", *_rows(result, labels)]
    return lines


def _rows(result: Result, labels: dict[str, str]) -> list[str]:
    tie = {True: " =", False: ""}
    return [f"{row.place:>3}{tie[row.tied]:<2} {float(row.score):>8.2f}  {labels[row.option]}" for row in result.rows]
