"""The guide that shows every page and document (docs/pages.md): its list (pages.yaml), its pictures, its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from demo.camera import DOCS, GALLERY, PICTURES, keep, small
from demo.house import House
from demo.room import LAPTOP, PHONE

GUIDE = DOCS / "pages.md"
FOLDER = PICTURES / "pages"
LIST = Path(__file__).with_name("pages.yaml")
LANGUAGES = {"en": "English", "ur": "Urdu"}
SIZES = {"phone": PHONE, "laptop": LAPTOP}
_LAPTOP_SCALE = 0.75
"""A laptop's picture is shown beside three others: fewer pixels do."""
_INTRODUCTION = """# What every page looks like

Each page of the example workshop and of a second one, as people see it on a phone (390 × 844) and on a laptop
(1280 × 800), in English and in Urdu, which is read from right to left; then the first page of each document. What
delegations wrote is invented and stays as it was written, in English. Urdu, like all languages but English, was drafted
by machine and awaits a native reader. Pages follow the device: where it is set to dark colours, they are
[dark](#in-the-dark). Not here: the page with one's place in the queue, where more people come than the machine holds.

All of it is drawn by `make screenshots`; the list is `docs/demo/pages.yaml`.
"""


@dataclass(frozen=True)
class Shown:
    """A page, or a document, and what the guide says of it."""

    title: str
    who: str
    page: str = ""
    document: str = ""
    workshop: str = "first"
    sizes: tuple[str, ...] = tuple(SIZES)
    dark: str = ""

    @property
    def name(self) -> str:
        """The beginning of its pictures' names."""
        return self.document or "-".join(re.findall(r"\w+", re.sub(r"[?&]language=.*|[{}]", "", self.page)))

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Each of its pictures: the name, and what it shows."""
        for language, tongue in LANGUAGES.items():
            if self.document:
                yield f"document-{self.name}-{language}", f"{self.title}, the first page, in {tongue}"
            for size in () if self.document else self.sizes:
                yield f"{self.name}-{language}-{size}", f"{self.title} on a {size}, in {tongue}"

    def dark_pictures(self) -> Iterator[tuple[str, str]]:
        """Those in the dark, where the guide shows any."""
        if self.dark:
            yield f"{self.name}-en-{self.sizes[0]}-dark", f"{self.title} on a {self.sizes[0]}, in the dark"
            yield f"{self.name}-ur-laptop-dark", f"{self.title} on a laptop, in Urdu and in the dark"


@cache
def chapters() -> dict[str, list[Shown]]:
    """The guide's headings, and what stands under each."""
    listed = YAML(typ="base").load(LIST)
    return {chapter["heading"]: [Shown(**shown) for shown in chapter["shown"]] for chapter in listed}


def shown() -> Iterator[Shown]:
    """Everything, in the guide's order."""
    for several in chapters().values():
        yield from several


def guide() -> str:
    """The words of docs/pages.md."""
    parts = [_INTRODUCTION]
    for heading, several in chapters().items():
        parts += [f"## {heading}\n", *map(_told, several)]
    parts += ["## In the dark\n", *(_table(each.dark_pictures()) for each in shown() if each.dark)]
    return "\n".join(parts)


def look_at(house: House, each: Shown) -> None:
    """A page's pictures, light for the guide, and all in light and dark to look through (docs/gallery)."""
    wanted = {name for name, _ in [*each.pictures(), *each.dark_pictures()]}
    for language in LANGUAGES:
        for size, pixels in SIZES.items():
            page = house.visit(each.page, language)
            page.set_viewport_size(pixels)
            page.wait_for_timeout(300)
            for scheme, mark in (("dark", "-dark"), ("light", "")):
                page.emulate_media(color_scheme=scheme)
                name, png = f"{each.name}-{language}-{size}{mark}", page.screenshot(animations="disabled")
                keep(name, png, GALLERY)
                if name in wanted:
                    keep(name, small(png, _LAPTOP_SCALE if size == "laptop" else 1), FOLDER)


def _told(each: Shown) -> str:
    return f"### {each.title}\n\n{each.who}\n\n{_table(each.pictures())}"


def _table(pictures: Iterator[tuple[str, str]]) -> str:
    cells = list(pictures)
    head = " | ".join(_size(name) for name, _ in cells)
    row = " | ".join(f"![{words}](pictures/pages/{name}.png)" for name, words in cells)
    return f"| {head} |\n|{'---|' * len(cells)}\n| {row} |\n"


def _size(name: str) -> str:
    return ", ".join(words for part in name.split("-") if (words := LANGUAGES.get(part) or part * (part in SIZES)))
