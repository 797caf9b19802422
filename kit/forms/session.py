"""What a session's notebook stands on: forms that take answers in the live page, and tables in a record or report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence, Set
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.display import HTML
from markupsafe import Markup

from kit.definitions.memory import remembered_workshop
from kit.definitions.places import NOTEBOOKS, WORKSHOP_VARIABLE
from kit.domain.form import Form, Per, Protection
from kit.domain.nominal import NOMINAL, TAKES_IDEAS
from kit.domain.parking import FORM as PARKING
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.domain.workshop import Session, Workshop
from kit.forms.actions import Action, ActionsWidget, Do
from kit.forms.ballot import BallotWidget
from kit.forms.changes import listen
from kit.forms.definition import answers_for_hub
from kit.forms.form_results import matches, mutual_needs
from kit.forms.held import held_words, planned_words
from kit.forms.opened import of_one_moment, opened_store
from kit.forms.parking_board import parking_lot
from kit.forms.parts import BALLOTS, PLAN_FORMS, Part, bring_up_to_date
from kit.forms.plan_steps import PlanSteps
from kit.forms.result import Planned, Result
from kit.forms.result_board import ResultBoard, result_heading, result_tables
from kit.forms.results import VOTE_RESULTS, plan_checks, plan_timeline, planned_results, vote_steps
from kit.forms.showing import Following, Together, html, show
from kit.forms.subjects import own_activities, subjects_of
from kit.forms.suggestions import ActivitiesFromPriorities, PrioritiesFromNeeds
from kit.forms.tables import entries_frame, entries_table
from kit.forms.widget import FormWidget, Subject
from kit.storage import Store, View
from kit.words import say

if TYPE_CHECKING:
    import pandas as pd

STAFF_VIEWERS = {"facilitator": FACILITATOR, "organiser": ORGANISER, "public": PUBLIC}
SUGGESTIONS = {"priority": PrioritiesFromNeeds, "activity": ActivitiesFromPriorities}
ABOUT_SOMETHING = frozenset({Per.FINDING, Per.ACTIVITY, Per.OWN_ACTIVITY})
NOTE = Protection.NOTE


def find_workshop(name: str) -> Workshop:
    """The workshop of that id: the one that is served, else a folder of that name here or in `sessions/`."""
    served = os.environ.get(WORKSHOP_VARIABLE)
    folders = [Path(served)] if served and Path(served).name == name else []
    folders += [Path(name), NOTEBOOKS.parent / "sessions" / name]
    return remembered_workshop(next((folder for folder in folders if (folder / "workshop.yaml").is_file()), folders[0]))


def viewer_named(store: Store, name: str) -> Viewer:
    """The viewer that a notebook's `viewer` parameter names: staff, `participant:BD`, or a person's id.

    Raises Refused for an id that nobody has.
    """
    role, _, delegation = name.partition(":")
    if role in STAFF_VIEWERS and not delegation:
        return STAFF_VIEWERS[role]
    return Viewer(Role.PARTICIPANT, delegation) if delegation else store.people.viewer(name)


def open_page(workshop: str, session: str, viewer: str, language: str, mode: str = "live") -> Page:
    """The page of one session for one viewer; `mode` is `live`, `record` or `report`."""
    found = find_workshop(workshop)
    store = opened_store(found)
    of_one_moment(store)
    return Page(found, store, found.session(session), viewer_named(store, viewer), language, mode)


class Page:
    """One session as one viewer sees it."""

    def __init__(
        self, workshop: Workshop, store: Store, session: Session, viewer: Viewer, language: str, mode: str
    ) -> None:
        self.workshop, self.store, self.session, self.language, self.mode = workshop, store, session, language, mode
        self.viewer, self.view = viewer, store.view(viewer)
        self._parts: list[Part] = []
        self._answering: list[FormWidget | BallotWidget] = []
        self._task = listen(store, self._changed) if self.live else None

    @property
    def live(self) -> bool:
        """Whether people type into this page."""
        return self.mode == "live"

    @property
    def is_open(self) -> bool:
        """Whether the session takes answers now: opened in the room, or until its deadline afterwards."""
        state = self.store.agenda.states()[self.session.id].state
        return state == "open" or (state == "closed" and self.session.takes_late(datetime.now(UTC)))

    def show(self, *parts: object) -> None:
        """Put the parts of the page out, one after another, as one cell can only do with its last line.

        A cell costs a page about 4 ms of processor time (`benchmarks/kernels.py`), so a page is best put out by one. A
        record ends with what was put into the parking lot.
        """
        show(*parts, self._parked())

    def heading(self) -> HTML:
        """The session's title, which the live page's frame shows already, and what it is about."""
        title = Markup("<h1>{}</h1>").format(self.session.title.to(self.language)) if not self.live else Markup("")
        return html(title + self._held() + self._note())

    def _held(self) -> Markup:
        """In a record: when it was held, beside when it was to be."""
        held = held_words(self.store.agenda.states()[self.session.id].spans, self.workshop.time_zone, self.language)
        if self.live or not held:
            return Markup("")
        planned = planned_words(self.workshop, self.session, self.language)
        code = "session.held_planned" if planned else "session.held"
        return Markup("<p>{}</p>").format(say(code, self.language, held=held, planned=planned))

    def _note(self) -> Markup:
        theme = next((t.label.to(self.language) for t in self.workshop.themes if t.name == self.session.theme), "")
        note = Markup("<p class='kit-session-theme'>{}</p>").format(theme) if theme else Markup("")
        example = say("session.example", self.language) if self.workshop.illustrative else ""
        return note + (Markup("<p class='kit-note'>{}</p>").format(example) if example else Markup(""))

    def form(self, name: str) -> Any:
        """A form to fill in; its entries as a table where nobody types, or where the viewer only reads."""
        form = self.workshop.forms[name]
        if not self.live or not self._writes(form):
            return self.table(name)
        # A form that several sessions ask, as the thematic rounds do, shows in each what was written in it.
        own_session = sum(name in session.forms for session in self.workshop.sessions) > 1 and form.protection is NOTE
        about = form.per in ABOUT_SOMETHING or form.name == "match_response"
        widget = self._form(
            form,
            subjects=subjects_of(form, self.view, self.workshop, self.language) if about else None,
            own_session=own_session and self.session.theme is not None,
        )
        if about:
            self._follow(
                lambda: widget.set_subjects(subjects_of(form, self.view, self.workshop, self.language)),
                {"offer_need"} if form.name == "match_response" else PLAN_FORMS,
            )
        return widget

    def forms(self) -> Together:
        """Every form of the session, in the agenda's order."""
        return Together(*(self.form(name) for name in self.session.forms))

    def replies(self, name: str) -> Any:
        """What other delegations wrote about the viewer's activities, with the questions that the owner answers."""
        if not self.live or self.viewer.delegation is None:
            return None
        widget = self._form(self.workshop.forms[name], subjects=self._own_activities(), replying=True)
        self._follow(lambda: widget.set_subjects(self._own_activities()), {"activity"}, self.viewer.delegation)
        return widget

    def _own_activities(self) -> list[Subject]:
        return own_activities(self.view, self.workshop, self.language)

    def ballot(self) -> Any:
        """The vote; in a record there is only its result."""
        if not self.live or self.viewer.role is not Role.PARTICIPANT:
            return None
        widget = BallotWidget(
            self.view, self.session.id, workshop=self.workshop, language=self.language, is_open=self.is_open
        )
        self._answering.append(widget)
        self._follow(widget.refresh, {BALLOTS})
        return widget

    def steps(self) -> Any:
        """Of a vote in steps, where it is and what to do now; on the live page it follows the facilitator."""
        draw = partial(vote_steps, self.view, self.session, self.language)
        if not self.live:
            return html(result_tables(draw())) if draw().data else None
        board = ResultBoard(draw, self.language)
        self._follow(board.refresh, {BALLOTS})
        return board

    def ideas(self) -> Any:
        """The form in which a nominal group writes its ideas."""
        vote = self.session.vote
        return self.form(vote.ideas) if vote and vote.sequence == NOMINAL else None

    def suggestions(self, form: str) -> Any:
        """What entries of a form can begin with: needs for priorities, priorities for activities."""
        if not self.live or self.viewer.delegation is None:
            return None
        source = SUGGESTIONS[form](self.view, self.session.id, self.language)
        return self._actions(form, source.offered, source.do, {source.source, source.form})

    def plan_steps(self) -> Any:
        """Confirming, reviewing and publishing, for those who may."""
        if not self.live:
            return None
        steps = PlanSteps(self.view, self.workshop, self.language)
        return self._actions("state", steps.offered, steps.do, PLAN_FORMS)

    def results(self) -> Together:
        """What the session's answers come to; participants see a vote's result, once it is closed."""
        planned = planned_results(self.workshop, self.view, self.session, self.language)
        forms = {*self.session.forms, BALLOTS}
        return Together(*(self._board(each.make, forms) for each in planned if self._sees(each)))

    def _sees(self, planned: Planned) -> bool:
        return not self.live or self.viewer.staff or planned.name in VOTE_RESULTS

    def timeline(self) -> Together:
        """The plan's activities over time, drawn anew with each change; for staff every delegation's."""
        return self._each_plan(plan_timeline)

    def checks(self) -> Together:
        """What the delegation should look at again in its plan."""
        return self._each_plan(plan_checks)

    def matches(self) -> Any:
        """Where delegations can help one another: as a map, and match by match with the reasons."""
        drawn = (partial(result, self.workshop, self.view, self.language) for result in (mutual_needs, matches))
        return Together(*(self._board(draw, {"offer_need"}) for draw in drawn))

    def _parked(self) -> Any:
        if self.live or PARKING in self.session.forms:
            return None
        found = parking_lot(self.workshop, self.view, self.language, session=self.session.id)
        return html(result_tables(found)) if found.data else None

    def _each_plan(self, result: Callable[[Workshop, View, str, str], Result]) -> Together:
        own = self.viewer.delegation
        codes = [own] if own else [delegation.code for delegation in self.workshop.delegations]
        drawn = {code: partial(result, self.workshop, self.view, code, self.language) for code in codes}
        return Together(*(self._board(draw, PLAN_FORMS, code) for code, draw in drawn.items()))

    def _board(self, result: Callable[[], Result], forms: Set[str], delegation: str | None = None) -> Any:
        if not self.live:
            return html(result_tables(result()))
        board = ResultBoard(result, self.language)
        self._follow(board.refresh, forms, delegation)
        return Together(html(result_heading(result())), board)

    def _actions(self, words: str, offered: Callable[[], Sequence[Action]], do: Do, forms: Set[str]) -> ActionsWidget:
        heading, hint = (say(f"session.{words}_{part}", self.language) for part in ("title", "hint"))
        widget = ActionsWidget(heading, offered, do, self.language, hint)
        self._follow(widget.refresh, forms, self.viewer.delegation)
        return widget

    def _form(self, form: Form, **options: Any) -> FormWidget:
        widget = FormWidget(
            self.view,
            form,
            workshop=self.workshop,
            language=self.language,
            session=self.session.id,
            **self._openness(form),
            names=self.store.people.display_name,
            **options,
        )
        self._answering.append(widget)
        offered = {question.entries_of for question in form if question.entries_of}
        own = None if form.per is Per.HUB or options.get("replying") else self.viewer.delegation
        self._follow(widget.refresh, {form.name, *offered}, own)
        return widget

    def _openness(self, form: Form) -> dict[str, Any]:
        """Ideas of a nominal group are written until they are sorted; everything else while its session is open."""
        vote, is_open = self.session.vote, self.is_open
        if not is_open or vote is None or vote.sequence != NOMINAL or form.name != vote.ideas:
            return {"is_open": is_open}
        phase = self.view.poll(self.session.id).phase
        return {"is_open": phase is not None and phase.name in TAKES_IDEAS, "closed": "steps.ideas_closed"}

    def _follow(self, refresh: Callable[[], object], forms: Set[str], delegation: str | None = None) -> None:
        self._parts.append(Part(refresh, frozenset(forms), delegation))

    def frame(self, name: str) -> pd.DataFrame:
        """The entries of a form that the viewer may see, as a pandas frame to work on with."""
        form = self.workshop.forms[name]
        return entries_frame(self.view.entries(name), form, self.workshop, self.language)

    def table(self, name: str) -> Any:
        """The entries of a form that the viewer may see, as a table that follows what others write."""
        form = self.workshop.forms[name]

        def draw() -> Markup:
            session = self.session.id if form.protection is NOTE else None
            entries = self.view.entries(name, session=session)
            return entries_table(entries, form, self.workshop, self.language)

        return self._following(draw, name)

    def _following(self, draw: Callable[[], Markup], form: str) -> HTML | Following:
        if not self.live:
            return html(draw())
        following = Following(draw)
        self._follow(following.refresh, {form})
        return following

    def _writes(self, form: Form) -> bool:
        if form.per is Per.HUB:
            return self.viewer.staff
        if answers_for_hub(form, self.viewer):
            return True
        return self.viewer.delegation is not None or (form.per is Per.PERSON and self.viewer.person is not None)

    def _changed(self, events: list[dict[str, Any]]) -> None:
        if any(event["kind"] == "session" for event in events):
            for widget in self._answering:
                if isinstance(widget, BallotWidget):
                    widget.set_open(self.is_open)
                else:
                    widget.set_open(**self._openness(widget.form))
        if concerned := [part for part in self._parts if any(map(part.concerned, events))]:
            with self.view.at_once():
                bring_up_to_date(concerned)
