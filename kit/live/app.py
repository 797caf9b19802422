"""The server that people join: Voilà, with the workshop's own doors."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.ioloop import IOLoop
from tornado.web import HTTPError
from traitlets import Any as AnyTrait
from traitlets import Bool, Instance, Unicode
from traitlets.config import Config
from voila.app import Voila

from kit.definitions.places import notebook_file
from kit.forms.base import joined_into_others
from kit.forms.changes import SOCKET_VARIABLE
from kit.kernels.warm import prepare
from kit.live.access_log import log_request
from kit.live.connection import PageConnection
from kit.live.cookies import cookie_name
from kit.live.door import CannotListen, Door
from kit.live.forwarded import RoomServer
from kit.live.frames import ALLOWED
from kit.live.headers import Headers
from kit.live.identity import OwnKernelOnly, RoomIdentityProvider
from kit.live.kernels import RoomKernelManager
from kit.live.limits import TryLimit
from kit.live.metrics import TOKEN_VARIABLE, Metrics
from kit.live.notifier import Notifier
from kit.live.openid import OpenId
from kit.live.page import LightPageMixin
from kit.live.paper_pages import PaperFormHandler, UnnumberedFormHandler
from kit.live.presence import Presence
from kit.live.records import kernel_environment
from kit.live.room import SETTING, Room
from kit.live.routes import room_routes
from kit.live.session_page import SessionHandler, set_parameters
from kit.live.sockets import Goodbye, PageSocket

PACKAGE = Path(__file__).parents[1]
_LARGEST_REQUEST_BYTES = 2**20
_KERNEL = r"(?P<kernel_id>[0-9a-f-]{36})"


class Shelf(FileContentsManager):
    """Voilà's way to notebooks: the workshop's own first, then the kit's; nothing else can be named."""

    def _get_os_path(self, path: str) -> str:
        server: LiveServer = self.parent  # type: ignore[assignment]  # traitlets knows only a Configurable
        file = notebook_file(server.room.workshop.folder, Path(path).stem)
        if file is None:
            raise HTTPError(404, f"no notebook {path}")
        return str(file)

    allow_hidden = Bool(True)
    """What `_get_os_path` finds may be shown, wherever the kit and the workshop lie."""


class LiveServer(LightPageMixin, Voila):  # type: ignore[misc]  # voila has no types
    """Serves one workshop."""

    room = Instance(Room)
    door = Instance(Door)
    openid = Instance(OpenId, allow_none=True)
    """How facilitators and organisers sign in with accounts; None: with codes only."""
    database = Unicode(None, allow_none=True)
    """The database's URL where it is not the folder's own."""
    socket = Instance(Path)
    """Where kernels hear of changes."""
    on_listening = AnyTrait(lambda: None)
    """Called once people can join."""
    page_handler_class = SessionHandler

    @classmethod
    def for_room(
        cls, room: Room, door: Door, socket: Path, database: str | None = None, openid: OpenId | None = None
    ) -> LiveServer:
        """A server that is ready to `start()`."""
        settings = {"ip": door.host, "port": door.port, "port_retries": 0, "open_browser": False, "openid": openid}
        server = cls(room=room, door=door, database=database, socket=socket, config=_config(room), **settings)
        server.initialize([])
        return server

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, with the workshop's."""
        token = os.environ.pop(TOKEN_VARIABLE, "")  # before there are kernels, which inherit the environment
        os.environ.update(kernel_environment(self.room.workshop, self.database) | {SOCKET_VARIABLE: str(self.socket)})
        prepare()
        settings: dict[str, Any] = super().init_settings()
        # Only messages of widgets pass from a page to a kernel; a page never starts, stops or runs anything in it.
        self.kernel_manager.allowed_message_types = list(ALLOWED)
        self.contents_manager = Shelf(parent=self)
        self.notifier = Notifier(self.room.store, self.socket)
        self.presence = Presence(self.room.store)
        secure = self.room.address.startswith("https:")
        return settings | {
            SETTING: self.room,
            "contents_manager": self.contents_manager,
            "kernel_websocket_connection_class": PageConnection,
            "kit_assets": self.assets,
            "kit_database": self.database,
            "kit_notifier": self.notifier,
            "kit_presence": self.presence,
            "kit_tries": TryLimit(),
            "kit_metrics": Metrics(self.room.store, self.kernel_manager, token),
            "kit_openid": self.openid,
            "log_function": log_request,
            "login_url": "/join",
            # Last, so that it also sees what compression has set.
            "transforms": [*settings["transforms"], Headers],
            "xsrf_cookies": True,
            "xsrf_cookie_name": cookie_name("_xsrf", secure=secure),
            "xsrf_cookie_kwargs": {"samesite": "Lax", "secure": secure},
        }

    def init_handlers(self) -> list[Any]:
        """Our doors, and of Voilà's only those that a page of ours needs."""
        forms, own = PACKAGE / "forms" / "static", PACKAGE / "live" / "static"
        self.assets.add_folder("forms", forms, unlisted=joined_into_others(forms))
        self.assets.add_folder("live", own, unlisted=[file.name for file in own.iterdir()])
        self.assets.append("page/page.js", own / "frame.js")
        self.assets.append("page/kit.css", own / "frame.css")
        self.assets.prepare()
        return [
            self.asset_route(),
            (rf"/api/kernels/{_KERNEL}", KernelHandler),
            (rf"/api/kernels/{_KERNEL}/channels", PageSocket),
            (rf"/voila/api/shutdown/{_KERNEL}", Goodbye),
            (r"/s/([\w-]+)", SessionHandler, self.page_arguments()),
            (r"/paper/([\w-]{1,24})/form", PaperFormHandler, self.page_arguments()),
            (r"/paper/anonymous/([\w-]{1,64})/([0-9a-f-]{36})", UnnumberedFormHandler, self.page_arguments()),
            *self.identity_provider.get_handlers(),
            *room_routes(),
        ]

    def listen(self) -> None:
        """Serve until SIGINT or SIGTERM. Raises CannotListen."""
        self.ioloop = IOLoop.current()
        server = RoomServer(self.app, ssl_options=self.door.tls(), max_buffer_size=_LARGEST_REQUEST_BYTES)
        server.proxies = self.door.proxies
        try:
            server.listen(self.port, self.ip)
        except OSError as error:
            raise _in_words(error, self.ip, self.port) from error
        self.ioloop.add_callback(self.notifier.start)
        self.ioloop.add_callback(self.presence.start)
        self.ioloop.add_callback(self.on_listening)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping")
        finally:
            self.ioloop.run_sync(self.presence.stop)
            self.ioloop.run_sync(self.notifier.stop)
            self.stop()


def _config(room: Room) -> Config:
    config = Config()
    config.Voila.cookie_secret = room.store.secret("cookie")
    config.Voila.identity_provider_class = RoomIdentityProvider
    config.Voila.authorizer_class = OwnKernelOnly
    config.VoilaConfiguration.multi_kernel_manager_class = RoomKernelManager
    config.VoilaConfiguration.prelaunch_hook = set_parameters
    return config


def _in_words(error: OSError, host: str, port: int) -> CannotListen:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        return CannotListen("live.port_in_use", host=host, port=port, other=port + 1)
    return CannotListen("live.host_unknown", host=host)
