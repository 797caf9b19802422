"""The base of the server's own pages: who is asking, in which language, and how pages are drawn."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache, cached_property
from http import HTTPStatus
from typing import Any

import jinja2
from markupsafe import Markup
from tornado.web import HTTPError, RequestHandler

from kit.definitions.places import TEMPLATES
from kit.domain.entry import Refused
from kit.domain.texts import direction
from kit.domain.viewer import Role, Viewer
from kit.live.access_log import without_code
from kit.live.cookies import cookie_name, is_secure, keep
from kit.live.identity import DAYS_VALID, viewer_of
from kit.live.languages import accepted, tongues, way_back
from kit.live.page.policy import SECURITY_HEADERS
from kit.live.room import Room, room_of
from kit.words import say

LANGUAGE_COOKIE = "kit_language"
log = logging.getLogger(__name__)


@cache
def environment() -> jinja2.Environment:
    """Where the pages' templates are read; everything that is filled in is escaped."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "live"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["lang"] = lang_attribute
    return found


def lang_attribute(tag: str) -> Markup:
    """`lang`, for a text that is in another language than its page; nothing for an empty tag."""
    return Markup(' lang="{}"').format(tag) if tag else Markup("")


class Visited(RequestHandler):
    """What any handler that answers people with pages can do."""

    @property
    def room(self) -> Room:
        """The room that this server holds."""
        return room_of(self.settings)

    @cached_property
    def visitor(self) -> Viewer | None:
        """Who is asking; None for a stranger."""
        return viewer_of(self)

    @property
    def viewer(self) -> Viewer:
        """Who is asking, where strangers have been sent to join."""
        if self.visitor is None:
            raise HTTPError(403)
        return self.visitor

    @property
    def person(self) -> str:
        """The visitor's id."""
        assert self.viewer.person is not None
        return self.viewer.person

    @cached_property
    def language(self) -> str:
        """The language that the visitor chose, else the first of the browser's that the workshop has, else its own."""
        offered = self.room.workshop.languages
        chosen = self.get_cookie(cookie_name(LANGUAGE_COOKIE, secure=is_secure(self)))
        if chosen in offered:
            return chosen
        return accepted(self.request.headers.get("Accept-Language", ""), offered) or self.room.workshop.language

    def keep_language(self, language: str) -> None:
        """Remember the visitor's language on this device, and speak it from now on."""
        self.__dict__["language"] = language
        keep(self, LANGUAGE_COOKIE, language, DAYS_VALID, signed=False)

    def say(self, code: str, **details: object) -> str:
        """A sentence in the visitor's language."""
        return say(code, self.language, **details)

    def why(self, refusal: Refused) -> str:
        """Why the store refuses something, in the visitor's language."""
        return self.say(refusal.code, **refusal.details)

    def page(self, template: str, **values: Any) -> None:
        """Answer with a page."""
        values |= {
            "say": self.say,
            "language": self.language,
            "dir": direction(self.language),
            "tongues": tongues(self.room.workshop, self.language),
            "back": way_back(self.request.uri or "/"),
            "workshop": self.room.workshop,
            "viewer": self.visitor,
            "xsrf": self.xsrf_token.decode(),
            "asset": self.settings["kit_assets"].url,
        }
        self.finish(environment().get_template(f"{template}.html.j2").render(values))

    def need(self, *roles: Role) -> Viewer:
        """The visitor, who must have one of `roles`. Raises HTTPError 403, shown in words."""
        if self.viewer.role not in roles:
            raise HTTPError(403)
        return self.viewer

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in words what went wrong; never a trace."""
        if self.request.method not in self.SUPPORTED_METHODS:
            self.finish()  # before anybody has looked who asks
            return
        title, words = self._words_for(status_code)
        if self.request.headers.get("Accept", "").startswith("application/json"):
            self.finish({"message": f"{title}. {words}"})
        else:
            self.page("message", title=title, words=words, link="/", link_words=self.say("live.back"))

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """As tornado does, without the address and the query, which may hold a code: the log of requests says more."""
        if not isinstance(error, HTTPError):
            log.error(
                "Answering %s %s failed",
                self.request.method,
                without_code(self.request.path),
                exc_info=(kind, error, trace),
            )

    def _words_for(self, status_code: int) -> tuple[str, str]:
        details: Mapping[str, object] = {}
        if status_code == HTTPStatus.NOT_FOUND:
            kind = "no_such_page"
        elif status_code == HTTPStatus.FORBIDDEN and self.visitor:
            kind, details = "not_yours", {"role": self.say(f"live.role_{self.visitor.role}")}
        else:
            kind = "trouble"
        return self.say(f"live.{kind}_title"), self.say(f"live.{kind}", **details)


class PageHandler(Visited):
    """A page of the server's own."""

    def set_default_headers(self) -> None:
        """What browsers are told to forbid on every page."""
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")

    def get_current_user(self) -> Viewer | None:
        """The visitor, as tornado's `authenticated` asks for it."""
        return self.visitor


class NotFoundHandler(PageHandler):
    """Every address that is no page."""

    def prepare(self) -> None:
        """Say so."""
        raise HTTPError(404)
