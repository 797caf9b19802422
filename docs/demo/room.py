"""A served copy of a workshop, and browsers that have joined it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from playwright.sync_api import Browser, Page, sync_playwright

from demo.clock import ZONE, Clock
from kit.definitions import load_workshop
from kit.live.rehearsal.stage import free_port
from kit.storage import Store, open_store

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "sessions" / "south-asia-2023"
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
SHOWN_ADDRESS = "http://192.168.1.10:8866"
"""What stands on the wall and the sheets; a room's usual kind of address."""
_LONGEST_WAIT_SECONDS = 60
_PATIENCE_MS = 90_000
"""On a machine that does other things too."""


@dataclass(frozen=True)
class Room:
    """The served workshop, its store, and a browser for those who take part."""

    folder: Path
    address: str
    store: Store
    browser: Browser
    clock: Clock | None = None
    """What the kit takes for now; None for the machine's own clock."""

    def visitor(self, size: dict[str, int] = PHONE) -> Page:
        """A browser that has not joined."""
        place = {"locale": "en-GB", "timezone_id": ZONE.key}
        context = self.browser.new_context(viewport=size, reduced_motion="reduce", **place)
        context.set_default_timeout(_PATIENCE_MS)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def join(
        self, name: str, delegation: str | None = None, role: str = "participant", size: dict[str, int] = PHONE
    ) -> Page:
        """Somebody who has joined by the page, as people do."""
        page = self.visitor(size)
        page.goto(self.link(delegation, role))
        page.fill("#name", name)
        page.click("form.live-form button")
        page.wait_for_url(lambda url: "/join" not in url)
        return page

    def link(self, delegation: str | None, role: str = "participant") -> str:
        """The address in a join code's QR code."""
        codes = {(code.role.value, code.delegation): code.code for code in self.store.codes.ensure()}
        return f"{self.address}/join/{codes[(role, delegation)]}"

    def kit(self, *arguments: str | Path) -> str:
        """What a command of the kit prints; paths are as seen from the folder above `sessions`."""
        command = [sys.executable, "-m", "kit", *map(str, arguments)]
        place = {"cwd": self.folder.parents[1], "env": _environment(self.clock)}
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **place).stdout

    @property
    def named(self) -> Path:
        """The workshop's folder as guides name it; documents show it."""
        return self.folder.relative_to(self.folder.parents[1])


@contextmanager
def served_example(folder: Path, workshop: Path = EXAMPLE, clock: Clock | None = None) -> Iterator[Room]:
    """A copy of the example, or of another workshop's folder, in `folder/sessions`, served until the end."""
    ignore = shutil.ignore_patterns("data", "records", "reports", "export")
    copy = Path(shutil.copytree(workshop, folder / "sessions" / workshop.name, ignore=ignore))
    store = open_store(load_workshop(copy), **({"clock": clock} if clock else {}))
    # Codes by chance would make every picture of one new.
    with mock.patch("kit.storage.codes.secrets", random.Random(2023)):
        store.codes.ensure()
    port = free_port()
    program = [str(Path(__file__).with_name("serve.py"))] if clock else ["-m", "kit"]
    command = [sys.executable, *program, "serve", str(copy), "--port", str(port), "--url", SHOWN_ADDRESS]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=_environment(clock))
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_people_can_join(address, server)
        with sync_playwright() as playwright:
            environment = {**os.environ, "FONTCONFIG_FILE": str(_with_fonts(folder))}
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS, env=environment)
            yield Room(copy, address, store, browser, clock)
            browser.close()
    finally:
        server.terminate()
        server.wait(30)
        store.close()


def _environment(clock: Clock | None) -> dict[str, str]:
    return {**os.environ, **(clock.environment() if clock else {})}


def _with_fonts(folder: Path) -> Path:
    """Settings by which a browser finds letters of every script, as phones bring them: the documents' own."""
    settings = folder / "fonts.conf"
    preferred = "".join(
        f"<alias binding='same'><family>{family}</family><prefer><family>Workplan Sans</family></prefer></alias>"
        for family in ("system-ui", "sans-serif", "monospace", "serif")
    )
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{ROOT / 'templates' / 'reports' / 'fonts'}</dir><cachedir>{folder / 'fonts-cache'}</cachedir>{preferred}"
        "</fontconfig>"
    )
    return settings


def _wait_until_people_can_join(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _LONGEST_WAIT_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no server at {address}")
