"""The socket between a page and its kernel, and the page's goodbye."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError, authenticated
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from kit.live.frames import MOST_BYTES, PROTOCOL, BadFrame, NotAllowed, checked
from kit.live.limits import Bucket
from kit.live.room import room_of

_POLICY_VIOLATION = 1008
"""https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"""
_LONGEST_SESSION = 64
FRAMES_AT_ONCE, FRAMES_A_SECOND = 1000, 50
"""A phone that comes back from a day without network sends what was typed, one frame for each change."""


class PageSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # voila has no types
    """Takes widgets' messages for the visitor's own kernel; what no page sends ends the connection."""

    _refused = False

    @property
    def max_message_size(self) -> int:
        """Bytes; a longer frame ends the connection before it is read, also when it was packed small."""
        return MOST_BYTES

    def check_origin(self, origin: str | None = None) -> bool:
        """Only pages of this server, by the name that they were asked for or that people were given."""
        found = urlsplit((origin if origin is not None else self.get_origin() or "").lower())
        room = urlsplit(room_of(self.settings).address.lower())
        return found.netloc == self.request.host.lower() or (found.scheme, found.netloc) == (room.scheme, room.netloc)

    async def get(self, kernel_id: str) -> None:
        """Open the socket, for a page of ours alone."""
        session = self.get_argument("session_id", "")
        if not session.replace("-", "").isalnum() or not session.isascii() or len(session) > _LONGEST_SESSION:
            raise HTTPError(400)
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise HTTPError(400)
        self._frames = Bucket(FRAMES_AT_ONCE, FRAMES_A_SECOND, time.monotonic)
        await super().get(kernel_id=kernel_id)

    def select_subprotocol(self, subprotocols: list[str]) -> str:
        """The one that `get` has asked for. Jupyter's older one unpacks as many parts as a frame says that it has: one
        frame of four bytes would keep the whole server busy for half a minute."""
        return PROTOCOL

    def on_message(self, ws_message: bytes | str) -> None:
        """Hand a message on to the kernel, if it is one and the socket is still open."""
        if self.ws_connection is None or self._refused:
            return
        if not self._frames.take():
            self._refuse("too many frames")
            return
        try:
            frame = checked(ws_message)
        except NotAllowed as kind:
            self.log.warning("A message was dropped: %s", kind)
        except BadFrame as reason:
            self._refuse(str(reason))
        else:
            super().on_message(frame)

    def on_close(self) -> None:
        """Let the kernel's channels go, where the socket had come so far."""
        if getattr(self, "connection", None) is not None:
            super().on_close()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A number is all that a script needs."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    def _refuse(self, reason: str) -> None:
        self._refused = True
        self.log.warning("A socket was closed: %s", reason)
        self.close(_POLICY_VIOLATION, "not a message of a page")


class Goodbye(APIHandler):
    """A page that goes ends its kernel; Voilà's own handler of this address ends anybody's."""

    auth_resource = "kernels"

    @authenticated
    @authorized
    async def post(self, kernel_id: str) -> None:
        """End the kernel."""
        await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id))  # type: ignore[no-untyped-call]
        self.set_status(204)
        self.finish()
