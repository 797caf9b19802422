"""A session's page: its notebook, run by Voilà with parameters that the signed-in viewer decides, never the address."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, cast

import nbformat
from tornado.web import HTTPError, authenticated

from kit.domain.texts import direction
from kit.domain.viewer import Role
from kit.domain.workshop import Session
from kit.kernels.run import parameterised
from kit.live.admission import Place
from kit.live.admission_pages import Admitted
from kit.live.agenda import Item, items
from kit.live.kernels import OWNER
from kit.live.page import LightPageHandler
from kit.live.page.render import PageRenderer
from kit.live.records import session_parameters
from kit.words import sentences


def set_parameters(handler: SessionHandler, notebook: nbformat.NotebookNode, cwd: str) -> nbformat.NotebookNode:
    """Voilà's prelaunch hook: papermill's parameters into the notebook."""
    session, language = handler.session, handler.language
    return parameterised(notebook, session_parameters(handler.room.workshop, session, handler.person, language, "live"))


class SessionHandler(Admitted, LightPageHandler):
    """One session's page for one visitor."""

    session: Session
    line: Item
    place: Place

    @authenticated
    async def get(self, session_id: str) -> None:
        """Run the session's notebook for the visitor, or say why not."""
        try:
            self.session = self.room.workshop.session(session_id)
        except KeyError:
            raise HTTPError(404) from None
        self.line = next(line for line in items(self.room, self.language, self.say) if line.id == session_id)
        if self.line.state == "planned" and self.viewer.role is Role.PARTICIPANT:
            self._not_open()
        elif place := await self.admitted():
            with place:
                self.place = place
                await cast(Awaitable[None], super().get(f"{self.session.notebook}.ipynb"))

    async def start_kernel(self, renderer: PageRenderer) -> tuple[str, Any]:
        """Start a kernel that only this visitor may use."""
        OWNER.set((self.person, self.session.id))
        started: tuple[str, Any] = await super().start_kernel(renderer)
        self.place.release()
        return started

    async def page_frame(self, notebook_path: str) -> dict[str, Any]:
        """The words and links around the notebook."""
        title = self.session.title.to(self.language)
        return {
            "lang": self.language,
            "dir": direction(self.language),
            "title": title,
            "header": self._header(title),
            "scripts": ["live/frame.js"],
            "styles": ["live/frame.css"],
            "strings": sentences("page", self.language),
        }

    def _header(self, title: str) -> dict[str, Any]:
        workshop, viewer = self.room.workshop, self.viewer
        delegation = workshop.delegation(viewer.delegation).name.to(self.language) if viewer.delegation else ""
        links = [{"href": "/now?stay", "label": self.say("live.agenda")}]
        if viewer.staff:
            links.insert(0, {"href": "/console", "label": self.say("live.console")})
        return {
            "workshop": workshop.title.to(self.language),
            "workshop_lang": workshop.title.elsewhere(self.language),
            "session": title,
            "session_lang": self.session.title.elsewhere(self.language),
            "delegation": delegation or self.say(f"live.role_{viewer.role}"),
            "person": self.room.store.people.display_name(self.person),
            "links": links,
        }

    def _not_open(self) -> None:
        title = self.session.title.to(self.language)
        words = {"title": self.say("live.not_open_title"), "words": self.say("live.not_open", title=title)}
        self.set_status(409)
        self.page("message", **words, link="/now?stay", link_words=self.say("live.agenda"))
