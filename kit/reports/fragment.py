"""Sections of a report as markup for a page of ours, in the page's own look: texts, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from kit.forms.board_tables import html_list, html_table
from kit.reports.locales import Formatter
from kit.reports.model import Block, KeyValues, Link, ListBlock, Note, Paragraph, Section, Table


def fragment(parts: Iterable[Block | Section], language: str, *, title: str = "") -> Markup:
    """Everything as text; charts and lines to sign have no place on a page and are left out."""
    head = Markup("<h2>{}</h2>").format(title) if title else Markup("")
    return head + Markup("").join(_part(part, Formatter(language)) for part in parts)


def _part(part: Block | Section, formatter: Formatter) -> Markup:
    match part:
        case Section():
            body = Markup("").join(_part(block, formatter) for block in part.blocks)
            return Markup("<h3>{}</h3>").format(part.heading) + body
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
            return _table(part, formatter)
        case _:
            return Markup("")


def _table(table: Table, formatter: Formatter) -> Markup:
    if not table.rows:
        return Markup("<p>{}</p>").format(table.empty)
    rows = ([formatter.cell(cell) for cell in row.cells] for row in table.rows)
    return html_table([column.heading for column in table.columns], rows, table.title)
