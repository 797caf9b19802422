"""The server's log of requests: what was asked and how it went, and nothing that tells who asked."""

from __future__ import annotations

import logging
import re

from tornado.web import RequestHandler

log = logging.getLogger(__name__)
_CODE = re.compile(r"^/join/.+")


def log_request(handler: RequestHandler) -> None:
    """One line for a request that failed, at warning or error level; others at debug level.

    No query (it may hold a sign-in's code), no code of an old join link, no address, no browser, no page that led here.
    """
    status = handler.get_status()
    if metrics := handler.settings.get("kit_metrics"):
        metrics.answered(handler.request.path, status, handler.request.request_time())
    level = logging.DEBUG if status < 400 else logging.WARNING if status < 500 else logging.ERROR
    request = handler.request
    path = without_code(request.path)
    # A path comes from outside: without control characters it cannot write lines of its own.
    shown = "".join(letter if letter.isprintable() else "?" for letter in path)[:200]
    log.log(level, "%s %s %d %.0f ms", request.method, shown, status, 1000 * request.request_time())


def without_code(path: str) -> str:
    """A path without the code that links of old sheets have in it."""
    return _CODE.sub("/join/…", path)
