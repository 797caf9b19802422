"""Each format holds what the report says, in the order and with the aids that its readers need."""

import base64
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import nbformat
import pytest
from fontTools.ttLib import TTFont
from nbconvert.exporters import get_exporter
from report_examples import SAMPLES, full_report, table_report
from report_reading import docx_text, html_parts, pdf_reader, pdf_text, pdf_words, qn, xlsx_book

from kit.reports.codec import to_json
from kit.reports.fonts import FAMILIES
from kit.reports.model import MIME_TYPE
from kit.reports.render import FORMATS, render
from kit.reports.word_xml import PARAGRAPH_ORDER, RUN_ORDER, TABLE_ORDER

RTL = ["ur", "dv"]


@pytest.mark.parametrize("language", SAMPLES)
def test_html_in_each_language_says_its_language_direction_and_text(language: str) -> None:
    text, tags = html_parts(render(full_report(language), "html"))
    html = dict(tags)["html"]
    assert html == {"lang": language, "dir": "rtl" if language in RTL else "ltr"}
    assert text.count(SAMPLES[language]) >= 12


def test_html_loads_nothing_and_runs_nothing() -> None:
    document = render(full_report(), "html")
    _, tags = html_parts(document)
    assert not [tag for tag, _ in tags if tag in ("script", "link", "iframe", "object")]
    addresses = [value for _, attributes in tags for name, value in attributes.items() if name in ("src", "href")]
    assert all(value and value.startswith(("#", "data:")) for value in addresses)
    assert b"url(" not in document.replace(b"url(#", b"")


@pytest.mark.parametrize("language", SAMPLES)
def test_html_carries_the_font_of_its_script_with_the_letters_that_it_shows(language: str) -> None:
    document = render(full_report(language), "html").decode()
    faces = re.findall(r'@font-face { font-family: "([^"]+)"; src: url\(data:font/ttf;base64,([^)]+)\)', document)
    assert [family for family, _ in faces] == ([FAMILIES[language]] if language in FAMILIES else [])
    assert document.count("url(") == document.count("url(#") + len(faces)
    for _, data in faces:
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            # The space within Urdu is the Latin font's: see test_report_mixed.py.
            assert set(map(ord, SAMPLES[language])) <= set(font.getBestCmap()) | {0x200D, 0x200C, 0x20}
            assert {table for table in ("GSUB", "GDEF") if table in font} == {"GSUB", "GDEF"} or language == "dv"
            assert "Copyright" in font["name"].getDebugName(0)


@pytest.mark.parametrize(("language", "code", "shown"), [("ne", r"PAGE \* HINDIARABIC", "१"), ("bn", "PAGE", "১")])
def test_docx_numbers_its_pages_in_the_languages_digits_where_word_has_them(
    language: str, code: str, shown: str
) -> None:
    footer = docx.Document(io.BytesIO(render(full_report(language), "docx"))).sections[0].footer._element
    assert next(footer.iter(qn("instrText"))).text.strip() == code
    assert shown in [text.text for text in footer.iter(qn("t"))]


def test_html_contents_lead_to_every_section_and_charts_have_alternative_text() -> None:
    _, tags = html_parts(render(full_report(), "html"))
    ids = {attributes["id"] for _, attributes in tags if "id" in attributes}
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert {f"#section-{section.id}" for section in full_report().sections} <= set(links)
    assert all(link and link[1:] in ids for link in links)
    assert [a["aria-label"] for _, a in tags if a.get("role") == "img"][1].startswith("Twelve activities")


@pytest.mark.parametrize("language", SAMPLES)
def test_pdf_in_each_language_is_tagged_titled_and_declares_ua(language: str) -> None:
    reader = pdf_reader(render(full_report(language), "pdf"))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert SAMPLES[language] in reader.metadata.title
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data().replace(b" ", b"")
    fonts = {font.split("+")[-1] for page in reader.pages for font in _fonts(page)}
    assert fonts
    assert all(font.startswith("Workplan") for font in fonts)


def _fonts(page: object) -> list[str]:
    return [str(f.get_object()["/BaseFont"]).lstrip("/") for f in page["/Resources"]["/Font"].values()]  # type: ignore[index]


def test_pdf_shows_status_and_number_on_every_page_and_bookmarks_every_section() -> None:
    reader = pdf_reader(render(full_report(), "pdf"))
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "Draft" in text
        assert f"{number} / {len(reader.pages)}" in text

    def titles(outline: list[object]) -> list[str]:
        return [t for item in outline for t in (titles(item) if isinstance(item, list) else [item.title])]  # type: ignore[attr-defined]

    assert [s.heading for s in full_report().sections] == titles(reader.outline)[-7:-1]


def test_pdf_contents_name_the_page_on_which_each_section_stands() -> None:
    reader = pdf_reader(render(full_report(), "pdf"))
    contents = re.sub(r"\s+", " ", reader.pages[0].extract_text()).split("Contents ")[-1]
    found = dict(re.findall(r"([A-Z][^.]*?) ?(?:\. ?){3,}(\d+)", contents))
    for section in full_report().sections:
        assert section.heading in reader.pages[int(found[section.heading]) - 1].extract_text()
    assert len(set(found.values())) > 1


def test_pdf_parts_no_row_that_fits_a_page() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve " * 4
    reader = pdf_reader(render(table_report(40, words), "pdf"))
    text = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    assert sum(page.count(words.strip()) for page in text) == 40


@pytest.mark.parametrize(
    ("cell", "look"), [("BD-01", "short"), ("District administration", "words"), ("a" * 300, "long")]
)
def test_html_breaks_an_address_anywhere_words_between_words_and_a_number_of_an_activity_nowhere(
    cell: str, look: str
) -> None:
    cells = [kept for tag, kept in html_parts(render(table_report(1, cell), "html"))[1] if tag == "td"]
    assert look in [kept["class"] for kept in cells]


def test_docx_holds_only_the_styles_and_parts_that_it_uses() -> None:
    document = render(full_report(), "docx")
    word = docx.Document(io.BytesIO(document))
    used = {p.style.name for p in word.paragraphs if p.style} | {"Header", "Footer"}
    assert used <= {style.name for style in word.styles}
    assert len(word.styles) < 30
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        assert not [name for name in file.namelist() if "WithEffects" in name or "thumbnail" in name]
        targets = re.findall(rb'PartName="/([^"]+)"', file.read("[Content_Types].xml"))
        assert {target.decode() for target in targets} <= set(file.namelist())


def test_same_report_gives_the_same_pdf_html_and_workbook_bytes() -> None:
    for form in ("html", "pdf", "xlsx"):
        assert render(full_report(), form) == render(full_report(), form)


def test_docx_has_heading_styles_contents_page_fields_and_repeated_heads() -> None:
    document = render(full_report(), "docx")
    word = docx.Document(io.BytesIO(document))
    styles = [p.style.name for p in word.paragraphs]
    assert styles.count("Heading 1") == 6
    assert styles.count("Heading 2") == 1
    codes = " ".join(t.text for t in word.element.body.iter(qn("instrText")))
    assert "TOC " in codes
    assert {t.text.strip() for t in word.sections[0].footer._element.iter(qn("instrText"))} == {"PAGE", "NUMPAGES"}
    assert "Draft" in word.sections[0].header.paragraphs[0].text
    assert all(
        len(t.findall(f"{qn('tr')}/{qn('trPr')}/{qn('tblHeader')}")) == 1 for t in word.element.body.iter(qn("tbl"))
    )
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(described) == 3
    assert all(described)


@pytest.mark.parametrize("language", RTL)
def test_docx_in_a_right_to_left_language_marks_paragraphs_runs_and_tables(language: str) -> None:
    body = docx.Document(io.BytesIO(render(full_report(language), "docx"))).element.body
    assert all(
        p.find(f"{qn('pPr')}/{qn('bidi')}") is not None for p in body.iter(qn("p")) if p.find(qn("r")) is not None
    )
    assert all(t.find(f"{qn('tblPr')}/{qn('bidiVisual')}") is not None for t in body.iter(qn("tbl")))
    for run in body.iter(qn("r")):
        text = "".join(t.text or "" for t in run.findall(qn("t")))
        if re.search("[\u0600-\u07bf]", text):
            assert run.find(f"{qn('rPr')}/{qn('rtl')}") is not None, text


# ECMA-376 part 1: 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70 (tcPr), 17.4.82 (trPr is a choice), 17.6.17 (sectPr),
# 17.4.38 (tbl), 17.4.66 (tc).
TABLE_CELL_ORDER = """
    cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
"""
SECTION_ORDER = """
    headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
    formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
"""
ORDERS = {
    "pPr": PARAGRAPH_ORDER,
    "rPr": RUN_ORDER,
    "tblPr": TABLE_ORDER,
    "tcPr": tuple(TABLE_CELL_ORDER.split()),
    "sectPr": tuple(SECTION_ORDER.split()),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("tblPrEx", "trPr", "tc"),
    "tc": ("tcPr", "p"),
    "tblBorders": ("top", "start", "left", "bottom", "end", "right", "insideH", "insideV"),
    "tblCellMar": ("top", "start", "left", "bottom", "end", "right"),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "numPr": ("ilvl", "numId"),
}


def test_docx_settings_of_runs_and_paragraphs_are_in_the_order_that_the_standard_writes() -> None:
    """Some neighbours that Word refuses in the other order."""
    for order, pairs in (
        (PARAGRAPH_ORDER, "pStyle keepNext keepNext numPr numPr pBdr pBdr shd shd bidi bidi spacing spacing jc jc rPr"),
        (RUN_ORDER, "rFonts b b bCs bCs color color sz sz szCs szCs shd shd rtl rtl lang"),
        (TABLE_ORDER, "bidiVisual tblW tblW tblBorders tblBorders tblLayout tblLayout tblCellMar tblLook tblCaption"),
    ):
        names = pairs.split()
        assert all(order.index(a) < order.index(b) for a, b in zip(names[::2], names[1::2], strict=True))


@pytest.mark.parametrize("kind", ["country-workplan", "summary", "signature-sheet"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_docx_elements_stand_in_the_order_of_the_schema(language: str, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(render(replace(full_report(language), kind=kind), "docx"))) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/(document|styles|header\d|footer\d)\.xml", n)]
        from lxml import etree

        for name in names:
            tree = etree.fromstring(archive.read(name))
            for tag, order in ORDERS.items():
                for element in tree.iter(qn(tag)):
                    places = [order.index(etree.QName(child).localname) for child in element]
                    assert places == sorted(places), (name, etree.tostring(element))


def test_xlsx_has_dropdowns_date_checks_frozen_head_filter_and_hidden_ids() -> None:
    sheet = xlsx_book(render(full_report(), "xlsx"))["Activities"]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert {"list", "date", "decimal"} <= set(rules)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:I13"
    assert sheet.column_dimensions["A"].hidden
    assert [cell.value for cell in sheet["A"]] == ["id", *(f"id-{n:04d}" for n in range(12))]
    assert sheet["E2"].is_date
    assert (sheet["G2"].value, sheet["H2"].value) == (1234567.5, "BDT")


def test_xlsx_timeline_is_coloured_by_a_rule_on_the_dates() -> None:
    book = xlsx_book(render(full_report(), "xlsx"))
    sheet = book["When activities happen"]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert [rule.formula for rule in rules] == [["AND($D2<EDATE(F$1,1),$E2>=F$1)"]]


@pytest.mark.parametrize("language", RTL)
def test_xlsx_in_a_right_to_left_language_reads_from_the_right(language: str) -> None:
    book = xlsx_book(render(full_report(language), "xlsx"))
    assert all(sheet.sheet_view.rightToLeft for sheet in book if sheet.sheet_state == "visible")


def test_table_of_2000_rows_loses_none_in_any_format() -> None:
    report, wanted = table_report(2000), {f"A-{n:04d}" for n in range(2000)}
    found = {
        "html": html_parts(render(report, "html"))[0],
        "pdf": pdf_words(render(report, "pdf")),
        "docx": docx_text(render(report, "docx")),
        "xlsx": "\n".join(str(c.value) for c in xlsx_book(render(report, "xlsx"))["Activities"]["B"]),
    }
    for form, text in found.items():
        refs = re.findall(r"A-\d{4}", text)
        assert (len(refs), set(refs)) == (2000, wanted), form


@pytest.mark.parametrize("form", FORMATS)
def test_exporter_found_by_name_renders_the_notebooks_report(form: str) -> None:
    output = nbformat.v4.new_output("display_data", {MIME_TYPE: to_json(full_report())})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("secret code", outputs=[output])])
    exporter = get_exporter(f"workplan-{form}")()
    document, resources = exporter.from_notebook_node(notebook)
    assert resources["output_extension"] == f".{form}"
    assert (document.encode() if isinstance(document, str) else document)[:4] in (b"<!DO", b"%PDF", b"PK\x03\x04")
    assert "secret code" not in str(document)


def test_organisers_folder_changes_wording_colour_order_and_logo(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yaml").write_text("contents: What is inside\n", encoding="utf-8")
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )
    style = 'logo: logo.svg\nlogo_text: The hub\ncolours: {accent: "#123456"}\nsection_order: [risks]\n'
    style += "hidden_sections: [timeline]\n"
    (tmp_path / "style.yaml").write_text(style, encoding="utf-8")
    text, tags = html_parts(render(full_report(), "html", [tmp_path]))
    assert "What is inside" in text
    assert "--accent: #123456" in text
    assert [a["id"] for tag, a in tags if tag == "section"][:2] == ["section-risks", "section-priorities"]
    assert "section-timeline" not in str(tags)
    assert [a["alt"] for tag, a in tags if tag == "img"] == ["The hub"]
    assert "What is inside" in pdf_text(render(full_report(), "pdf", [tmp_path]))
    assert "What is inside" in docx_text(render(full_report(), "docx", [tmp_path]))


def test_sentence_with_a_wrong_place_falls_back_to_english(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yaml").write_text('page_of: "{page.__class__} {nobody}"\n', encoding="utf-8")
    assert "Page 1 of 1" in docx_text(render(full_report(), "docx", [tmp_path]))
