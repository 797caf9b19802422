"""XLSX as a working tool: one sheet for each table, checks on entry, hidden record ids, a timeline at a glance."""

import io
from datetime import UTC, datetime

import xlsxwriter

from kit.reports.context import Context
from kit.reports.model import (
    Bars,
    Grid,
    KeyValues,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Section,
    Signatures,
    Table,
    Timeline,
)
from kit.reports.sheet_charts import write_bars, write_grid
from kit.reports.sheet_tables import write_table
from kit.reports.sheet_timeline import write_timeline
from kit.reports.sheet_tools import TEXT_POINTS, TITLE_POINTS, Book, Look, put_text

LABEL_WIDTH, TEXT_WIDTH = 28, 90


def render_xlsx(context: Context) -> bytes:
    """The report as an Excel workbook; no text of a person is ever a formula or a link."""
    report = context.report
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        made = datetime(report.made_on.year, report.made_on.month, report.made_on.day, tzinfo=UTC)
        workbook.set_properties(
            {
                "title": report.title[:255],
                "subject": report.status[:255],
                "author": report.workshop[:255],
                "created": made.replace(tzinfo=None),
            }
        )
        book = Book(workbook, context)
        _about(book)
        for section in context.report.sections:
            _section(book, section)
        book.write_lists()
    return target.getvalue()


def _section(book: Book, section: Section) -> None:
    for block in section.blocks:
        match block:
            case Table():
                write_table(book, block)
            case Timeline():
                write_timeline(book, block)
            case Bars():
                write_bars(book, block)
            case Grid():
                write_grid(book, block)


def _about(book: Book) -> None:
    """The first sheet: what this is, draft or confirmed, and every sentence that stands outside the tables."""
    report, words = book.context.report, book.context.words
    sheet = book.sheet(words("about_sheet"))
    sheet.set_column(0, 0, LABEL_WIDTH, book.wrapped.usual)
    sheet.set_column(1, 1, TEXT_WIDTH, book.wrapped.usual)
    lines: list[tuple[str, str, Look]] = [
        ("", report.status, book.confirmed if report.confirmed else book.draft),
        ("", report.title, book.title),
        ("", report.subtitle, book.wrapped),
        *((label, value, book.wrapped) for label, value in book.context.facts),
        *(("", notice, book.wrapped) for notice in report.notices),
        ("", words("hidden_id_note"), book.muted),
    ]
    for section in report.sections:
        lines.append((section.heading, "", book.bold))
        lines += [(label, text, book.wrapped) for label, text in _texts(section)]
    lines += [
        (words("sources") if not number else "", text, book.wrapped) for number, text in enumerate(report.sources)
    ]
    for row, (label, text, style) in enumerate([line for line in lines if any(line[:2])]):
        size = TITLE_POINTS if style is book.title else TEXT_POINTS
        book.fit(sheet, row, ((label, LABEL_WIDTH), (text, TEXT_WIDTH)), size=size)
        put_text(sheet, row, 0, label, book.bold)
        put_text(sheet, row, 1, text, style)


def _texts(section: Section) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    for block in section.blocks:
        match block:
            case Paragraph(text) | Note(text):
                texts.append(("", text))
            case ListBlock(items):
                texts += [("", item) for item in items]
            case Link(text, url):
                texts.append((text, url))
            case KeyValues(pairs) | Signatures(pairs):
                texts += list(pairs)
    return texts
