"""What looks for barriers on a page; the filled workshop and its pages are those of the guides' pictures."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
from demo.house import PAGES, SESSIONS, House, fill
from demo.room import LAPTOP, PHONE, Room, served_example

WHOLE = os.environ.get("KIT_ACCESS") == "all"
"""Whether every page is looked at in every language, for which continuous integration has no time."""
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAYOUT = ["color-contrast", "target-size", "scrollable-region-focusable", "meta-viewport"]
"""Rules whose answer depends on the size or the colours of a page."""


@cache
def axe() -> str:
    """The script of axe-core, as a Python package brings it, so that no Node is needed."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def flaws(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on a page: the rule, what it says, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARD}
    found: dict[str, Any] = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
    )
    return [
        f"{flaw['id']} ({flaw['help']}): {node['target']} {node['html'][:160]} {_colours(node)}"
        for flaw in found["violations"]
        for node in flaw["nodes"][:4]
    ]


def _colours(node: dict[str, Any]) -> str:
    found = [check["data"] for check in node["any"] if isinstance(check.get("data"), dict)]
    return " ".join(f"{each['fgColor']} on {each['bgColor']}" for each in found if "fgColor" in each)


__all__ = [
    "LAPTOP", "LAYOUT", "PAGES", "PHONE", "SESSIONS", "WHOLE", "House", "Room", "fill", "flaws", "served_example",
]  # fmt: skip
