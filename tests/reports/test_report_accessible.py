"""PDF/UA-1 as far as it can be checked offline: a checker's rules, and the structure itself looked at with pikepdf.

`pdfua` covers 16 of the 106 rules that a machine can check; veraPDF, which covers them all, is a Java program that the
Python, npm and Debian registries do not have. test_report_other_programs.py asks `outloud` about every kind of PDF.
Typst itself refuses to write what breaks PDF/UA-1 where it can tell.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from report_examples import SAMPLES, full_report

from kit.reports.render import render

NOT_EVALUATED = {"UA-14-001"}
"""pdfua 0.1.3 fails on numbers in attributes of structure elements here; heading levels are checked below instead."""
SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"}


@pytest.fixture(scope="module", params=["en", "bn", "ur", "dv", "summary", "signature-sheet"])
def document(request: pytest.FixtureRequest) -> bytes:
    """The report with every block in scripts of four kinds, and the kinds that have pages of their own."""
    if request.param in SAMPLES:
        return render(full_report(request.param), "pdf")
    return render(replace(full_report(), kind=request.param), "pdf")


@pytest.fixture(scope="module")
def pdf(document: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document)) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """Every structure element in reading order, with the standard type that its own is mapped to."""
    root = pdf.Root.StructTreeRoot
    roles = {str(name): str(kind) for name, kind in dict(root.get("/RoleMap", {})).items()}
    found = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((roles.get(str(node.S), str(node.S)), node))
            if "/K" in node:
                walk(node.K)

    walk(root.K)
    return found


def test_pdf_passes_every_rule_of_the_checker(document: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(document)
    report = pdfua.validate(str(file))
    assert [(o.rule_id, str(f)) for o in report.outcomes for f in o.findings] == []
    assert {o.rule_id for o in report.outcomes if o.skipped_reason} <= NOT_EVALUATED
    assert len(report.outcomes) >= 12


def test_pdf_declares_marks_language_and_shows_its_title(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"]


def test_pdf_shows_nothing_outside_of_marked_content(pdf: pikepdf.Pdf) -> None:
    for number, page in enumerate(pdf.pages):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            assert depth > 0 or name not in SHOWS, (number, name, operands)
        assert depth == 0


def test_pdf_content_and_structure_name_each_other(pdf: pikepdf.Pdf) -> None:
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        marked = [
            int(operands[1]["/MCID"])
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
        ]
        assert max(Counter(marked).values()) == 1
        owners = parents[int(page.obj.StructParents)]
        assert all("/S" in owners[mark] for mark in marked)
        assert str(page.obj.get("/Tabs", "/S")) == "/S"


def test_pdf_pictures_say_what_they_show_and_links_where_they_lead(pdf: pikepdf.Pdf) -> None:
    figures = [node for kind, node in elements(pdf) if kind == "/Figure"]
    assert len(figures) >= 3
    assert all(str(figure.Alt).strip() for figure in figures)
    notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
    assert all("/StructParent" in note and str(note.get("/Contents", "")).strip() for note in notes)


def test_pdf_tables_have_heads_with_a_scope_and_rows_of_one_length(pdf: pikepdf.Pdf) -> None:
    found = elements(pdf)
    heads = [node for kind, node in found if kind == "/TH"]
    assert heads
    for head in heads:
        attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
        assert any(str(a.get("/Scope", "")) in ("/Column", "/Both") for a in attributes)
    rows = [[str(cell.S) for cell in node.K] for kind, node in found if kind == "/TR"]
    assert {len(row) for row in rows} <= {4, 7}  # the tables of the example


def test_pdf_headings_begin_at_the_first_level_and_skip_none(pdf: pikepdf.Pdf) -> None:
    levels = [int(kind[2:]) for kind, _ in elements(pdf) if kind[:2] == "/H" and kind[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pdf_fonts_are_embedded_and_their_glyphs_have_characters(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for font in page.resources.Font.values():
            assert "/ToUnicode" in font
            below = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in below or "/FontFile3" in below
