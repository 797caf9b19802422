"""What a test knows of its server and of its visitor."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request


@dataclass
class Server:
    """A running server: its address and what it logged."""

    url: str
    log: Path

    def page(self, name: str) -> str:
        return f"{self.url}/voila/render/{name}.ipynb"


@dataclass
class Visit:
    """One visitor's page and what their browser had to say."""

    page: Page
    context: BrowserContext
    server: Server
    requests: list[Request] = field(default_factory=list)
    console: list[ConsoleMessage] = field(default_factory=list)

    def open(self, name: str, state: str = "connected") -> Page:
        self.page.goto(self.server.page(name))
        if state:
            self.page.wait_for_selector(f"html[data-kit-connection={state}]")
        return self.page

    @property
    def violations(self) -> list[str]:
        return [message.text for message in self.console if "Content Security Policy" in message.text]

    @property
    def errors(self) -> list[str]:
        return [message.text for message in self.console if message.type == "error"]

    def live(self) -> dict[str, Any]:
        """What the server wrote into the page for its script."""
        text = self.page.locator("#kit-page").text_content(timeout=3000)
        assert text
        live: dict[str, Any] = json.loads(text)
        return live
