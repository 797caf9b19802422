"""A full room on a real server: who waits, who gets in, and whose kernels end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright
from tornado.httpclient import AsyncHTTPClient, HTTPResponse

from kit.definitions import load_workshop
from kit.domain.viewer import Role
from kit.live import kernels
from kit.live.admission_memory import KERNEL_BYTES, LIMIT_VARIABLE
from kit.live.kernels import OWNER, RoomKernelManager
from kit.live.rehearsal.browsing import Browser
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.pages import read_page
from kit.live.rehearsal.stage import Stage, stage
from kit.storage import open_store

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def hall() -> Iterator[Stage]:
    """A served workshop in which two kernels may run; every test sees to it that all have left."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(LIMIT_VARIABLE, "2")
        with stage(load_workshop(EXAMPLE)) as held:
            yield held


def code_of(hall: Stage, role: Role) -> str:
    store = open_store(load_workshop(hall.folder))
    try:
        return next(code.code for code in store.codes.all() if code.role is role)
    finally:
        store.close()


class People:
    """Those who have joined, each with a device of their own."""

    def __init__(self, hall: Stage, client: AsyncHTTPClient) -> None:
        self.hall, self.client = hall, client
        self.browsers: list[Browser] = []

    async def join(self, code: str | None = None) -> Browser:
        browser = Browser(self.hall.address, self.client)
        await browser.get("/join")
        assert (await browser.post("/join", code=code or self.hall.codes[0], name="Somebody")).code == 303
        self.browsers.append(browser)
        return browser

    async def connects(self, browser: Browser) -> KernelLine:
        return await KernelLine.open(browser, read_page((await self.opens(browser)).body.decode()).kernel)

    async def opens(self, browser: Browser, session: int = 0) -> HTTPResponse:
        return await browser.get(f"/s/{self.hall.sessions[session]}")


@contextlib.asynccontextmanager
async def people_of(hall: Stage) -> AsyncIterator[People]:
    client = AsyncHTTPClient(force_instance=True)
    try:
        yield (people := People(hall, client))
        for browser in people.browsers:
            await browser.post("/leave")
    finally:
        client.close()


def place_on(page: HTTPResponse) -> str:
    assert page.code == 503
    assert page.headers["Retry-After"] == "3"
    found = re.search(r"Your place in the queue: (\d+)<", page.body.decode())
    assert found
    return found[1]


async def asks(browser: Browser) -> tuple[int, bool]:
    answer = json.loads((await browser.get("/api/queue")).body)
    return answer["place"], answer["enter"]


def test_past_the_cap_people_wait_in_order_and_get_in_when_somebody_leaves(hall: Stage) -> None:
    async def played() -> None:
        async with people_of(hall) as people:
            ann, ben, cyn, dev = [await people.join() for _ in range(4)]
            pages = await asyncio.gather(*(people.opens(browser) for browser in (ann, ben)))
            lines = [
                await KernelLine.open(b, read_page(p.body.decode()).kernel)
                for b, p in zip((ann, ben), pages, strict=True)
            ]
            assert place_on(await people.opens(cyn)) == "1"
            assert place_on(await people.opens(dev)) == "2"
            assert await asks(cyn) == (1, False)
            await ann.post("/leave")
            assert await asks(dev) == (2, False)
            assert place_on(await people.opens(dev)) == "2"
            assert await asks(cyn) == (1, True)
            assert (await people.opens(cyn)).code == 200
            assert await asks(dev) == (1, False)
            await asyncio.gather(*(line.close() for line in lines))

    asyncio.run(played())


def test_a_crowd_at_once_gets_as_many_kernels_as_the_cap_and_the_facilitator_one_more(hall: Stage) -> None:
    async def played() -> None:
        async with people_of(hall) as people:
            crowd = [await people.join() for _ in range(6)]
            codes = [page.code for page in await asyncio.gather(*(people.opens(browser) for browser in crowd))]
            assert sorted(codes) == [200, 200, 503, 503, 503, 503]
            facilitator = await people.join(code_of(hall, Role.FACILITATOR))
            assert (await people.opens(facilitator)).code == 200
            assert (await people.opens(facilitator, 1)).code == 200

    asyncio.run(played())


def test_who_has_a_place_keeps_it_on_reloading_and_on_the_next_session(hall: Stage) -> None:
    async def played() -> None:
        async with people_of(hall) as people:
            ann, ben = [await people.join() for _ in range(2)]
            await asyncio.gather(people.opens(ann), people.opens(ben))
            assert (await people.opens(ann)).code == 200
            assert (await people.opens(ben, 1)).code == 200

    asyncio.run(played())


def test_a_stranger_has_no_place_in_the_queue(hall: Stage) -> None:
    async def played() -> None:
        async with people_of(hall) as people:
            answer = await Browser(hall.address, people.client).get("/api/queue")
            assert (answer.code, answer.headers["Location"][:5]) == (302, "/join")

    asyncio.run(played())


def test_a_server_with_a_cap_that_is_no_number_does_not_start_and_says_why() -> None:
    command = [sys.executable, "-m", "kit", "serve", str(EXAMPLE), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, LIMIT_VARIABLE: "many"})
    assert done.returncode == 2
    assert done.stderr.strip() == f"{LIMIT_VARIABLE} must be a whole number from 1 up, not 'many'."


def test_only_when_the_room_is_full_kernels_without_a_page_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT_VARIABLE, "2")
    monkeypatch.setattr(kernels, "PAGELESS_SECONDS", 0.05)

    async def played() -> None:
        manager = RoomKernelManager()
        OWNER.set(("ann", "one"))
        gone = await manager.start_kernel(kernel_name="workplan-kit")
        await asyncio.sleep(0.1)
        await manager.make_room()
        assert gone in manager
        OWNER.set(("ben", "one"))
        used = await manager.start_kernel(kernel_name="workplan-kit")
        manager.notify_connect(used)
        await asyncio.sleep(0.1)
        await manager.make_room()
        assert (gone in manager, used in manager) == (False, True)
        assert manager.owner_of(gone) is None
        manager.notify_disconnect(used)
        await manager.shutdown_all(now=True)

    asyncio.run(played())


def test_where_kernels_have_grown_fewer_are_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[int] = []
    each = 4 * KERNEL_BYTES
    monkeypatch.delenv(LIMIT_VARIABLE, raising=False)
    monkeypatch.setattr(kernels, "bytes_for_kernels", lambda: 100 * KERNEL_BYTES)
    monkeypatch.setattr(kernels, "allowance", lambda pids: weighed.extend(pids) or each)

    async def played() -> None:
        manager = RoomKernelManager()
        assert manager.admission.limit == 100
        OWNER.set(("ann", "one"))
        kernel_id = await manager.start_kernel(kernel_name="workplan-kit")
        await manager.cull_kernels()
        kernel: Any = manager.get_kernel(kernel_id)
        assert weighed == [kernel.provisioner.pid]
        assert manager.admission.limit == 25
        await manager.shutdown_all(now=True)

    asyncio.run(played())


def test_a_waiting_page_says_its_place_and_goes_on_by_itself(hall: Stage) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        ann, ben, cyn = (joined(chromium, hall) for _ in range(3))
        for page in (ann, ben, cyn):
            page.goto(f"{hall.address}/s/{hall.sessions[0]}")
        assert ann.locator("#queue").count() == ben.locator("#queue").count() == 0
        assert cyn.locator("#queue").inner_text() == "Your place in the queue: 1"
        leaves(ann, hall)
        cyn.locator(".kf-title").first.wait_for(timeout=20_000)
        assert cyn.locator("#queue").count() == 0
        for page in (ben, cyn):
            leaves(page, hall)
        chromium.close()


def joined(chromium: Chromium, hall: Stage) -> Page:
    page = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-GB").new_page()
    page.goto(f"{hall.address}/join/{hall.codes[0]}")
    page.fill("#name", "Somebody")
    page.click("form.live-form button")
    page.wait_for_url("**/now*")
    return page


def leaves(page: Page, hall: Stage) -> None:
    page.goto(f"{hall.address}/now?stay")
    page.click("[data-leave] button")
    page.wait_for_url("**/left")
