"""A phone of some years ago on a poor line: what it is sent, how long it waits, and that typing never does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from open_house import PHONE, Room, served_example
from playwright.sync_api import CDPSession, Page, Route, expect

from kit.domain.viewer import ORGANISER

LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""400 kbit/s with 400 ms to and fro, in Chrome's words: milliseconds and bytes a second."""
SLOWER = 4
"""Times that a processor of five years ago takes longer."""
WAIT_SECONDS = 10
MOST_BYTES = 70_000
"""Of everything: the page, its scripts and styles with their headers, timer and languages; 1.4 s of this line."""
MOST_REQUESTS = 6


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The example, its evaluation and its barriers open."""
    with served_example(tmp_path_factory.mktemp("weak")) as served:
        for session in ("close", "barriers"):
            served.store.agenda.open(session, ORGANISER)
        yield served


def joined(room: Room, language: str) -> Page:
    """Somebody who has just joined, whose device keeps nothing of the kit's files."""
    page = room.join("Mayor's office", "BD")
    page.locator(".live-languages summary").click()
    page.locator(f"button[name=language][value={language}]").click()
    page.locator(f"html[lang={language}]").wait_for()
    page.goto("about:blank")
    return page


def weighed(page: Page) -> tuple[CDPSession, list[int], list[str]]:
    """Counts what comes over the line from now on: bytes of each answer, and addresses."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    sizes: list[int] = []
    asked: list[str] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    line.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    return line, sizes, asked


@pytest.mark.parametrize("language", ["ta"])
def test_the_first_form_is_light_in_the_heaviest_script(room: Room, language: str) -> None:
    page = joined(room, language)
    _, sizes, asked = weighed(page)
    page.goto(f"{room.address}/s/close")
    page.locator(".kf-title").first.wait_for()
    page.locator(".live-languages").wait_for()
    page.wait_for_timeout(300)
    loaded = [address for address in asked if not address.startswith("data:")]
    assert sum(sizes) <= MOST_BYTES
    assert len(loaded) <= MOST_REQUESTS
    assert not [address for address in loaded if not address.startswith(room.address)]
    assert not [address for address in loaded if ".woff" in address]


def test_what_happens_while_the_page_is_on_its_way_is_shown(room: Room) -> None:
    page = joined(room, "ta")

    def late(route: Route) -> None:
        room.store.agenda.set_timer("barriers", datetime.now(UTC) + timedelta(minutes=5), ORGANISER)
        time.sleep(2)  # until those who listen have been told
        route.continue_()

    page.route("**/events", late)
    page.goto(f"{room.address}/s/barriers")
    expect(page.locator("#live-timer")).to_be_visible()


def test_the_first_form_comes_in_time_and_saving_never_stops_typing(room: Room) -> None:
    page = joined(room, "bn")
    line, _, _ = weighed(page)
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.set_viewport_size(PHONE)
    begun = time.monotonic()
    page.goto(f"{room.address}/s/barriers", wait_until="commit")
    page.locator(".kf-title").first.wait_for()
    assert time.monotonic() - begun < WAIT_SECONDS
    page.locator(".kf-list > .kf-button-main").first.click()
    field = page.locator("textarea:visible").first
    words = "Ward meetings are called at hours when women cannot come."
    # Longest task of the page while every key is followed by what saving does.
    page.evaluate(
        """() => { window.slow = []; new PerformanceObserver((list) =>
           slow.push(...list.getEntries().map((entry) => entry.duration))).observe({type: 'longtask'}); }"""
    )
    for word in words.split(" "):
        field.press_sequentially(f"{word} ", delay=20)
        page.wait_for_timeout(150)
    expect(field).to_have_value(f"{words} ")
    status = page.locator(".kf-status").first
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    assert max(page.evaluate("() => window.slow"), default=0) < 500
    line.send("Network.emulateNetworkConditions", LINE | {"offline": True})
    field.press_sequentially("More.")
    expect(field).to_have_value(f"{words} More.")
    expect(status).to_have_attribute("data-state", "waiting", timeout=15_000)
    line.send("Network.emulateNetworkConditions", LINE)
    expect(status).to_have_attribute("data-state", "saved", timeout=30_000)
