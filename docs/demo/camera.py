"""Taking pictures: of what a browser shows, of a document's page, of a sheet that somebody has filled in by hand."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Locator, Page

from demo.room import ROOT, Room

DOCS = Path(__file__).parents[1]
PICTURES = DOCS / "pictures"
GALLERY = DOCS / "gallery"
_COLOURS = 64
"""Of a picture's palette: less than a third of the file, and nothing that a reader would miss."""
_GAP_PIXELS = 16
"""Between a page's header, which does not scroll away, and the place that a picture shows first."""
_PAGE_DPI = 75
_PHOTO_DPI = 130
_TABLE, _INK = (118, 98, 80), (28, 52, 132)
"""Colours of what a photographed sheet lies on, and of the pen."""


def to_top(place: Locator) -> None:
    """Scrolls so that a place stands below the page's header."""
    header = "document.querySelector('header')?.offsetHeight ?? 0"
    place.evaluate(f"e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - ({header}) - {_GAP_PIXELS})")


def take(name: str, page: Page, at: Locator | None = None) -> None:
    """One picture of what a browser shows; `at` is what stands at its top."""
    if at is not None:
        to_top(at)
    page.wait_for_timeout(700)
    keep(name, page.screenshot(animations="disabled"))


def take_wall(name: str, room: Room, facilitator: Page) -> None:
    """One picture of the wall; closed again, as a browser keeps few lines to one server."""
    wall = facilitator.context.new_page()
    wall.goto(f"{room.address}/wall")
    wall.locator("#title:not(:empty)").wait_for()
    take(name, wall)
    wall.close()


def take_page(name: str, document: Path, page: int = 1, folder: Path = PICTURES) -> None:
    """One picture of a PDF's page."""
    keep(name, _drawn(document, page, _PAGE_DPI), folder)


def page_with(document: Path, words: str) -> int:
    """The last page that holds these words; contents pages come first."""
    text = subprocess.run(["pdftotext", str(document), "-"], check=True, capture_output=True, text=True).stdout
    return max(number for number, page in enumerate(text.split("\f"), 1) if words in page)


def photograph(document: Path, lines: dict[float, str], to: Path) -> Path:
    """A sheet's first page as a phone sees it, with handwriting: how far down the page (0 to 1), and the words."""
    sheet = Image.open(BytesIO(_drawn(document, 1, _PHOTO_DPI))).convert("RGB")
    pen = ImageFont.truetype(str(ROOT / "templates" / "reports" / "fonts" / "WorkplanSans-Regular.ttf"), 30)
    for down, words in lines.items():
        ImageDraw.Draw(sheet).text((sheet.width * 0.12, sheet.height * down), words, font=pen, fill=_INK)
    turned = sheet.convert("RGBA").rotate(1.6, expand=True, resample=Image.Resampling.BICUBIC)
    photo = Image.new("RGB", (turned.width + 80, turned.height + 80), _TABLE)
    photo.paste(turned, (40, 40), turned)
    photo.save(to, quality=85)
    return to


def keep(name: str, png: bytes, folder: Path = PICTURES) -> None:
    """A picture with few colours, so that it is small."""
    picture = Image.open(BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    picture.save(folder / f"{name}.png", optimize=True)


def small(png: bytes, scale: float) -> bytes:
    """A picture with fewer pixels."""
    if scale == 1:
        return png
    picture, made = Image.open(BytesIO(png)).convert("RGB"), BytesIO()
    size = (round(picture.width * scale), round(picture.height * scale))
    picture.resize(size, Image.Resampling.LANCZOS).save(made, "png")
    return made.getvalue()


def _drawn(document: Path, page: int, dpi: int) -> bytes:
    command = ["pdftoppm", "-png", "-r", str(dpi), "-f", str(page), "-l", str(page), str(document)]
    return subprocess.run(command, check=True, capture_output=True).stdout
