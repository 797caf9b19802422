"""One made-up delegate: joins, opens a session's page, connects to its kernel, and fills in what it asks."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from tornado.httpclient import AsyncHTTPClient, HTTPResponse

from kit.live.rehearsal.browsing import Browser, Turned, need
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.pages import BadPage, SessionPage, read_page
from kit.live.rehearsal.writing import Step, steps_for

QUEUE_SECONDS = 15.0
"""Nobody leaves during a rehearsal, so whoever has waited for so long in the queue would wait for ever."""


class Refusal(Exception):
    """The kernel did not take a change; the message is what the delegate would read."""


@dataclass(slots=True)
class Delegate:
    """Somebody with a phone; what happens to them is noted while they act."""

    number: int
    code: str
    session: str
    pause_seconds: float
    """Between one save and the next, on average."""
    joined_seconds: float | None = None
    saved_seconds: list[float] = field(default_factory=list)
    trouble: tuple[str, str] | None = None
    """The step that failed, and why."""
    steps: list[Step] = field(default_factory=list)
    """What is to be written on the page that was opened."""
    _line: KernelLine | None = None

    async def join(self, address: str, client: AsyncHTTPClient) -> None:
        """From the join form to a page that can be written in, timed as one."""
        begun = time.monotonic()
        browser = Browser(address, client)
        try:
            page = await self._opened(browser)
            self._line = await KernelLine.open(browser, page.kernel)
            self.joined_seconds = time.monotonic() - begun
            self.steps = steps_for(page, random.Random(self.number))
        except Exception as error:
            self.trouble = ("join", in_words(error))

    async def _opened(self, browser: Browser) -> SessionPage:
        need(await browser.get(f"/join/{self.code}"), 200)
        need(await browser.post("/join", code=self.code, name=f"Delegate {self.number + 1}"), 303)
        need(await browser.get("/now"), 200, 302)
        page = need(await self._let_in(browser), 200)
        return read_page(page.body.decode())

    async def _let_in(self, browser: Browser) -> HTTPResponse:
        until = time.monotonic() + QUEUE_SECONDS
        while (page := await browser.get(f"/s/{self.session}")).code == HTTPStatus.SERVICE_UNAVAILABLE:
            while not (queue := json.loads(need(await browser.get("/api/queue"), 200).body))["enter"]:
                if time.monotonic() > until:
                    raise Turned(f"still waiting for a place after {QUEUE_SECONDS:.0f} s")
                await asyncio.sleep(queue["seconds"])
        return page

    async def fill(self, saved: Callable[[], object]) -> None:
        """Write what the page asks; `saved` is called after each change that the kernel has acknowledged."""
        chance = random.Random(-1 - self.number)
        try:
            for model in dict.fromkeys(step.model for step in self.steps):
                await self.line.send(model, {"type": "hello", "have": {}})
            for step in self.steps:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * self.pause_seconds)
                await self._write(step)
                saved()
        except Exception as error:
            self.trouble = ("save", in_words(error))

    async def leave(self) -> None:
        """Close the page."""
        if self._line is not None:
            await self._line.close()

    async def _write(self, step: Step) -> None:
        message, change = step.message()
        begun = time.monotonic()
        answer = await self.line.ask(step.model, message, lambda said: said.get("change") == change)
        if answer["type"] not in ("saved", "cast"):
            raise Refusal(" ".join(str(answer.get(part, "")) for part in ("type", "code", "message")).strip())
        self.saved_seconds.append(time.monotonic() - begun)
        step.acknowledged(answer)

    @property
    def line(self) -> KernelLine:
        """The connection to the page's kernel, once it has been joined."""
        assert self._line is not None
        return self._line


def in_words(error: Exception) -> str:
    """A failure's reason, in one line."""
    if isinstance(error, Turned | Refusal | BadPage):
        return str(error)
    return f"{type(error).__name__}: {error}".strip(": ")
