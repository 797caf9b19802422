"""Waiting for a kernel: the page with one's place in the queue, and what it asks."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from tornado.web import authenticated

from kit.live.admission import Place
from kit.live.pages import PageHandler, Visited

if TYPE_CHECKING:
    from kit.live.kernels import RoomKernelManager

RETRY_SECONDS = 3
"""How often a waiting page asks."""


class Admitted(Visited):
    """What pages that need a kernel have to ask for first."""

    async def admitted(self) -> Place | None:
        """Room for a kernel of this visitor; where there is none, they have been answered with the waiting page."""
        kernels: RoomKernelManager = self.settings["kernel_manager"]
        await kernels.make_room()
        place = kernels.admission.enter(self.person, at_once=self.viewer.staff or kernels.goes_on(self.person))
        if place is None:
            self._wait(kernels.admission.ask(self.person))
        return place

    def _wait(self, place: int) -> None:
        self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Retry-After", str(RETRY_SECONDS))
        self.page("queue", place=place, seconds=RETRY_SECONDS)


class QueueHandler(PageHandler):
    """`GET /api/queue`: one's place, and whether it is one's turn."""

    @authenticated
    async def get(self) -> None:
        """As JSON; asking keeps the place."""
        kernels: RoomKernelManager = self.settings["kernel_manager"]
        await kernels.make_room()
        place = kernels.admission.ask(self.person)
        enter = kernels.admission.may_enter(place)
        self.finish({"place": place, "waiting": kernels.admission.waiting, "enter": enter, "seconds": RETRY_SECONDS})
