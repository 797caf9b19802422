"""Latin words in right-to-left documents: their letters, order and side; rows of Word and Excel and their heights."""

import base64
import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from fontTools.ttLib import TTFont
from report_examples import SAMPLES, full_report, table_report, text_report
from report_reading import pdf_reader, qn, xlsx_book

from kit.reports.model import Report, Section, Table
from kit.reports.render import render
from kit.reports.sheet_heights import row_points
from kit.reports.text import LEFT_TO_RIGHT_MARK, steady

ENGLISH = "40 people, 2 towns."


def in_urdu(text: str) -> Report:
    """A report in Urdu with one table, in which every other cell says ``text``."""
    table = table_report(1, text).sections[0].blocks[0]
    assert isinstance(table, Table)
    return replace(full_report("ur"), sections=(Section("activities", SAMPLES["ur"], (table,)),))


def letters_of(document: bytes, font_name: str) -> set[str]:
    """The letters that a PDF shows in one font."""
    found: set[str] = set()
    for page in pdf_reader(document).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            about = font.get_object()
            if font_name in str(about["/BaseFont"]):
                told = about["/ToUnicode"].get_object().get_data().decode("latin-1")
                found |= {chr(int(code, 16)) for code in re.findall(r"> ?<([0-9A-Fa-f]{4})>", told)}
    return found


def test_latin_words_in_an_urdu_pdf_take_the_latin_font() -> None:
    document = render(text_report(f"{SAMPLES['ur']} ({ENGLISH})", "ur"), "pdf")
    latin = set(re.findall("[A-Za-z0-9]", ENGLISH))
    assert latin <= letters_of(document, "WorkplanSans")
    assert letters_of(document, "WorkplanNastaliq")
    assert not {letter for letter in letters_of(document, "WorkplanNastaliq") if letter.isascii() and letter.isalnum()}


def test_font_within_an_urdu_page_has_no_latin_letters_of_its_own() -> None:
    page = render(full_report("ur"), "html").decode()
    (data,) = re.findall(r"Workplan Nastaliq\"; src: url\(data:font/ttf;base64,([^)]+)\)", page)
    with TTFont(io.BytesIO(base64.b64decode(data))) as font:
        assert not {chr(point) for point in font.getBestCmap()} & set("Aa0 ")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (ENGLISH, f"{LEFT_TO_RIGHT_MARK}{ENGLISH}{LEFT_TO_RIGHT_MARK}"),
        (SAMPLES["ur"], SAMPLES["ur"]),
        (f"{SAMPLES['ur']} (plan)", f"{SAMPLES['ur']} (plan)"),
        ("1 / 5", "1 / 5"),
        (f"{SAMPLES['ur']}\nplan.", f"{SAMPLES['ur']}\n{LEFT_TO_RIGHT_MARK}plan.{LEFT_TO_RIGHT_MARK}"),
    ],
)
def test_only_lines_without_a_right_to_left_letter_are_held_between_marks(text: str, kept: str) -> None:
    assert steady(text) == kept


def test_english_cell_of_an_urdu_word_table_keeps_its_order_and_an_english_document_has_no_marks() -> None:
    def cells(report: Report) -> set[str]:
        body = docx.Document(io.BytesIO(render(report, "docx"))).element.body
        return {"".join(t.text for t in cell.iter(qn("t"))) for cell in body.iter(qn("tc"))}

    assert f"{LEFT_TO_RIGHT_MARK}{ENGLISH}{LEFT_TO_RIGHT_MARK}" in cells(in_urdu(ENGLISH))
    assert ENGLISH in cells(table_report(1, ENGLISH))


def test_cells_of_an_urdu_sheet_begin_at_the_right_each_in_its_own_order_and_font() -> None:
    sheet = xlsx_book(render(in_urdu(ENGLISH), "xlsx"))["Activities"]
    english = sheet["C2"]
    assert (english.value, english.alignment.horizontal, english.alignment.readingOrder) == (ENGLISH, "right", 1)
    assert english.font.name == "Noto Sans"
    urdu = xlsx_book(render(in_urdu(SAMPLES["ur"]), "xlsx"))["Activities"]["C2"]
    assert (urdu.alignment.horizontal, urdu.alignment.readingOrder) == ("right", 2)
    assert urdu.font.name == "Noto Nastaliq Urdu"


def test_rows_are_as_high_as_their_texts_and_still_grow() -> None:
    with zipfile.ZipFile(io.BytesIO(render(table_report(2, "one two three four " * 12), "xlsx"))) as book:
        rows = re.findall(r"<row [^>]*>", book.read("xl/worksheets/sheet2.xml").decode())
    assert all(float(re.findall(r' ht="([^"]+)"', row)[0]) > 60 for row in rows[1:])
    assert not [row for row in rows if "customHeight" in row]


def test_height_counts_lines_in_the_columns_width_and_no_row_is_higher_than_excel_allows() -> None:
    assert row_points([]) == row_points([("one", 20)]) == 15
    assert row_points([("one", 20)], tall=True) == 34
    assert row_points([("one\ntwo\nthree", 20)]) > row_points([("one\ntwo", 20)]) > 15
    assert row_points([("x" * 100, 10)]) > row_points([("x" * 100, 50)])
    assert row_points([("one " * 9000, 10)]) == 409


def test_word_bullets_are_in_every_font_and_no_style_sets_letters_apart() -> None:
    word = docx.Document(io.BytesIO(render(full_report("ur"), "docx")))
    numbering = word.part.numbering_part.element
    assert "\uf0b7" not in {text.get(qn("val")) for text in numbering.iter(qn("lvlText"))}
    assert not [run for style in word.styles.element.iter(qn("rPr")) for run in style.findall(qn("spacing"))]


@pytest.mark.parametrize(("text", "kept"), [("short", True), ("long " * 400, False)])
def test_word_keeps_a_row_together_that_fits_a_page(text: str, kept: bool) -> None:
    body = docx.Document(io.BytesIO(render(table_report(1, text), "docx"))).element.body
    *_, last = body.iter(qn("tr"))
    assert (last.find(f"{qn('trPr')}/{qn('cantSplit')}") is not None) is kept
