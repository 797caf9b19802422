"""A served workshop, and people without screens who save through its pages' sockets as phones do."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from fault_audit import Accepted
from fault_paths import ROOT
from tornado.httpclient import AsyncHTTPClient

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER
from kit.live.rehearsal.browsing import Browser, need
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.pages import read_page
from kit.live.rehearsal.stage import copied, free_port
from kit.storage import Store, open_store

EXAMPLE = ROOT / "sessions" / "south-asia-2023"
SESSION, FORM = "barriers", "barrier"
ANSWER_SECONDS = 10.0
"""A device that has had no answer for so long looks whether its page is still alive."""
AGAIN_SECONDS = 0.5


@dataclass
class Served:
    """A server of the workshop in `folder`; it may be killed and started again."""

    folder: Path
    port: int
    database: str | None = None
    process: subprocess.Popen[bytes] | None = None
    _known: set[psutil.Process] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and wait until people can join."""
        command = [sys.executable, "-m", "kit", "serve", str(self.folder), "--port", str(self.port)]
        command += ["--db", self.database] if self.database else []
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 90
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError((self.folder.parent / f"{self.folder.name}.log").read_text()[-3000:])

    def kill(self) -> None:
        """Kill -9 of the server alone."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it, and whatever it has left behind."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def warm(self) -> list[psutil.Process]:
        """The process that kernels are forked from."""
        return psutil.Process(self.process.pid).children() if self.process else []

    def kernels(self) -> list[psutil.Process]:
        """The kernels of open pages, also those that have outlived the warm process that they were forked from."""
        self._known |= {kernel for warm in self.warm() for kernel in warm.children()}
        self._known = {kernel for kernel in self._known if kernel.is_running()}
        return list(self._known)


@contextmanager
def served(held: Path, database: str | None = None, name: str = "room") -> Iterator[Served]:
    """A server on a copy of the example, with the session open."""
    (held / name).mkdir()
    # A database belongs to the workshop of one folder's name, on whatever machine the folder is.
    folder = copied(EXAMPLE, held / name / EXAMPLE.name)
    with _store(folder, database) as store:
        store.agenda.open(SESSION, ORGANISER)
    server = Served(folder, free_port(), database)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _store(folder: Path, database: str | None) -> Iterator[Store]:
    store = open_store(load_workshop(folder), database)
    try:
        yield store
    finally:
        store.close()


def codes(server: Served) -> dict[str, str]:
    """The join codes, by delegation or role."""
    with _store(server.folder, server.database) as store:
        return {code.delegation or code.role.value: code.code for code in store.codes.ensure()}


@dataclass
class Participant:
    """Somebody with a phone, who sends again until they hear that it is saved."""

    number: int
    code: str
    browser: Browser
    accepted: list[Accepted] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    """From the first sending of each change to its answer."""
    pages: int = 0
    """How often the page was opened."""
    _line: KernelLine | None = None
    _model: str = ""
    _versions: dict[str, int] = field(default_factory=dict)

    async def join(self) -> None:
        need(await self.browser.get(f"/join/{self.code}"), 200)
        need(await self.browser.post("/join", code=self.code, name=f"Delegate {self.number}"), 303)
        await self._open()

    async def _open(self) -> None:
        """A fresh page with a kernel of its own."""
        await self.leave()
        page = read_page(need(await self.browser.get(f"/s/{SESSION}"), 200).body.decode())
        self._model = next(m for m, state in page.forms().items() if state["definition"]["name"] == FORM)
        self._line = await KernelLine.open(self.browser, page.kernel)
        await self._line.send(self._model, {"type": "hello", "have": {}})
        self.pages += 1

    async def save(self) -> None:
        """One change, until it is acknowledged."""
        n = len(self.accepted)
        entry = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.code} {self.number} {n // 10}"))
        words = {"statement": f"participant {self.number} change {n}"}
        one, begun = Accepted(str(uuid.uuid4()), entry, words), time.monotonic()
        while not await self._sent(one):
            await self._again()
        self.seconds.append(time.monotonic() - begun)
        self.accepted.append(one)

    async def _sent(self, one: Accepted) -> bool:
        change = {"id": one.change, "entry": one.entry, "form": FORM, "base": self._versions.get(one.entry, 0)}
        change |= {"values": dict(one.answers), "subject": None, "language": "en"}
        if self._line is None:
            return False
        asked = self._line.ask(self._model, {"type": "save", "change": change}, lambda s: s.get("change") == one.change)
        with contextlib.suppress(Exception):
            answer = await asyncio.wait_for(asked, ANSWER_SECONDS)
            if answer["type"] == "saved":
                self._versions[one.entry] = answer["version"]
                return True
        return False

    async def _again(self) -> None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._open(), 60)
            return
        await asyncio.sleep(AGAIN_SECONDS)

    async def save_for(self, seconds: float, pause: float) -> None:
        """Save now and then: every `pause` seconds on average."""
        chance, until = random.Random(self.number), time.monotonic() + seconds
        await asyncio.sleep(chance.uniform(0, pause))
        while time.monotonic() < until:
            begun = time.monotonic()
            await self.save()
            await asyncio.sleep(max(0.0, chance.uniform(0.5, 1.5) * pause - (time.monotonic() - begun)))

    async def leave(self) -> None:
        """Close the page."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(line.close(), 5)


def crowd(address: str, keys: list[str], count: int) -> list[Participant]:
    """People who have not joined yet, shared among the delegations."""
    client = AsyncHTTPClient(force_instance=True, max_clients=count + 10, max_body_size=50_000_000)
    return [Participant(n, keys[n % len(keys)], Browser(address, client)) for n in range(count)]


async def all_joined(people: list[Participant], at_once: int = 8) -> None:
    """Everybody gets in, a few at a time."""
    gate = asyncio.Semaphore(at_once)

    async def join(one: Participant) -> None:
        async with gate:
            await one.join()

    await asyncio.gather(*(join(one) for one in people))
