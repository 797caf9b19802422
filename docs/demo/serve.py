"""`kit serve` whose cookies end with the browser, which would drop them as expired where the room's clock is behind."""

from __future__ import annotations

from typing import Any

from tornado.web import RequestHandler

from kit.cli import main

_set_cookie = RequestHandler.set_cookie


def _without_end(handler: RequestHandler, *name_and_value: str, **options: Any) -> None:
    _set_cookie(handler, *name_and_value, **{**options, "expires_days": None})


if __name__ == "__main__":
    RequestHandler.set_cookie = _without_end  # type: ignore[method-assign, assignment]
    main()
