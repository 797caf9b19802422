"""Signing in with an account, for those who run the workshop."""

from __future__ import annotations

import hmac
import time

from kit.domain.cleaning import clean_line
from kit.domain.viewer import Role
from kit.live.cookies import drop, keep, kept
from kit.live.identity import home_of, sign_in
from kit.live.openid import Account, Flow, OpenId, SignInRefused, flow_from
from kit.live.pages import PageHandler, log
from kit.live.staff import StaffUnreadable, read_staff
from kit.live.wanted import take_wanted

FLOW_COOKIE = "kit_signin"
STAFF_HOURS = 12
"""For how long a sign-in holds: a day of a workshop. Who was taken off the list cannot come back after it."""
_FLOW_DAYS = 10 / (24 * 60)
_NAME_LIMIT = 60


class _StaffPage(PageHandler):
    @property
    def openid(self) -> OpenId:
        """The provider; these pages have an address only where there is one."""
        openid: OpenId = self.settings["kit_openid"]
        return openid

    @property
    def back(self) -> str:
        """Where the provider sends people: the address that it was told of, whatever this request says."""
        return f"{self.room.address}/staff/back"

    def refuse(self, reason: Exception, code: str) -> None:
        """Say what went wrong, and log it without whom it concerns."""
        log.warning("A sign-in was refused: %s", reason)
        self.set_status(503 if code == "openid.unreachable" else 403)
        words = {"title": self.say("openid.refused_title"), "words": self.say(code)}
        self.page("message", **words, link="/join", link_words=self.say("openid.with_code"))


class SignInHandler(_StaffPage):
    """On to the provider."""

    async def get(self) -> None:
        """Keep what ties its answer to this browser, and go."""
        flow = Flow.new()
        try:
            address = await self.openid.begin(self.back, flow)
        except SignInRefused as refusal:
            self.refuse(refusal, refusal.code)
            return
        keep(self, FLOW_COOKIE, flow.to_json(), _FLOW_DAYS)
        self.redirect(address)


class SignedInHandler(_StaffPage):
    """Back from the provider."""

    async def get(self) -> None:
        """Take its word, if it is the answer to what this browser asked, and somebody on the list."""
        flow = flow_from(kept(self, FLOW_COOKIE, _FLOW_DAYS))
        drop(self, FLOW_COOKIE)
        try:
            account = await self._account(flow)
            role = read_staff(self.openid.staff).get(account.email)
        except SignInRefused as refusal:
            self.refuse(refusal, refusal.code)
            return
        except StaffUnreadable as problem:
            self.refuse(problem, "openid.no_list")
            return
        if role is None:
            self.refuse(SignInRefused("openid.not_listed"), "openid.not_listed")
            return
        self._sign_in(account, role)

    async def _account(self, flow: Flow | None) -> Account:
        state, issuer = self.get_query_argument("state", ""), self.get_query_argument("iss", self.openid.issuer)
        if flow is None or not hmac.compare_digest(flow.state.encode(), state.encode()):
            raise SignInRefused("openid.stale")
        if issuer.rstrip("/") != self.openid.issuer:
            raise SignInRefused("openid.refused", "another issuer")
        code = self.get_query_argument("code", "")
        if not code:
            raise SignInRefused("openid.refused", "no code")
        return await self.openid.finish(code, self.back, flow)

    def _sign_in(self, account: Account, role: Role) -> None:
        name = clean_line(account.name)[:_NAME_LIMIT].strip() or self.say(f"live.role_{role}")
        code = next(code for code in self.room.store.codes.ensure() if code.role is role)
        viewer = self.room.store.people.join(code.code, name, self.language)
        assert viewer.person is not None
        sign_in(self, viewer.person, until=time.time() + STAFF_HOURS * 3600)
        self.redirect(take_wanted(self, home_of(viewer)))
