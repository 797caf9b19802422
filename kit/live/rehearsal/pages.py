"""What a session's page tells a browser: the kernel to connect to, and the widgets with their state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

PAGE, STATE = "kit-page", "kit-state"
"""Ids of the two script elements that hold the page's JSON."""


ABOUT_SUBJECTS = ("subjects", "subject_lists")
"""Modes of a form whose entries are about something: without that there is nothing to fill in."""


class BadPage(Exception):
    """The page did not hold what a browser needs; the message says what was missing."""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A page as a browser reads it."""

    kernel: str
    widgets: Mapping[str, Mapping[str, Any]]
    """The widgets' states by their models' ids, in the order of the page."""

    def forms(self) -> dict[str, Mapping[str, Any]]:
        """The forms in which this page's viewer can write: model id to state."""
        return {model: state for model, state in self.widgets.items() if _takes_answers(state)}

    def ballots(self) -> dict[str, Mapping[str, Any]]:
        """The ballots that can be cast here: model id to state."""
        return {m: s for m, s in self.widgets.items() if "vote" in s and s.get("options", {}).get("open")}


def _takes_answers(state: Mapping[str, Any]) -> bool:
    options = state.get("options", {})
    if "definition" not in state or options.get("readonly") or not options.get("open"):
        return False
    if state["definition"]["mode"] in ABOUT_SUBJECTS and not state["subjects"]:
        return False
    return any(question["writable"] for question in state["definition"]["questions"])


def read_page(html: str) -> SessionPage:
    """The page's own JSON. Raises BadPage where a cell failed or something is missing."""
    scripts = _Scripts()
    scripts.feed(html)
    scripts.close()
    if PAGE not in scripts.found:
        raise BadPage("the page was cut short")
    page = json.loads(scripts.found[PAGE])
    if page["failed"] or STATE not in scripts.found:
        raise BadPage("a cell of the session's notebook failed; the server's log has its traceback")
    models = json.loads(scripts.found[STATE])["state"]
    return SessionPage(page["kernelId"], {model: entry["state"] for model, entry in models.items()})


class _Scripts(HTMLParser):
    """Collects the texts of script elements that have an id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and (name := dict(attrs).get("id")):
            self._inside = name
            self.found[name] = ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[self._inside] += data
