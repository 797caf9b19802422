"""Sections of a report as markup for a page of ours, in the page's own look: texts, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from kit.forms.board_tables import html_list, html_table
from kit.reports.locales import Formatter
from kit.reports.model import Block, KeyValues, Link, ListBlock, Note, Paragraph, Section, Table


def fragment(parts: Iterable[Block | Section], language: str, *, title: str = "") -> Markup:
    """Everything as text; charts and lines to sign have no place on a page and are left out.

    Sections fold, for a phone shows little at once: the first stands open.
    """
    formatter, unfolded = Formatter(language), False
    made = Markup("<h2>{}</h2>").format(title) if title else Markup("")
    for part in parts:
        if isinstance(part, Section):
            made += _section(part, formatter, opened=not unfolded)
            unfolded = True
        else:
            made += _block(part, formatter)
    return made


def _section(section: Section, formatter: Formatter, *, opened: bool) -> Markup:
    body = Markup("").join(
        _table(block, formatter, section.heading) if isinstance(block, Table) else _block(block, formatter)
        for block in section.blocks
    )
    fold = Markup(" open") if opened else Markup("")
    return Markup("<details class='kit-fold'{}><summary>{}</summary>{}</details>").format(fold, section.heading, body)


def _block(block: Block, formatter: Formatter) -> Markup:
    match block:
        case Paragraph(text):
            return Markup("<p>{}</p>").format(text)
        case Note(text):
            return Markup("<p class='kit-note'>{}</p>").format(text)
        case Link(text, url):
            return Markup("<p>{} <a href='{}'>{}</a></p>").format(text, url, url)
        case ListBlock(items):
            return html_list(items)
        case KeyValues(pairs):
            return html_list(f"{label}: {value}" for label, value in pairs)
        case Table():
            return _table(block, formatter)
        case _:
            return Markup("")


def _table(table: Table, formatter: Formatter, heading: str = "") -> Markup:
    """A table; one that is named as the section around it needs no second line that says so."""
    if not table.rows:
        return Markup("<p>{}</p>").format(table.empty)
    rows = ([formatter.cell(cell) for cell in row.cells] for row in table.rows)
    return html_table([column.heading for column in table.columns], rows, table.title if table.title != heading else "")
