"""A report as plain values for a template: every text already in its language's words, digits and order."""

from collections.abc import Callable
from typing import Any

from kit.reports.context import Context
from kit.reports.fonts import families
from kit.reports.model import (
    Bars,
    Block,
    Column,
    Grid,
    KeyValues,
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

NOT_READ = ("svg", "digits", "id", "type", "tone", "language", "direction", "kind")  # what no reader sees as text
NUMERIC = ("integer", "decimal", "money")


def view(context: Context, adapt: Callable[[str], str] = str) -> dict[str, Any]:
    """What ``html.j2`` and ``workplan.typ`` receive; ``adapt`` changes each text for the format."""
    report = context.report
    values = {
        "language": report.language,
        "direction": report.direction,
        "kind": report.kind,
        "title": report.title,
        "subtitle": report.subtitle,
        "status": report.status,
        "confirmed": report.confirmed,
        "facts": [list(pair) for pair in context.facts],
        "notices": list(report.notices),
        "sources": list(report.sources),
        "sections": [_section(context, section) for section in report.sections],
        "words": {key: text for key, text in context.words.sentences.items() if isinstance(text, str)},
        "digits": context.format.digits("0123456789"),
        "footer": str(context.style.get("footer") or ""),
    }
    adapted: dict[str, Any] = _adapted(values, adapt)
    return adapted | {"style": dict(context.style), "fonts": list(families(report.language))}


def _adapted(value: Any, adapt: Callable[[str], str], key: str = "") -> Any:
    if isinstance(value, str):
        return value if key in NOT_READ else adapt(value)
    if isinstance(value, list):
        return [_adapted(item, adapt, key) for item in value]
    if isinstance(value, dict):
        return {name: _adapted(item, adapt, name) for name, item in value.items()}
    return value


def _section(context: Context, section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "level": section.level,
        # A table named as its section needs no second line that says so.
        "blocks": [_block(context, block) | {"named": _named(block, section)} for block in section.blocks],
    }


def _named(block: Block, section: Section) -> bool:
    return getattr(block, "title", None) != section.heading


def _block(context: Context, block: Block) -> dict[str, Any]:
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
            return _chart(context, block)
        case Note(text, tone):
            return {"type": "note", "text": text, "tone": tone}
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


def _chart(context: Context, chart: Timeline | Bars | Grid) -> dict[str, Any]:
    drawn = pictures(context, chart, "svg")
    return {
        "type": "chart",
        "id": chart.id,
        "title": chart.title,
        "alt": chart.alt,
        "pictures": [{"svg": picture.data.decode(), "title": picture.title} for picture in drawn.pictures],
        "remark": drawn.remark,
    }
