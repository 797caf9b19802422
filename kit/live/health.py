"""Whether people can join, for those who watch the server."""

from __future__ import annotations

from tornado.web import RequestHandler

from kit.live.room import room_of


class HealthHandler(RequestHandler):
    """`GET /healthz`: 200 when the store answers."""

    def get(self) -> None:
        """Ask the store something small."""
        room_of(self.settings).store.sequence()
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("ok\n")
