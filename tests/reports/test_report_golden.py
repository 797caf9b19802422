"""Each script's page looks as it did when it was looked at.

`python tests/reports/test_report_golden.py` draws those anew that look otherwise: look at each before it is kept.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typst
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, sync_playwright
from report_golden import (
    GOLDEN,
    IN_HTML,
    IN_OFFICE,
    LANGUAGES,
    TOLERANCE,
    difference,
    golden,
    html_picture,
    picture,
    short_report,
    small_png,
)

from kit.reports import typesetting
from kit.reports.fonts import FAMILIES, fonts_dir
from kit.reports.render import render

CHROMIUM, CHROMIUM_ARGUMENTS = "/usr/bin/chromium", ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
SHAPED = ("bn", "hi", "ne", "si", "ta", "ur")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_page_in_each_script_looks_like_its_golden_picture(language: str, tmp_path: Path) -> None:
    drawn = picture(render(short_report(language), "pdf"), tmp_path)
    assert difference(golden(language), drawn) < TOLERANCE


@pytest.mark.parametrize("language", IN_HTML)
def test_html_page_in_each_script_looks_like_its_golden_picture(language: str, browser: Browser) -> None:
    drawn = html_picture(render(short_report(language), "html"), browser)
    assert difference(golden(f"html-{language}"), drawn) < TOLERANCE


@pytest.mark.parametrize("language", SHAPED)
def test_font_that_has_lost_its_shaping_is_seen(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "fonts"
    shutil.copytree(fonts_dir(), broken)
    for file in broken.glob(f"{FAMILIES[language].replace(' ', '')}-*.ttf"):
        with TTFont(file) as font:
            del font["GSUB"]
            font.save(file)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(broken)])
    monkeypatch.setattr(typesetting, "shipped_fonts", lambda: fonts)
    drawn = picture(render(short_report(language), "pdf"), tmp_path)
    assert difference(golden(language), drawn) > 2 * TOLERANCE


def test_golden_pictures_are_small_and_there_is_one_for_each_language() -> None:
    wanted = {*LANGUAGES, *(f"html-{language}" for language in IN_HTML)}
    wanted |= {f"{form}-{language}" for form in ("docx", "xlsx") for language in IN_OFFICE}
    assert {file.stem for file in GOLDEN.glob("*.png")} == wanted
    assert all(file.stat().st_size < 60_000 for file in GOLDEN.glob("*.png"))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        pages = {language: picture(render(short_report(language), "pdf"), Path(folder)) for language in LANGUAGES}
        pages |= {f"html-{name}": html_picture(render(short_report(name), "html"), chromium) for name in IN_HTML}
        for name, drawn in pages.items():
            if not (GOLDEN / f"{name}.png").exists() or difference(golden(name), drawn) >= TOLERANCE:
                (GOLDEN / f"{name}.png").write_bytes(small_png(drawn))
