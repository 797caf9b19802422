"""Forms on paper and people without a device: finding a sheet by its number, its photo, and typing it in."""

from __future__ import annotations

import uuid
from typing import Any

from tornado.web import HTTPError, authenticated

from kit.domain.entry import Refused
from kit.domain.form import Form, Per
from kit.domain.paper import in_full, is_numbered, is_unnumbered, read_number
from kit.domain.viewer import STAFF
from kit.live.pages import PageHandler, Visited
from kit.live.session_page import KernelPage
from kit.storage import Asked, Paper
from kit.words.formats import day_words, digits

NOTEBOOK, UNNUMBERED_NOTEBOOK = "paper", "paper_unnumbered"
_SEPARATOR = "."
"""Between a form and its finding, as a page sends them."""


class _OfSheets(Visited):
    def paper_of(self, number: str) -> Paper:
        """The sheet of a typed number. Raises Refused where the visitor has none."""
        return self.room.store.papers.find(read_number(number), self.viewer)

    def form_of(self, paper: Paper) -> Form:
        """The form that a sheet asks."""
        return self.room.workshop.forms[paper.form]


class PaperHandler(_OfSheets, PageHandler):
    """Where a number is typed, or a form chosen for someone who tells their answers."""

    @authenticated
    def get(self) -> None:
        """The page; with `?number=` on to that sheet."""
        typed = self.get_query_argument("number", "")
        if not typed:
            self._show()
            return
        try:
            paper = self.paper_of(typed)
        except Refused as refusal:
            self._show(typed, self.why(refusal))
        else:
            self.redirect(f"/paper/{in_full(paper.number)}")

    @authenticated
    def post(self) -> None:
        """Begin an entry for someone who tells it: a number without a sheet."""
        form, _, subject = self.get_body_argument("form", "").partition(_SEPARATOR)
        delegation = self.viewer.delegation or self.get_body_argument("delegation", "")
        try:
            (number,) = self.room.store.papers.make(
                [Asked(form, delegation, subject or None)], self.viewer, printed=False
            )
        except Refused as refusal:
            self._show(problem=self.why(refusal))
        else:
            self.redirect(f"/paper/{in_full(number)}/form", status=303)

    def _show(self, typed: str = "", problem: str = "") -> None:
        self.set_status(409 if problem else 200)
        anonymous = [(form.name, form.title.to(self.language)) for form, _ in self._asked() if is_unnumbered(form)]
        values = {"forms": self._forms(), "unnumbered": anonymous if self.viewer.staff else []}
        self.page("paper", typed=typed, problem=problem, delegations=self._delegations(), **values)

    def _asked(self) -> list[tuple[Form, bool]]:
        """Each form that sessions ask, and whether one asks it now; those first."""
        workshop = self.room.workshop
        now = {name for session in self.room.open_sessions() for name in session.forms}
        asked = [name for session in workshop.sessions for name in session.forms]
        names = dict.fromkeys(sorted(asked, key=lambda name: name not in now))
        return [(workshop.forms[name], name in now) for name in names]

    def _forms(self) -> list[tuple[str, str, bool]]:
        """Value and words of each form that can be entered for somebody, and whether it is asked now."""
        return [
            (*each, now)
            for form, now in self._asked()
            if is_numbered(form) and self.room.store.papers.may_type(form, self.viewer)
            for each in self._choices(form)
        ]

    def _choices(self, form: Form) -> list[tuple[str, str]]:
        title = form.title.to(self.language)
        if form.per is not Per.FINDING:
            return [(form.name, title)]
        findings = self.room.workshop.findings
        return [(f"{form.name}{_SEPARATOR}{f.id}", f"{title}: {f.id}") for f in findings]

    def _delegations(self) -> list[tuple[str, str]]:
        if not self.viewer.staff:
            return []
        return [(d.code, d.name.to(self.language)) for d in self.room.workshop.delegations]


class SheetHandler(_OfSheets, PageHandler):
    """One sheet: what it is, whether it has been typed in, and its photo."""

    @authenticated
    def get(self, number: str) -> None:
        """Show it, or the page where its number can be typed again."""
        try:
            paper = self.paper_of(number)
        except Refused:
            self.redirect(f"/paper?number={number}")
            return
        told = {"paper": paper, "number": in_full(paper.number), "form": self.form_of(paper)}
        strings = {name: self.say(f"paper.photo_{name}") for name in ("sending", "failed", "sure")}
        self.page("paper-sheet", **told, title=self._title(paper), keyed=self._keyed(paper), strings=strings)

    def _title(self, paper: Paper) -> str:
        return self.say(
            "paper.sheet_title" if paper.printed else "paper.told_sheet_title", number=in_full(paper.number)
        )

    def _keyed(self, paper: Paper) -> str:
        if paper.keyed is None:
            return self.say("paper.not_keyed")
        there = paper.keyed.astimezone(self.room.workshop.time_zone)
        at = f"{day_words(there.date(), self.language)} {digits(f'{there:%H:%M}', self.language)}"
        name = self.room.store.people.display_name(paper.keyed_by) if paper.keyed_by else ""
        return self.say("paper.keyed_by", at=at, name=name) if name else self.say("paper.keyed", at=at)


class PaperFormHandler(_OfSheets, KernelPage):
    """The form of one sheet, with its photo beside it."""

    paper: Paper

    @authenticated
    async def get(self, number: str) -> None:
        """Run its notebook for the visitor."""
        try:
            self.paper = self.paper_of(number)
        except Refused:
            self.redirect(f"/paper?number={number}")
            return
        form = self.form_of(self.paper)
        delegation = self.room.workshop.delegation(self.paper.delegation).name.to(self.language)
        self.title = self.say("paper.for", form=form.title.to(self.language), delegation=delegation)
        self.title_lang, self.about = form.title.elsewhere(self.language), f"paper {self.paper.number}"
        await self.run(NOTEBOOK)

    def parameters(self) -> dict[str, Any]:
        """The sheet's number, and who types it in: what they may do the store decides again."""
        ours = {"workshop": self.room.workshop.id, "paper": self.paper.number, "viewer": self.person}
        return {**ours, "language": self.language}

    def links(self) -> list[dict[str, str]]:
        """Back to the sheet, and to the next one."""
        number = in_full(self.paper.number)
        sheet = {"href": f"/paper/{number}", "label": self.say("paper.back_to_sheet", number=number)}
        return [sheet, {"href": "/paper", "label": self.say("paper.another")}, *super().links()]


class _Unnumbered(Visited):
    def anonymous_form(self, name: str) -> Form:
        """The form of anonymous sheets, for staff. Raises HTTPError."""
        self.need(*STAFF)
        form = self.room.workshop.forms.get(name)
        if form is None or not is_unnumbered(form):
            raise HTTPError(404)
        return form


class UnnumberedHandler(_Unnumbered, PageHandler):
    """An anonymous sheet is taken from the pile."""

    @authenticated
    def post(self) -> None:
        """On to its page, whose address is chance, so that looking at it again finds what was typed."""
        form = self.anonymous_form(self.get_body_argument("form", ""))
        self.redirect(f"/paper/anonymous/{form.name}/{uuid.uuid4()}", status=303)


class UnnumberedFormHandler(_Unnumbered, KernelPage):
    """The form of one anonymous sheet."""

    form: Form
    entry: str

    @authenticated
    async def get(self, form: str, entry: str) -> None:
        """Run its notebook for the visitor."""
        self.form, self.entry = self.anonymous_form(form), entry
        self.title = self.say("paper.unnumbered", form=self.form.title.to(self.language))
        self.title_lang, self.about = self.form.title.elsewhere(self.language), f"paper {entry}"
        await self.run(UNNUMBERED_NOTEBOOK)

    def parameters(self) -> dict[str, Any]:
        """The form, the entry's id, and who types it in: what they may do the store decides again."""
        ours = {"workshop": self.room.workshop.id, "form": self.form.name, "entry": self.entry, "viewer": self.person}
        return {**ours, "language": self.language}

    def links(self) -> list[dict[str, str]]:
        """On to the next one."""
        return [{"href": "/paper", "label": self.say("paper.unnumbered_next")}, *super().links()]
