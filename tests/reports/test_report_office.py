"""Word and Excel files look in LibreOffice as they did when they were looked at, and its letters are joined.

`python tests/reports/test_report_office.py` draws those anew that look otherwise: look at each before it is kept.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fontTools.ttLib import TTFont
from report_examples import full_report
from report_golden import GOLDEN, IN_OFFICE, TOLERANCE, difference, golden, short_report, small_png
from report_office import OFFICE, pages, shown
from report_reading import pdf_reader, pdf_words

from kit.reports.fonts import FAMILIES, fonts_dir
from kit.reports.render import Format, render

FORMS: tuple[Format, ...] = ("docx", "xlsx")
SHAPED = ("bn", "hi", "si", "ta", "ur")
DRAWN_WITH = "LibreOffice 7.4"
"""Another version breaks lines elsewhere."""
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: `make test-setup` installs it")


def short_documents(languages: tuple[str, ...]) -> dict[str, bytes]:
    """Files by name: each script's short report in both formats."""
    return {f"{form}-{name}.{form}": render(short_report(name), form) for name in languages for form in FORMS}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What LibreOffice makes of the short reports, and of a full one in Urdu."""
    full = {f"full-{form}.{form}": render(full_report("ur"), form) for form in FORMS}
    return shown(short_documents(IN_OFFICE) | full, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_opens_the_document_and_shows_every_section(form: str, documents: dict[str, bytes]) -> None:
    words = pdf_words(documents[f"full-{form}"])
    for word in ("Timeline", "Activities", "A-0011", "Fund"):
        assert word in words


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", IN_OFFICE)
def test_document_in_each_script_looks_like_its_golden_picture(
    form: str, language: str, documents: dict[str, bytes], tmp_path: Path
) -> None:
    pdf = documents[f"{form}-{language}"]
    maker = str(pdf_reader(pdf).metadata.producer)
    if not maker.startswith(DRAWN_WITH):
        pytest.skip(f"the golden pictures were drawn with {DRAWN_WITH}, here is {maker}")
    assert difference(golden(f"{form}-{language}"), pages(pdf, tmp_path)) < TOLERANCE


def test_font_that_has_lost_its_shaping_is_seen_in_word_and_excel(documents: dict[str, bytes], tmp_path: Path) -> None:
    broken = tmp_path / "fonts"
    shutil.copytree(fonts_dir(), broken)
    for language in SHAPED:
        for file in broken.glob(f"{FAMILIES[language].replace(' ', '')}-*.ttf"):
            with TTFont(file) as font:
                del font["GSUB"]
                font.save(file)
    drawn = shown(short_documents(SHAPED), tmp_path, broken)
    apart = {name: difference(pages(documents[name], tmp_path), pages(pdf, tmp_path)) for name, pdf in drawn.items()}
    assert len(apart) == len(SHAPED) * len(FORMS)
    assert not {name: share for name, share in apart.items() if share < 2 * TOLERANCE}


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for name, pdf in shown(short_documents(IN_OFFICE), Path(folder)).items():
            drawn = pages(pdf, Path(folder))
            if not (GOLDEN / f"{name}.png").exists() or difference(golden(name), drawn) >= TOLERANCE:
                (GOLDEN / f"{name}.png").write_bytes(small_png(drawn))
