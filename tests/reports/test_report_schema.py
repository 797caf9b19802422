"""Word and Excel files are what the standard says: elements in order, values, references (ECMA-376).

`openxml-audit` carries the schemas and rules of Microsoft's Open XML SDK; Word is stricter than LibreOffice.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from report_examples import SAMPLES, full_report, text_report
from report_hostile import CORPUS
from report_reading import qn

from kit.reports.render import Format, render

KINDS = ("summary", "signature-sheet", "follow-up")


@cache
def validator() -> OpenXmlValidator:
    """One for all files: it reads the schemas once."""
    return OpenXmlValidator()


@cache
def word_file() -> bytes:
    return render(full_report("ur"), "docx")


def findings(document: bytes, form: Format, folder: Path) -> list[str]:
    """What the validator has to say, with the part of the file."""
    file = folder / f"report.{form}"
    file.write_bytes(document)
    return [f"{found.part_uri}: {found.description}" for found in validator().validate(file).errors]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("language", SAMPLES)
def test_file_in_each_language_is_what_the_standard_says(language: str, form: Format, tmp_path: Path) -> None:
    assert findings(render(full_report(language), form), form, tmp_path) == []


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_file_of_each_kind_is_what_the_standard_says(kind: str, form: Format, tmp_path: Path) -> None:
    assert findings(render(replace(full_report("ur"), kind=kind), form), form, tmp_path) == []


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_no_text_of_a_person_makes_a_file_invalid(form: Format, tmp_path: Path) -> None:
    found = {name: findings(render(text_report(text), form), form, tmp_path) for name, text in CORPUS.items()}
    assert not {name: told for name, told in found.items() if told}


def reversed_children(tag: str) -> Callable[[Any], None]:
    def change(tree: Any) -> None:
        element = next(each for each in tree.iter(qn(tag)) if len({child.tag for child in each}) > 1)
        element[:] = list(element)[::-1]

    return change


def unknown_style(tree: Any) -> None:
    next(tree.iter(qn("pStyle"))).set(qn("val"), "nowhere")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        *[
            (f"document {tag}", reversed_children(tag))
            for tag in ("pPr", "rPr", "tblPr", "tcPr", "sectPr", "tbl", "tc")
        ],
        *[(f"styles {tag}", reversed_children(tag)) for tag in ("style", "pPr", "rPr")],
        *[(f"numbering {tag}", reversed_children(tag)) for tag in ("numbering", "abstractNum", "lvl")],
        ("settings settings", reversed_children("settings")),
        ("header1 p", reversed_children("p")),
        ("footer1 r", reversed_children("r")),
        ("document pStyle", unknown_style),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_validator_sees_what_word_would_refuse(part: str, change: Callable[[Any], None], tmp_path: Path) -> None:
    name, target = f"word/{part.split()[0]}.xml", io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as good, zipfile.ZipFile(target, "w") as bad:
        for each in good.namelist():
            content = good.read(each)
            if each == name:
                tree = etree.fromstring(content)
                change(tree)
                content = etree.tostring(tree)
            bad.writestr(each, content)
    assert findings(target.getvalue(), "docx", tmp_path)
