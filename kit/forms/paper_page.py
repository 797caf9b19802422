"""The page where a paper form is typed in: what it is, its photo, the form."""

from __future__ import annotations

from datetime import UTC, datetime

from IPython.display import HTML
from markupsafe import Markup

from kit.domain.paper import in_full
from kit.domain.viewer import Viewer
from kit.domain.workshop import Session, Workshop
from kit.forms.changes import listen
from kit.forms.opened import of_one_moment, opened_store
from kit.forms.parts import Part, bring_up_to_date
from kit.forms.session import find_workshop, viewer_named
from kit.forms.sheet import Sheet
from kit.forms.showing import html, show
from kit.forms.widget import FormWidget
from kit.storage import Paper, Store
from kit.words import say


def open_paper(workshop: str, paper: int, viewer: str, language: str) -> PaperPage:
    """The page of one paper form, by its number without the check digit. Raises Refused where the viewer has none."""
    found = find_workshop(workshop)
    store = opened_store(found)
    of_one_moment(store)
    person = viewer_named(store, viewer)
    return PaperPage(found, store, store.papers.find(paper, person), person, language)


def open_unnumbered(workshop: str, form: str, entry: str, viewer: str, language: str) -> FormWidget:
    """An anonymous sheet as staff type it in, under an id that is this page's alone; the store refuses others."""
    found = find_workshop(workshop)
    store = opened_store(found)
    of_one_moment(store)
    person = viewer_named(store, viewer)
    sheet = Sheet.unnumbered(entry, person)
    return FormWidget(store.view(person), form, workshop=found, language=language, sheet=sheet)


class PaperPage:
    """One paper form as one viewer types it in."""

    def __init__(self, workshop: Workshop, store: Store, paper: Paper, viewer: Viewer, language: str) -> None:
        self.workshop, self.store, self.paper, self.viewer, self.language = workshop, store, paper, viewer, language
        self._form: FormWidget | None = None
        self._task = listen(store, self._changed)

    def show(self, *parts: object) -> None:
        """Put the parts of the page out, one after another."""
        show(*parts)

    def photo(self) -> HTML:
        """The photo of the sheet, where one was handed in; nothing otherwise."""
        held = self.store.papers.photo(self.paper.number, self.viewer)
        if held is None:
            return html(Markup(""))
        alt = say("paper.photo_alt", self.language, number=in_full(self.paper.number))
        picture = Markup("<img class='kit-paper-photo is-turned-{}' src='{}' alt='{}'>").format(
            held.turn, f"/paper/{in_full(self.paper.number)}/photo", alt
        )
        link = Markup("<p><a href='/paper/{0}/photo' target='_blank' rel='noopener'>{1}</a></p>").format(
            in_full(self.paper.number), say("paper.photo_whole", self.language)
        )
        return html(picture + link)

    def about(self) -> HTML:
        """The finding that the sheet is about; nothing where it is about none."""
        finding = next((f for f in self.workshop.findings if f.id == self.paper.subject), None)
        words = f"{finding.id} · {finding.text.to(self.language)}" if finding else ""
        return html(Markup("<p class='kit-note'>{}</p>").format(words) if words else Markup(""))

    def form(self) -> FormWidget:
        """The form."""
        widget = FormWidget(
            self.store.view(self.viewer),
            self.paper.form,
            workshop=self.workshop,
            language=self.language,
            is_open=self.is_open,
            names=self.store.people.display_name,
            sheet=Sheet.of(self.paper, self.viewer, self.workshop.forms[self.paper.form], self.workshop),
        )
        self._form = widget
        return widget

    @property
    def is_open(self) -> bool:
        """Whether the sheet can be typed in now: by staff always, by its delegation while a session takes the form."""
        states, now = self.store.agenda.states(), datetime.now(UTC)
        asking = [session for session in self.workshop.sessions if self.paper.form in session.forms]
        return self.viewer.staff or any(_takes(session, states[session.id].state, now) for session in asking)

    def _changed(self, events: list[dict[str, object]]) -> None:
        if self._form is None:
            return
        if any(event["kind"] == "session" for event in events):
            self._form.set_open(self.is_open)
        part = Part(self._form.refresh, frozenset({self.paper.form}), self.paper.delegation)
        if any(map(part.concerned, events)):
            bring_up_to_date([part])


def _takes(session: Session, state: str, now: datetime) -> bool:
    return state == "open" or (state == "closed" and session.takes_late(now))
