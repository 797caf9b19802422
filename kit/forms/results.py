"""What a session's answers come to, as boards for its page, its record and the wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.domain.entry import Entry
from kit.domain.form import Form, Question, QuestionType
from kit.domain.grid import agreement_grid
from kit.domain.matching import match
from kit.domain.plan import check_plan
from kit.domain.suppress import Suppressed, suppress
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Session, Workshop
from kit.forms.boards import (
    bars_board,
    board_strings,
    checks_board,
    grid_board,
    matches_board,
    table_board,
    tally_board,
    timeline_board,
)
from kit.storage import Store, View
from kit.words import say

IN_THE_ROOM = Viewer(Role.PARTICIPANT)
"""Whoever looks at the wall: a participant of no delegation, who sees themes, and nobody's words or names."""
SHOWN: Mapping[str, tuple[str, ...]] = {
    "barrier": ("type", "can_change"),
    "practice": ("theme", "stage"),
    "capacity": ("area", "support_type"),
    "evaluation": (
        "usefulness",
        "confidence_before",
        "confidence_after",
        "heard_equally",
        "safe_to_speak",
    ),
    "progress_update": ("status",),
    "activity_held": ("type",),
}
"""Form to the questions whose answers are counted."""


@dataclass(frozen=True, slots=True)
class Result:
    """A board with its heading; no data where there is nothing to draw yet, and `note` says why."""

    title: str
    kind: str
    data: Mapping[str, Any] | None
    note: str = ""

    def to_json(self, language: str) -> dict[str, Any]:
        """The board as the wall draws it."""
        strings = board_strings(language)
        return {"title": self.title, "kind": self.kind, "data": self.data, "note": self.note, "strings": strings}


def wall_results(workshop: Workshop, store: Store, session: Session, language: str) -> list[dict[str, Any]]:
    """What the wall shows of a closed session: totals, small ones suppressed, and nobody's words."""
    view = store.view(IN_THE_ROOM)
    return [result.to_json(language) for result in session_results(workshop, view, session, language, public=True)]


def session_results(
    workshop: Workshop, view: View, session: Session, language: str, *, public: bool = False
) -> Iterator[Result]:
    """Every board of a session, as far as the viewer may see; `public` suppresses small numbers."""
    if session.vote:
        yield Result(say("session.results", language), "tally", tally_board(view.tally(session.id), workshop, language))
    for name in session.forms:
        form = workshop.forms[name]
        if name == "mapping_response":
            yield _grid(workshop, view, form, language)
        elif name == "offer_need":
            yield matches(workshop, view, language)
        elif form.anonymous:
            yield from _totals(view, form, language)
        elif name in SHOWN:
            yield from _counted(view.entries(name, session=session.id), form, language, public=public)


def matches(workshop: Workshop, view: View, language: str) -> Result:
    """Where delegations can help one another."""
    entries = view.entries("offer_need")
    data = matches_board(match(entries), entries, workshop, language) if entries else None
    return Result(say("session.matches", language), "matches", data, say("session.nothing_yet", language))


def plan_timeline(workshop: Workshop, view: View, delegation: str, language: str) -> Result:
    """A delegation's activities over time."""
    plan, activities, _ = _plan(view, delegation)
    data = timeline_board(activities, workshop, language, plan=plan.values if plan else None)
    return Result(say("session.timeline", language), "timeline", data, say("session.no_dates_yet", language))


def plan_checks(workshop: Workshop, view: View, delegation: str, language: str) -> Result:
    """What a delegation should look at again in its plan."""
    warnings = check_plan(*_plan(view, delegation))
    return Result(say("session.checks", language), "checks", checks_board(warnings, language))


def _plan(view: View, delegation: str) -> tuple[Entry | None, list[Entry], list[Entry]]:
    plans = view.entries("plan", delegation=delegation)
    activities = view.entries("activity", delegation=delegation)
    return (plans[0] if plans else None), activities, view.entries("priority", delegation=delegation)


def _grid(workshop: Workshop, view: View, form: Form, language: str) -> Result:
    grid = agreement_grid(workshop, view.entries(form.name), language)
    return Result(say("session.grid", language), "grid", grid_board(grid, workshop, language))


def _totals(view: View, form: Form, language: str) -> Iterator[Result]:
    for question in _questions(form):
        totals = view.totals(form.name, question.name)
        later = say("session.results_later", language)
        yield _bars(question, totals, language) if totals else Result(question.label.to(language), "bars", None, later)
    if view.viewer.staff:
        yield from _remarks(view, form, language)


def _remarks(view: View, form: Form, language: str) -> Iterator[Result]:
    for question in (q for q in form if q.type is QuestionType.TEXT):
        words = view.remarks(form.name, question.name)
        label = question.label.to(language)
        data = table_board([label], [[remark] for remark in words]) if words else None
        yield Result(label, "table", data, say("session.few_answers", language))


def _counted(entries: Sequence[Entry], form: Form, language: str, *, public: bool) -> Iterator[Result]:
    for question in _questions(form):
        counts = _counts(entries, question)
        yield _bars(question, suppress(counts) if public else Suppressed(counts, sum(counts.values())), language)


def _questions(form: Form) -> list[Question]:
    return [question for question in form if question.name in SHOWN.get(form.name, ())]


def _counts(entries: Sequence[Entry], question: Question) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for entry in entries:
        value = entry.values.get(question.name)
        counted.update(value if isinstance(value, list) else [value] if value else [])
    return {choice.name: counted[choice.name] for choice in question.choices}


def _bars(question: Question, totals: Suppressed, language: str) -> Result:
    scale = question.type is QuestionType.SELECT_ONE and all(choice.name.isdigit() for choice in question.choices)
    shown = [(c.label.to(language), totals.cells.get(c.name)) for c in question.choices]
    known = [(label, count) for label, count in shown if count is not None]
    if totals.total is None or not any(count for _, count in known):
        few = "session.few_answers" if totals.total is None else "session.nothing_yet"
        return Result(question.label.to(language), "bars", None, say(few, language))
    # A scale keeps its order; other answers are read more easily with the longest bar first.
    bars = known if scale else sorted((bar for bar in known if bar[1]), key=lambda bar: -bar[1])
    note = say("session.small_hidden", language) if totals.hidden else ""
    return Result(question.label.to(language), "bars", bars_board(bars, caption=note))
