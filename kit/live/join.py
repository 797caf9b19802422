"""Joining with a code, choosing a language, leaving."""

from __future__ import annotations

from tornado.web import HTTPError

from kit.domain.entry import Refused
from kit.live.cookies import drop
from kit.live.identity import COOKIE, home_of, sign_in
from kit.live.languages import way_back
from kit.live.limits import TryLimit
from kit.live.pages import LANGUAGE_COOKIE, PageHandler
from kit.live.wanted import COOKIE as WANTED_COOKIE
from kit.live.wanted import note_wanted, take_wanted
from kit.words import say

NAME_LIMIT = 60
"""Characters of a display name."""


class HomeHandler(PageHandler):
    """The bare address: on to where the visitor belongs."""

    def get(self) -> None:
        """Redirect."""
        self.redirect(home_of(self.visitor) if self.visitor else "/join")


class JoinHandler(PageHandler):
    """The form with the code. A GET, as of a mail scanner that previews a link, joins nobody."""

    def get(self, code: str | None = None) -> None:
        """Show the form, the code filled in where the link holds one; `?next=` is where somebody came from."""
        note_wanted(self, self.get_query_argument("next", ""))
        self._form(code=code or "")

    def post(self, code: str | None = None) -> None:
        """Take the code and the name, and sign in."""
        code, name = self.get_body_argument("code", code or ""), self.get_body_argument("name", "").strip()
        if (wanted := self.get_body_argument("read_in", "")) in self.room.workshop.languages:
            # Before joining: the same form in another language, with what was typed in it.
            self.keep_language(wanted)
            self._form(code, name)
            return
        limit: TryLimit = self.settings["kit_tries"]
        if seconds := limit.wait_for_code(self._address, code):
            self._form(code, name, self.say("live.too_many_tries", seconds=seconds), 429)
        elif problem := self._name_problem(name):
            self._form(code, name, problem, 400)
        else:
            self._join(code, name, limit)

    def _join(self, code: str, name: str, limit: TryLimit) -> None:
        language = self._chosen_language()
        try:
            viewer = self.room.store.people.join(code, name, language)
        except Refused as refusal:
            seconds = limit.wait_after_wrong(self._address)
            limit.wrong(self._address, code)
            wait = say("live.too_many_tries", language, seconds=seconds)
            words = wait if seconds else say(refusal.code, language, **refusal.details)
            self._form(code, name, words, 429 if seconds else 403)
            return
        assert viewer.person is not None
        sign_in(self, viewer.person)
        self.keep_language(language)
        self.redirect(take_wanted(self, home_of(viewer)), status=303)

    @property
    def _address(self) -> str:
        return self.request.remote_ip or ""

    def _name_problem(self, name: str) -> str | None:
        if not name:
            return self.say("live.name_missing")
        return self.say("live.name_too_long", limit=NAME_LIMIT) if len(name) > NAME_LIMIT else None

    def _chosen_language(self) -> str:
        chosen = self.get_body_argument("language", self.language)
        return chosen if chosen in self.room.workshop.languages else self.room.workshop.language

    def _form(self, code: str = "", name: str = "", problem: str = "", status: int = 200) -> None:
        self.set_status(status)
        self.page(
            "join",
            code=code,
            name=name,
            problem=problem,
            name_limit=NAME_LIMIT,
            openid=self.settings["kit_openid"] is not None,
        )


class LanguageHandler(PageHandler):
    """Another language, at any time."""

    def post(self) -> None:
        """Keep the choice, and go back to the page; a stranger's is kept on the device only."""
        chosen = self.get_body_argument("language")
        if chosen not in self.room.workshop.languages:
            raise HTTPError(404)
        self.keep_language(chosen)
        if self.visitor:
            self.room.store.people.set_language(self.person, chosen)
        self.redirect(way_back(self.get_body_argument("back", "/now")), status=303)


class LeaveHandler(PageHandler):
    """Signing out, for a phone that is passed on."""

    async def post(self) -> None:
        """Forget the person on this device, with everything that was kept there."""
        if self.visitor:
            await self.settings["kernel_manager"].end_all_of(self.person)
        drop(self, COOKIE)
        drop(self, LANGUAGE_COOKIE)
        drop(self, WANTED_COOKIE)
        # The page that is left has emptied its storage already; this also covers browsers whose script was stopped.
        self.set_header("Clear-Site-Data", '"storage", "cache"')
        self.redirect("/left", status=303)


class LeftHandler(PageHandler):
    """What remains after leaving: nothing."""

    def get(self) -> None:
        """Say so."""
        self.set_header("Clear-Site-Data", '"storage"')
        words = {"title": self.say("live.left_title"), "words": self.say("live.left")}
        self.page("message", **words, link="/join", link_words=self.say("live.join_again"))
