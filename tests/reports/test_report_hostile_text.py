"""Text from people is data in every format, and what a format cannot hold is visibly marked, never silently lost."""

import io
import logging
import zipfile
from xml.etree import ElementTree

import pytest
from report_examples import text_report
from report_hostile import CORPUS
from report_reading import docx_text, html_parts, pdf_reader, pdf_text, xlsx_book, xlsx_cells

from kit.reports.fonts import drawable
from kit.reports.render import render
from kit.reports.text import LOST, clean

CASES = [(name, "en") for name in CORPUS] + [(name, "ur") for name in ("bidi", "emoji", "html", "joiners")]


def flat(text: str) -> str:
    """Text without what a layout may change: white space, break places and direction marks."""
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\u2066\u2067\u2068\u2069\u202a\u202b\u202c")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_hostile_text_in_html_is_text(name: str, language: str) -> None:
    text, tags = html_parts(render(text_report(CORPUS[name], language), "html"))
    assert flat(clean(CORPUS[name])) in flat(text)
    assert not [tag for tag, _ in tags if tag in ("script", "iframe", "w:p")]
    assert not [attributes for _, attributes in tags if any(key.startswith("on") for key in attributes)]
    assert "49" not in text if name == "jinja" else True


@pytest.mark.parametrize(("name", "language"), CASES)
def test_hostile_text_in_pdf_is_text(name: str, language: str) -> None:
    document = render(text_report(CORPUS[name], language), "pdf")
    assert flat(pdf_reader(document).metadata.title or "") == flat(drawable(clean(CORPUS[name])))
    text = pdf_text(document, pages=6)
    assert "root:x:0" not in text
    if name in ("typst", "jinja", "html", "formula", "math", "braces", "long") and language == "en":
        assert flat(clean(CORPUS[name]))[:60] in flat(text)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_hostile_text_in_docx_is_text_in_well_formed_xml(name: str, language: str) -> None:
    document = render(text_report(CORPUS[name], language), "docx")
    assert flat(clean(CORPUS[name])) in flat(docx_text(document))
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(part))


@pytest.mark.parametrize(("name", "language"), CASES)
def test_hostile_text_in_xlsx_is_a_string_and_never_a_formula_or_link(name: str, language: str) -> None:
    document = render(text_report(CORPUS[name], language), "xlsx")
    cells = xlsx_cells(document)
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    assert any(flat(str(cell.value)) == flat(clean(CORPUS[name])) for cell in cells)
    assert all(len(sheet.title) <= 31 for sheet in xlsx_book(document))


def test_forbidden_characters_and_overrides_are_marked() -> None:
    assert clean("a\x00b\x1bc\ud800d\u202ee") == f"a{LOST}b{LOST}c{LOST}d{LOST}e"


def test_open_isolates_are_closed_at_the_line_end_and_lone_closers_dropped() -> None:
    assert clean("\u2067a\nb\u202cc\u202bd") == "\u2067a\u2069\nbc\u202bd\u202c"


def test_joiners_survive_cleaning_and_drawing() -> None:
    assert drawable(clean(CORPUS["joiners"])) == CORPUS["joiners"]


def test_character_without_a_glyph_is_replaced_visibly_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert drawable("ok 漢 👍🏽") == f"ok {LOST} 👍"
    assert "U+6F22" in caplog.text
