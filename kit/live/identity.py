"""Who a visitor is: a person's opaque id in a signed cookie, looked up in the store at each request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler

from kit.domain.entry import Refused
from kit.domain.viewer import Role, Viewer
from kit.live.cookies import keep, kept
from kit.live.room import room_of

if TYPE_CHECKING:
    from jupyter_server.base.handlers import JupyterHandler

    from kit.live.kernels import RoomKernelManager

COOKIE = "kit_person"
DAYS_VALID = 400
"""A workshop's follow-up lasts a year; browsers keep no cookie for longer than 400 days (RFC 6265bis)."""
_UNTIL = "|"
"""Stands in the cookie's signed value between the id and the time at which it ends, which no browser can change."""


def viewer_of(handler: RequestHandler) -> Viewer | None:
    """The visitor's viewer, or None when there is no valid cookie or their code was revoked."""
    person, _, until = kept(handler, COOKIE, DAYS_VALID).partition(_UNTIL)
    if not person or (until and float(until) < time.time()):
        return None
    try:
        return room_of(handler.settings).store.people.viewer(person)
    except Refused:
        return None


def home_of(viewer: Viewer) -> str:
    """Where somebody goes after joining."""
    return "/now" if viewer.role is Role.PARTICIPANT else "/console"


def sign_in(handler: RequestHandler, person: str, until: float | None = None) -> None:
    """Keep the person's id on this device, for as long as browsers keep anything or until a time (POSIX seconds)."""
    value = person if until is None else f"{person}{_UNTIL}{until:.0f}"
    keep(handler, COOKIE, value, DAYS_VALID if until is None else max(0.0, (until - time.time()) / 86_400))


class RoomIdentityProvider(IdentityProvider):
    """Jupyter Server's users are the workshop's people; they have no names there, since logs hold users."""

    def get_user(self, handler: RequestHandler) -> User | None:
        """The signed-in person, or None."""
        viewer = viewer_of(handler)
        return User(username=viewer.person) if viewer and viewer.person else None

    def get_handlers(self) -> list[tuple[str, object]]:
        """None of Jupyter's own log-in pages; those of OpenID Connect where the operator has named a provider."""
        from kit.live.staff_pages import SignedInHandler, SignInHandler

        if getattr(self.parent, "openid", None) is None:
            return []
        return [(r"/staff", SignInHandler), (r"/staff/back", SignedInHandler)]

    @property
    def auth_enabled(self) -> bool:
        """Always: nothing is served to strangers but the join page."""
        return True


class OwnKernelOnly(Authorizer):
    """A person may use the kernels that were started for their own pages, and nothing else."""

    def is_authorized(self, handler: JupyterHandler, user: User, action: str, resource: str) -> bool:
        """Whether the kernel in the request's path was started for this user."""
        if resource != "kernels":
            return False
        kernel_id: Any = handler.path_kwargs.get("kernel_id") or next(iter(handler.path_args), None)
        manager: RoomKernelManager = handler.settings["kernel_manager"]
        return bool(kernel_id) and manager.owner_of(kernel_id) == user.username
