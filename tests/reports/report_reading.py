"""Read documents back as their readers would, for tests only."""

import io
import subprocess
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
from pypdf import PdfReader


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def html_parts(document: bytes) -> tuple[str, list[tuple[str, dict[str, str | None]]]]:
    """The texts of a page and its tags with attributes."""
    parser = _Text()
    parser.feed(document.decode())
    return "\n".join(parser.texts), parser.tags


def docx_text(document: bytes) -> str:
    """Every ``w:t`` of the body, headers and footers."""
    word = docx.Document(io.BytesIO(document))
    parts = [word.element.body, word.sections[0].header._element, word.sections[0].footer._element]
    return "\n".join("".join(t.text or "" for t in p.iter(qn("t"))) for part in parts for p in part.iter(qn("p")))


def qn(name: str) -> str:
    """A WordprocessingML tag."""
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def xlsx_book(document: bytes) -> Any:
    """The workbook with formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(document))


def xlsx_cells(document: bytes) -> list[Any]:
    """Every cell that has a value."""
    return [c for s in xlsx_book(document) for row in s.iter_rows() for c in row if c.value is not None]


def pdf_reader(document: bytes) -> PdfReader:
    """The PDF opened."""
    return PdfReader(io.BytesIO(document))


def pdf_words(document: bytes) -> str:
    """All words of a PDF, by poppler: many times quicker than `pdf_text` for a long table."""
    command = ["pdftotext", "-q", "-", "-"]
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode("utf-8")


def pdf_text(document: bytes, pages: int | None = None) -> str:
    """The words of a PDF's first pages; complex scripts do not survive this in any engine's PDF."""
    return "\n".join(page.extract_text() for page in pdf_reader(document).pages[:pages])
