"""The guides as tests read them: their words, code, links and pictures."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
NAMES = [str(guide.relative_to(ROOT)) for guide in GUIDES]
_CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_FENCED = re.compile(r"```.*?```", re.DOTALL)


def code_in(text: str) -> list[str]:
    """Every line of code: of fenced blocks, and what stands between backticks."""
    found = ((block or inline).splitlines() for block, inline in _CODE.findall(text))
    return [line.partition(" #")[0].strip() for lines in found for line in lines if line.strip()]


def links_in(text: str) -> list[tuple[bool, str, str]]:
    """Whether it is a picture, the words, the target; of every link outside of code."""
    plain = re.sub(r"`[^`\n]*`", "", _FENCED.sub("", text))
    return [(bool(mark), words, target) for mark, words, target in _LINK.findall(plain)]


def fenced(text: str, language: str) -> list[str]:
    """The blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def anchors_in(text: str) -> set[str]:
    """The headings' names in links, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""
