"""One page for each script as a small grey picture, and how far two such pictures are apart."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser
from report_examples import COLUMNS, SAMPLES, activity_row, full_report

from kit.reports.model import Bars, KeyValues, ListBlock, Report, Section, Series, Table
from kit.reports.templates import Templates

GOLDEN = Path(__file__).with_name("golden")
LANGUAGES = tuple(SAMPLES)
IN_HTML = tuple(language for language in LANGUAGES if language != "en")
"""HTML carries the letters of every script but Latin, for which each machine has its own."""
IN_OFFICE = tuple(language for language in LANGUAGES if language != "ne")
"""One language for each script."""
DOTS_PER_INCH = 72
DIFFERENT = 48
"""Of 255 levels of grey, after a blur that evens out how versions of a rasteriser smooth edges."""
TOLERANCE = 0.03
"""Share of the golden picture's ink."""


def short_report(language: str) -> Report:
    """Heading, list, labels, a table with dates and money, and a chart, in one language's words."""
    sample, words = SAMPLES[language], Templates.of().words(language)
    bars = Bars("b", words("budget"), "alt", (sample, words("cost")), (Series(sample, (3.0, 2.0)),), unit="BDT")
    table = Table("t", words("activities"), COLUMNS, tuple(activity_row(n, sample) for n in range(2)))
    pairs = KeyValues(((words("period"), words("next_steps")), (words("signature_meaning"), words("not_government"))))
    section = Section("s", words("summary"), (ListBlock((sample, words("joint_text"))), pairs, table, bars))
    return replace(full_report(language), kind="signature-sheet", sections=(section,), sources=())


def picture(pdf: bytes, folder: Path) -> Image.Image:
    """The first page's upper part as poppler draws it."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-png", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*command, "page.pdf", "page"], cwd=folder, check=True)
    with Image.open(folder / "page.png") as page:
        return page.convert("L").crop((0, 0, page.width, page.height * 3 // 4))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of the first picture's ink that looks otherwise in the second; 1 where they differ in size."""
    if one.size != other.size:
        return 1.0
    smooth = [image.filter(ImageFilter.BoxBlur(1)) for image in (one, other)]
    apart = sum(ImageChops.difference(*smooth).histogram()[DIFFERENT:])
    return apart / max(1, sum(smooth[0].histogram()[: 255 - DIFFERENT]))


def small_png(image: Image.Image) -> bytes:
    """A picture in few bytes: 16 levels of grey are enough for this comparison."""
    target = io.BytesIO()
    image.quantize(16).save(target, "PNG", optimize=True)
    return target.getvalue()


def html_picture(page: bytes, browser: Browser) -> Image.Image:
    """The upper part of a page as Chromium draws it."""
    tab = browser.new_page(viewport={"width": 560, "height": 840})
    try:
        tab.set_content(page.decode(), wait_until="load")
        tab.evaluate("document.fonts.ready")
        with Image.open(io.BytesIO(tab.screenshot())) as image:
            return image.convert("L")
    finally:
        tab.close()


def golden(name: str) -> Image.Image:
    """The picture that somebody has looked at; ``name`` is a language, or "html-" and a language."""
    with Image.open(GOLDEN / f"{name}.png") as image:
        return image.convert("L")
