"""Cookies that no other server of the same domain can set.

With the prefix `__Host-` a browser takes a cookie from this very name alone, over TLS, for the whole server
(RFC 6265bis, 4.1.3.2): a neighbour's page under the same domain could otherwise plant its own. Without TLS, as in a
room with its own router, browsers refuse the prefix, and the name stands alone.
"""

from __future__ import annotations

from tornado.web import RequestHandler

PREFIX = "__Host-"


def cookie_name(name: str, *, secure: bool) -> str:
    """What a cookie is called by browsers."""
    return f"{PREFIX}{name}" if secure else name


def is_secure(handler: RequestHandler) -> bool:
    """Whether the visitor came by TLS, to this server or to a proxy that it believes."""
    return handler.request.protocol == "https"


def keep(handler: RequestHandler, name: str, value: str, days: float, *, signed: bool = True) -> None:
    """Keep a value on the visitor's device; no script can read it."""
    secure = is_secure(handler)
    named = cookie_name(name, secure=secure)
    put = handler.set_signed_cookie if signed else handler.set_cookie
    put(named, value, expires_days=days, path="/", httponly=True, samesite="Lax", secure=secure)


def kept(handler: RequestHandler, name: str, days: float) -> str:
    """A signed value that is no older than `days`; "" where there is none."""
    named = cookie_name(name, secure=is_secure(handler))
    return (handler.get_signed_cookie(named, max_age_days=days) or b"").decode()


def drop(handler: RequestHandler, name: str) -> None:
    """Forget it on the device. Browsers take that, too, only from a line that fulfils what the prefix promises."""
    secure = is_secure(handler)
    handler.clear_cookie(cookie_name(name, secure=secure), path="/", secure=secure)
