"""How many delegations gave each answer to the mapping's findings, where not all of them may be named."""

from __future__ import annotations

from typing import Any

from kit.domain.form import Choice
from kit.domain.grid import Grid, GridRow
from kit.domain.workshop import Workshop
from kit.words import say
from kit.words.formats import digits


def spread_board(grid: Grid, workshop: Workshop, language: str) -> dict[str, Any]:
    """Findings by answers: a mark for each delegation, with its code where it may be told."""
    form = workshop.forms.get("mapping_response")
    asked = form.question("relevance") if form else None
    answers = asked.choices if asked else ()
    heads = [say("form.grid_finding", language), *(answer.label.to(language) for answer in answers)]
    return {
        "caption": say("form.grid_caption", language),
        "heads": [*heads, say("form.spread_answered", language)],
        "short": [digits(_short(answer.name), language) for answer in answers],
        "rows": [_row(row, answers, language) for row in grid.rows],
        "legend": say("form.spread_legend", language),
        "scale": " · ".join(_key(answer, language) for answer in answers),
    }


def _short(answer: str) -> str:
    """What stands for an answer over a narrow column."""
    return answer if answer.isdigit() else "?"


def _key(answer: Choice, language: str) -> str:
    label = answer.label.to(language)
    return label if answer.name.isdigit() else f"? {label}"


def _row(row: GridRow, answers: tuple[Choice, ...], language: str) -> dict[str, Any]:
    return {
        "finding": row.finding,
        "text": row.text,
        "cells": [_cell(row, answer.name) for answer in answers],
        "differ": row.differ,
        "coverage": say("form.board_of", language, count=row.answered, total=row.of),
    }


def _cell(row: GridRow, answer: str) -> dict[str, Any]:
    named = [code for code, cell in row.cells.items() if cell.relevance == answer]
    return {"count": row.relevance.get(answer, 0), "named": named}
