"""A real server on a copy of the example workshop, and real browsers on it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
    command = [sys.executable, "-m", "kit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=check, cwd=ROOT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


def _copy_of_example(folder: Path) -> Path:
    ignore = shutil.ignore_patterns("data", "records", "reports", "export")
    return Path(shutil.copytree(EXAMPLE, folder / EXAMPLE.name, ignore=ignore))


@pytest.fixture
def room(tmp_path: Path, browser: Browser) -> Iterator[Room]:
    """A freshly started room; the test fails where a page's script raised an error."""
    held = Room(_copy_of_example(tmp_path), free_port(), browser, tmp_path / "server.log")
    held.start()
    try:
        yield held
    finally:
        for context in held.contexts:
            context.close()
        held.stop()
        if held.process and held.process.poll() is None:
            os.killpg(held.process.pid, signal.SIGKILL)
    assert not held.errors
