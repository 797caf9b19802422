"""From the options of `kit serve` to what the server needs."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kit.live.door import CannotListen, Door, checked_url, networks
from kit.live.openid import SECRET_VARIABLE, OpenId, safe_address
from kit.live.staff import STAFF_FILE, StaffUnreadable, read_staff
from kit.words import say

__all__ = ["CannotListen", "WrongOptions", "door_of", "openid_of"]


class WrongOptions(Exception):
    """Options that cannot be used, in words."""


def door_of(
    host: str,
    port: int,
    url: str | None,
    *,
    certfile: Path | None = None,
    keyfile: Path | None = None,
    proxies: tuple[str, ...] = (),
    **_: Any,
) -> Door:
    """Where the server listens. Raises WrongOptions; files that are no certificate are found when it starts."""
    if keyfile and not certfile:
        raise WrongOptions(say("live.key_alone"))
    try:
        if url:
            checked_url(url)
        return Door(host, port, certfile, keyfile, networks(proxies))
    except CannotListen as problem:
        raise WrongOptions(say(problem.code, **problem.details)) from problem


def openid_of(
    folder: Path, *, openid: str | None = None, client: str | None = None, staff: Path | None = None, **_: Any
) -> OpenId | None:
    """How staff sign in with accounts; None where they do not. Raises WrongOptions."""
    if openid is None and client is None:
        return None
    if openid is None or client is None:
        raise WrongOptions(say("openid.together"))
    if not safe_address(openid):
        raise WrongOptions(say("openid.issuer_unsafe", issuer=openid))
    if find_spec("joserfc") is None:
        raise WrongOptions(say("openid.not_installed"))
    # Taken out of the environment: kernels inherit it, and have no business with the secret.
    listed = staff or folder / STAFF_FILE
    try:
        read_staff(listed)
    except StaffUnreadable as problem:
        raise WrongOptions(say(problem.code, **problem.details)) from problem
    return OpenId(openid, client, os.environ.pop(SECRET_VARIABLE, ""), listed)
