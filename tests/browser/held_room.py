"""A served workshop, the people in it, and what they do on its pages."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from forked_command import kit
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from kit.definitions import load_workshop
from kit.domain.texts import Text
from kit.domain.viewer import ORGANISER
from kit.storage import Store, open_store
from kit.words import say

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "sessions" / "south-asia-2023"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}


def run_kit(*arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """The command line, as people call it."""
    done = kit(*arguments)
    if check:
        done.check_returncode()
    return done


@dataclass
class Room:
    """A served workshop and the people in it."""

    folder: Path
    port: int
    browser: Browser
    log: Path
    process: subprocess.Popen[bytes] | None = None
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and wait until people can join."""
        command = [sys.executable, "-m", "kit", "serve", str(self.folder), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text())
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def stop(self, signum: int = signal.SIGTERM) -> None:
        """Stop the server, politely or not."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signum)
            self.process.wait(30)

    def codes(self) -> dict[tuple[str, str | None], str]:
        rows = json.loads(run_kit("codes", self.folder, "--json").stdout)
        return {(row["role"], row["delegation"]): row["code"] for row in rows}

    def person(self, name: str, delegation: str | None = None, role: str = "participant", **options: Any) -> Page:
        """Somebody with a browser of their own, who has joined."""
        page = self.visitor(**options)
        page.goto(f"{self.address}/join/{self.codes()[(role, delegation)]}")
        page.fill("#name", name)
        page.click("form.live-form button")
        page.wait_for_url(lambda url: "/join" not in url)
        return page

    def visitor(self, **options: Any) -> Page:
        """A browser that has not joined; what its scripts complain about is kept."""
        context = self.browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        return page

    def facilitator(self) -> Page:
        page = self.person("Facilitator", role="facilitator", viewport=LAPTOP)
        page.on("dialog", lambda dialog: dialog.accept())
        return page


class Past:
    """The room's store at a time that has gone by, so that no test waits for a day to become late."""

    def __init__(self, room: Room) -> None:
        self.now = datetime.now(UTC)
        self.store: Store = open_store(load_workshop(room.folder), clock=lambda: self.now)

    def held(self, session: str, begun: int, ended: int | None = None) -> None:
        """Opened so many minutes ago, and closed so many minutes ago, or still open."""
        present = self.now
        self.now = present - timedelta(minutes=begun)
        self.store.agenda.open(session, ORGANISER)
        if ended is not None:
            self.now = present - timedelta(minutes=ended)
            self.store.agenda.close(session, ORGANISER)
        self.now = present


def language(part: Page | Locator) -> str:
    """The language in which a page is read."""
    page = part if isinstance(part, Page) else part.page
    return page.locator("html").get_attribute("lang") or "en"


def said(part: Page | Locator, code: str, **details: object) -> str:
    """One of the kit's sentences, as this page says it."""
    return say(code, language(part), **details)


def worded(part: Page | Locator, english: str) -> str:
    """Words of the example and its forms, as this page shows them."""
    tongue = language(part)
    return english if tongue == "en" else _texts()[english].to(tongue)


@cache
def _texts() -> dict[str, Text]:
    """Every text of the example and its forms, by its English words."""
    return {each.to("en"): each for each in _within(load_workshop(EXAMPLE))}


def _within(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _within(getattr(value, each.name))
    elif isinstance(value, (Mapping, tuple)):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _within(part)


def question(part: Page | Locator, name: str) -> Locator:
    """The part of a form that holds one question."""
    return part.locator(f'[data-question="{name}"]')


def unfold(asked: Locator) -> None:
    """Open the section of a long form in which a question stands."""
    fold = asked.locator("xpath=ancestor::details[1]")
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").first.click()


def write(part: Page | Locator, name: str, words: str) -> None:
    """Type an answer, and go on to the next question."""
    unfold(question(part, name).first)
    field = question(part, name).locator("textarea, input:not([type=checkbox])").first
    field.fill(words)
    field.blur()


def pick(part: Page | Locator, name: str, label: str) -> None:
    """Pick a choice by its English words, in a list or among buttons."""
    asked, label = question(part, name).first, worded(part, label)
    unfold(asked)
    if asked.locator("select").count():
        asked.locator("select").select_option(label=label)
    else:
        asked.get_by_label(label, exact=True).check()


def form(page: Page, title: str) -> Locator:
    """One form of a page, by its heading in English."""
    return page.locator(".kf").filter(has=page.get_by_role("heading", name=worded(page, title), exact=True))


def card(page: Page, words: str) -> Locator:
    """The entry, or the subject with its entry, that holds these words."""
    return page.locator(".kf-card").filter(has_text=words).first


def saved(part: Page | Locator) -> None:
    """Wait until everything that was typed is on the server's disk."""
    expect(part.locator('.kf-status[data-state="saving"], .kf-status[data-state="waiting"]')).to_have_count(0)
    expect(part.locator('.kf-status[data-state="saved"]').first).to_be_visible()


def open_session(facilitator: Page, session: str) -> None:
    """Press the console's button."""
    line = facilitator.locator(f"[data-session='{session}']")
    line.get_by_role("button", name="Open", exact=True).click()
    expect(facilitator.locator(f"[data-session='{session}'].is-open")).to_be_visible()


def close_session(facilitator: Page, session: str) -> None:
    """Press the console's button, and wait for the record."""
    facilitator.locator(f"[data-session='{session}']").get_by_role("button", name="Close", exact=True).click()
    expect(facilitator.locator("#said")).to_contain_text("The record of", timeout=60_000)


VOTES = """
  - id: ideas
    title: What next?
    day: 0
    notebook: nominal_group
    forms: [ideas, decision]
    vote: {question: "What should we do next year?", sequence: nominal_group, budget: 3, min_ballots: 3}

  - id: effort
    title: What is worth it
    day: 0
    notebook: priorities
    forms: [decision]
    vote:
      question: What is worth its effort?
      method: impact_effort
      min_ballots: 3
      options:
        {training: Train new councillors, data: Gather local data, visits: Visit one another, fund: A small fund}

  - id: pairs
    title: Which one first
    day: 0
    notebook: priorities
    forms: [decision]
    vote:
      question: Which one comes first?
      method: pairwise
      min_ballots: 3
      options: {training: Train new councillors, data: Gather local data, visits: Visit one another}
"""


def with_votes(folder: Path) -> None:
    """Adds three votes to a copy of the example, to be held at any time."""
    file = folder / "workshop.yaml"
    before, after = file.read_text(encoding="utf-8").split("\nretention:", 1)
    file.write_text(f"{before}{VOTES}\nretention:{after}", encoding="utf-8")
