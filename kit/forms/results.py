"""What a session's answers come to, as boards for its page, its record and the wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kit.domain.entry import Entry
from kit.domain.form import Form, Question, QuestionType
from kit.domain.nominal import FINAL, FIRST, NOMINAL
from kit.domain.plan import check_plan
from kit.domain.suppress import Suppressed
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Session, Workshop
from kit.forms.boards import bars_board, checks_board, scatter_board, table_board, tally_board, timeline_board
from kit.forms.form_results import OWN
from kit.forms.nominal_board import change_board, disagreement_board
from kit.forms.nominal_steps import steps_board
from kit.forms.result import Planned, Result
from kit.forms.words_board import words_board
from kit.storage import Sheet, View
from kit.words import say

VOTE_RESULT = "vote"
"""The name of a vote's result."""
VOTE_PLACES = "vote.places"
"""The name of its picture, where options are placed by impact and effort."""
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


VOTE_FIRST, VOTE_CHANGE = "vote.first", "vote.change"
"""The first ranking of a nominal group, and how the final vote differs from it."""
VOTE_RESULTS = frozenset({VOTE_RESULT, VOTE_PLACES, VOTE_FIRST, VOTE_CHANGE})
"""What participants see of a session's results on their own pages."""


def session_results(
    workshop: Workshop, view: View, session: Session, language: str, *, public: bool = False
) -> Iterator[Result]:
    """Every board of a session, as far as the viewer may see; `public` suppresses small numbers."""
    return (planned.make() for planned in planned_results(workshop, view, session, language, public=public))


def planned_results(
    workshop: Workshop,
    view: View,
    session: Session,
    language: str,
    *,
    public: bool = False,
    begun: Sequence[Sheet] | None = None,
) -> Iterator[Planned]:
    """What a session's results will be; each is read and counted when it is made.

    `begun` is what `View.sheets()` gives, for those who ask about many sessions.
    """
    if session.vote:
        title = session.vote.question.to(language)
        yield Planned(VOTE_RESULT, title, partial(_vote, workshop, view, session, language))
        if session.vote.method == "impact_effort":
            by_both = say("session.by_impact", language, question=title)
            yield Planned(VOTE_PLACES, by_both, partial(_places, view, session, by_both, language))
        if session.vote.sequence == NOMINAL:
            yield from _rankings(view, session, language)
    for form in (workshop.forms[name] for name in session.forms):
        yield from OWN.get(form.name, _nothing)(workshop, view, session, form, language)
        for question in _questions(form):
            count = partial(_totals, view, form) if form.anonymous else partial(_counted, view, form, session, public)
            draw = partial(_answers, question, count, language)
            yield Planned(f"{form.name}.{question.name}", question.label.to(language), draw)
        if form.anonymous and view.viewer.staff:
            yield from _remarks(view, form, language)
    for sheet in view.sheets() if begun is None else begun:
        if sheet.session == session.id:
            yield _sorted_texts(workshop, view, sheet, language)


def _nothing(*_: object) -> Iterator[Planned]:
    yield from ()


def _vote(workshop: Workshop, view: View, session: Session, language: str) -> Result:
    board = tally_board(view.tally(session.id), workshop, language)
    return Result(say("session.results", language), "tally", board)


def _places(view: View, session: Session, title: str, language: str) -> Result:
    """Where options lie; nothing before the vote has closed, and where too few have voted."""
    counted = view.tally(session.id)
    if counted is None or counted.hidden:
        return Result(title, "scatter", None, say("session.places_hidden", language))
    labels = {option.name: option.label.to(language) for option in counted.vote.options}
    units = counted.placed_by_person, counted.placed_by_delegation
    placed = units[1] if counted.vote.unit == "delegation" and units[1] else units[0]
    return Result(title, "scatter", scatter_board(labels, placed, units[1], language))


def vote_steps(view: View, session: Session, language: str) -> Result:
    """Where a vote in steps is; no data for one without."""
    return Result(say("steps.title", language), "steps", steps_board(view.poll(session.id), language))


def _rankings(view: View, session: Session, language: str) -> Iterator[Planned]:
    told = view.poll(session.id).may_be_told(FIRST)
    title = say("steps.first_result", language)
    yield Planned(VOTE_FIRST, title, partial(_first_ranking, view, session, title, language), while_open=told)
    title = say("steps.change_result", language)
    yield Planned(VOTE_CHANGE, title, partial(_change, view, session, title, language))


def _first_ranking(view: View, session: Session, title: str, language: str) -> Result:
    counted = view.tally(session.id, FIRST)
    stands = view.disagreement(session.id)
    data = disagreement_board(counted, stands, language) if counted and stands else None
    return Result(title, "table", data, say("steps.not_yet", language))


def _change(view: View, session: Session, title: str, language: str) -> Result:
    first, final = (view.tally(session.id, round) for round in (FIRST, FINAL))
    both = first and final and not first.hidden and not final.hidden
    data = change_board(first, final, language) if first and final and both else None
    return Result(title, "table", data, say("steps.change_not_yet", language))


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


def _sorted_texts(workshop: Workshop, view: View, sheet: Sheet, language: str) -> Planned:
    question = workshop.forms[sheet.form].question(sheet.question)
    title = say("session.sorted", language, question=question.label.to(language) if question else "")
    draw = partial(_sorted, workshop, view, sheet, title, language)
    return Planned(f"{sheet.form}.{sheet.question}.sorted", title, draw, while_open=True)


def _sorted(workshop: Workshop, view: View, sheet: Sheet, title: str, language: str) -> Result:
    board = words_board(view.gathered(sheet), sheet.question, workshop, language)
    return Result(title, "words", board, say("session.not_sorted", language))


def _remarks(view: View, form: Form, language: str) -> Iterator[Planned]:
    for question in (q for q in form if q.type is QuestionType.TEXT):
        label = question.label.to(language)
        yield Planned(f"{form.name}.{question.name}", label, partial(_written, view, form, question, language))


def _written(view: View, form: Form, question: Question, language: str) -> Result:
    words = view.remarks(form.name, question.name)
    label = question.label.to(language)
    data = table_board([label], [[remark] for remark in words]) if words else None
    return Result(label, "table", data, say("session.few_answers", language))


def _answers(question: Question, count: Callable[[Question], Suppressed | None], language: str) -> Result:
    totals = count(question)
    if totals is None:
        return Result(question.label.to(language), "bars", None, say("session.results_later", language))
    return _bars(question, totals, language)


def _totals(view: View, form: Form, question: Question) -> Suppressed | None:
    return view.totals(form.name, question.name)


def _counted(view: View, form: Form, session: Session, public: bool, question: Question) -> Suppressed:
    answers = [entry.values.get(question.name) for entry in view.entries(form.name, session=session.id)]
    chosen = [value if isinstance(value, list) else [value] for value in answers if value]
    cells = [choice.name for choice in question.choices]
    if not public:
        counts = Counter(choice for choices in chosen for choice in choices)
        return Suppressed({cell: counts[cell] for cell in cells}, sum(counts[cell] for cell in cells))
    said = Counter(" ".join(sorted(choices)) for choices in chosen)
    return view.shown(f"{session.id}.{form.name}.{question.name}", cells, said)


def _questions(form: Form) -> list[Question]:
    return [question for question in form if question.name in SHOWN.get(form.name, ())]


def _bars(question: Question, totals: Suppressed, language: str) -> Result:
    scale = question.type is QuestionType.SELECT_ONE and all(choice.name.isdigit() for choice in question.choices)
    shown = [(c.label.to(language), totals.cells.get(c.name)) for c in question.choices]
    known = [(label, count) for label, count in shown if count is not None]
    if totals.total is None or not any(count for _, count in known):
        few = "few_answers" if totals.total is None else "small_hidden" if totals.hidden else "nothing_yet"
        return Result(question.label.to(language), "bars", None, say(f"session.{few}", language))
    # A scale keeps its order; other answers are read more easily with the longest bar first.
    bars = known if scale else sorted((bar for bar in known if bar[1]), key=lambda bar: -bar[1])
    note = say("session.small_hidden", language) if totals.hidden else ""
    return Result(question.label.to(language), "bars", bars_board(bars, caption=note))
