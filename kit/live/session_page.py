"""A session's page: its notebook, run by Voilà with parameters that the signed-in viewer decides, never the address."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from functools import partial
from typing import Any, cast

import nbformat
from tornado.web import HTTPError, authenticated

from kit.domain.texts import direction
from kit.domain.viewer import Role
from kit.domain.workshop import Session
from kit.kernels.run import parameterised
from kit.live.admission import Place
from kit.live.admission_pages import Admitted
from kit.live.agenda import items
from kit.live.kernels import OWNER
from kit.live.now import now_data
from kit.live.page import LightPageHandler
from kit.live.page.render import PageRenderer
from kit.live.records import session_parameters
from kit.words import sentences

FORM_FILES = ("forms/form.js", "forms/form.css")


def set_parameters(handler: KernelPage, notebook: nbformat.NotebookNode, cwd: str) -> nbformat.NotebookNode:
    """Voilà's prelaunch hook: papermill's parameters into the notebook."""
    return parameterised(notebook, handler.parameters(), defaults=False)


class KernelPage(Admitted, LightPageHandler):
    """A notebook's page for one visitor, with the room's words and links around it."""

    title: str
    title_lang: str
    about: str
    """What the page is about, so that another page of the same ends its kernel: a session's id, a sheet."""
    place: Place
    soon: Sequence[str] = FORM_FILES
    """What its widgets will ask for."""

    def parameters(self) -> dict[str, Any]:
        """What papermill sets in the notebook: ids alone."""
        raise NotImplementedError

    async def run(self, notebook: str) -> None:
        """Answer with the notebook's page, or with the waiting page where there is no room for a kernel."""
        if place := await self.admitted():
            with place:
                self.place = place
                await cast(Awaitable[None], LightPageHandler.get(self, f"{notebook}.ipynb"))

    async def start_kernel(self, renderer: PageRenderer) -> tuple[str, Any]:
        """Start a kernel that only this visitor may use."""
        OWNER.set((self.person, self.about))
        started: tuple[str, Any] = await super().start_kernel(renderer)
        self.place.release()
        return started

    async def page_frame(self, notebook_path: str) -> dict[str, Any]:
        """The words and links around the notebook."""
        return {
            "lang": self.language,
            "dir": direction(self.language),
            "title": self.title,
            "header": self._header(),
            "soon": self.soon,
            "data": {"kit-now": partial(now_data, self)},
            "strings": sentences("page", self.language),
        }

    def links(self) -> list[dict[str, str]]:
        """Where the visitor can go from here."""
        agenda = {"href": "/now?stay", "label": self.say("live.agenda")}
        return [{"href": "/console", "label": self.say("live.console")}, agenda] if self.viewer.staff else [agenda]

    def _header(self) -> dict[str, Any]:
        workshop, viewer = self.room.workshop, self.viewer
        delegation = workshop.delegation(viewer.delegation).name.to(self.language) if viewer.delegation else ""
        return {
            "workshop": workshop.title.to(self.language),
            "workshop_lang": workshop.title.elsewhere(self.language),
            "session": self.title,
            "session_lang": self.title_lang,
            "delegation": delegation or self.say(f"live.role_{viewer.role}"),
            "person": self.room.store.people.display_name(self.person),
            "links": self.links(),
        }


class SessionHandler(KernelPage):
    """One session's page for one visitor."""

    session: Session

    @authenticated
    async def get(self, session_id: str) -> None:
        """Run the session's notebook for the visitor, or say why not."""
        try:
            self.session = self.room.workshop.session(session_id)
        except KeyError:
            raise HTTPError(404) from None
        self.title, self.title_lang = self.session.title.to(self.language), self.session.title.elsewhere(self.language)
        self.about = session_id
        self.soon = FORM_FILES if self.session.forms and not self.viewer.staff else ()
        line = next(line for line in items(self.room, self.language, self.say) if line.id == session_id)
        if line.state == "planned" and self.viewer.role is Role.PARTICIPANT:
            self._not_open()
        else:
            await self.run(self.session.notebook)

    def parameters(self) -> dict[str, Any]:
        """The session's, and who looks at it."""
        return session_parameters(self.room.workshop, self.session, self.person, self.language, "live")

    def _not_open(self) -> None:
        title = self.session.title.to(self.language)
        words = {"title": self.say("live.not_open_title"), "words": self.say("live.not_open", title=title)}
        self.set_status(409)
        self.page("message", **words, link="/now?stay", link_words=self.say("live.agenda"))
