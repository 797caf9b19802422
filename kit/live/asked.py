"""What a page sent with a request, checked."""

from __future__ import annotations

from tornado.web import HTTPError, RequestHandler


def whole_number(handler: RequestHandler, name: str, *, most: int) -> int:
    """A number from 0 to `most` that the page sent, 0 where it sent none. Raises HTTPError 400."""
    return as_number(handler.get_body_argument(name, "0"), most=most)


def as_number(sent: str, *, most: int) -> int:
    """The same of a text. Raises HTTPError 400."""
    if not (sent.isascii() and sent.isdigit() and len(sent) <= len(str(most)) and int(sent) <= most):
        raise HTTPError(400)
    return int(sent)
