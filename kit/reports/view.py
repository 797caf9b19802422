"""A report as plain values for a template: every text already in its language's words, digits and order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kit.reports.context import Context
from kit.reports.fonts import families
from kit.reports.model import (
    COMPACT,
    Bars,
    Block,
    Chart,
    Column,
    Grid,
    KeyValues,
    Link,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Section,
    Signatures,
    Table,
    Timeline,
)
from kit.reports.pictures import pictures
from kit.reports.qr import qr_svg
from kit.reports.text import map_plain
from kit.words import say

NUMERIC = ("integer", "decimal", "money")


Images = Mapping[Chart, Sequence[bytes]]


def view(context: Context, adapt: Callable[[str], str] = str, drawn: Images | None = None) -> dict[str, Any]:
    """What ``html.j2`` and ``workplan.typ`` receive; ``adapt`` changes each text for the format.

    ``drawn`` holds each chart's pictures as SVG, for the format that cannot draw them from their places.
    """
    report = context.report
    values = {
        "language": report.language,
        "direction": report.direction,
        "kind": report.kind,
        "compact": report.kind in COMPACT,
        "title": report.title,
        "subtitle": report.subtitle,
        "status": report.status,
        "confirmed": report.confirmed,
        "facts": [list(pair) for pair in context.facts],
        "notices": list(report.notices),
        "sources": list(report.sources),
        "sections": [_section(context, section, drawn) for section in report.sections],
        "words": {key: text for key, text in context.words.sentences.items() if isinstance(text, str)},
        "digits": context.format.digits("0123456789"),
        "separator": say("form.row_separator", report.language),
        "footer": str(context.style.get("footer") or ""),
    }
    adapted: dict[str, Any] = map_plain(values, adapt) if adapt is not str else values
    return adapted | {"style": dict(context.style), "fonts": list(families(report.language))}


def _section(context: Context, section: Section, drawn: Images | None) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "level": section.level,
        # A table named as its section needs no second line that says so.
        "blocks": [_block(context, block, drawn) | {"named": _named(block, section)} for block in section.blocks],
    }


def _named(block: Block, section: Section) -> bool:
    return getattr(block, "title", None) != section.heading


def _block(context: Context, block: Block, drawn: Images | None) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"type": "paragraph", "text": text}
        case ListBlock(items, ordered):
            return {"type": "list", "items": list(items), "ordered": ordered}
        case KeyValues(pairs):
            return {"type": "key-values", "pairs": [list(pair) for pair in pairs]}
        case Table():
            return _table(context, block)
        case Timeline() | Bars() | Grid():
            return _chart(context, block, drawn)
        case Note(text, tone):
            return {"type": "note", "text": text, "tone": tone}
        case Link(text, url):
            return {"type": "link", "text": text, "url": url, "svg": qr_svg(url)}
        case Signatures(lines):
            return {"type": "signatures", "lines": [list(line) for line in lines]}
        case PageBreak():
            return {"type": "page-break"}


def _table(context: Context, table: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "id": table.id,
        "title": table.title,
        "landscape": table.landscape,
        "empty": table.empty or context.words("empty_table"),
        "columns": [_column(column, table) for column in table.columns],
        "rows": [{"id": row.id, "cells": [context.format.cell(cell) for cell in row.cells]} for row in table.rows],
    }


def _column(column: Column, table: Table) -> dict[str, Any]:
    share = column.weight / sum(other.weight for other in table.columns)
    return {"heading": column.heading, "type": column.type, "numeric": column.type in NUMERIC, "share": round(share, 4)}


def _chart(context: Context, chart: Chart, images: Images | None) -> dict[str, Any]:
    drawn = pictures(context, chart)
    files = images[chart] if images is not None else ()
    shown: list[dict[str, Any]] = [{"svg": file.decode()} for file in files]
    shown = shown or [{"plot": picture.plot} for picture in drawn.pictures]
    return {
        "type": "chart",
        "id": chart.id,
        "title": chart.title,
        "alt": chart.alt,
        "pictures": [{"title": picture.title} | one for picture, one in zip(drawn.pictures, shown, strict=True)],
        "remark": drawn.remark,
    }
