"""Where somebody wanted to go who has to join first: a page of this server, kept on their device until they have.

A sheet's QR code leads a stranger to the join page. They may type a code there, scan another one, choose a language or
sign in with an account: where they wanted to go outlasts all of these.
"""

from __future__ import annotations

import re

from tornado.web import RequestHandler

from kit.live.cookies import drop, keep, kept

COOKIE = "kit_wanted"
_DAYS = 15 / (24 * 60)
_PAGE = re.compile(r"/(?:s/[\w-]{1,40}|paper(?:/[\w-]{1,24}(?:/form)?)?)", re.ASCII)
"""The pages that codes and links name. Anything else is none of ours, or would let a stranger send people elsewhere
with our name in the address (an open redirect)."""


def note_wanted(handler: RequestHandler, address: str) -> None:
    """Keep where somebody wanted to go, if that is such a page."""
    if _PAGE.fullmatch(address):
        keep(handler, COOKIE, address, _DAYS)


def take_wanted(handler: RequestHandler, otherwise: str) -> str:
    """Where they wanted to go, which is forgotten then; `otherwise` for who wanted nothing of ours."""
    address = kept(handler, COOKIE, _DAYS)
    if not address:
        return otherwise
    drop(handler, COOKIE)
    return address if _PAGE.fullmatch(address) else otherwise
