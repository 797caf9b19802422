"""What delegations answered to the mapping's findings, as a board: a spread stays a spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.domain.form import Form
from kit.domain.grid import Cell, Grid, GridRow
from kit.domain.workshop import Workshop
from kit.words import say

_SCALE_END = 5
"""Relevance goes from 1 to 5; the number is drawn, its words stand in the legend."""


def grid_board(grid: Grid, workshop: Workshop, language: str) -> dict[str, Any]:
    """Findings by delegations, all of which may be named; the last column says how far apart the answers are."""
    names = {d.code: d.name.to(language) for d in workshop.delegations}
    form = workshop.forms.get("mapping_response")
    heads = [
        say("form.grid_finding", language),
        *(names[code] for code in grid.delegations),
        say("form.grid_spread", language),
    ]
    return {
        "caption": say("form.grid_caption", language),
        "heads": heads,
        "rows": [_row(row, grid.delegations, form, language) for row in grid.rows],
        "legend": _legend(form, language),
    }


def _row(row: GridRow, shown: Sequence[str], form: Form | None, language: str) -> dict[str, Any]:
    return {
        "finding": row.finding,
        "text": row.text,
        "cells": [_cell(row.cells.get(code), form, language) for code in shown],
        "spread": _spread(row),
        "differ": row.differ,
        "coverage": say("form.board_of", language, count=row.answered, total=row.of),
    }


def _cell(cell: Cell | None, form: Form | None, language: str) -> dict[str, Any] | None:
    if cell is None:
        return None
    number = cell.relevance if cell.relevance and cell.relevance.isdigit() else None
    words = number or _label(form, "relevance", cell.relevance, language)
    return {
        "step": int(number) if number else None,
        "words": words,
        "more": _label(form, "accuracy", cell.accuracy, language),
    }


def _spread(row: GridRow) -> str:
    low, high = row.lowest, row.highest
    return "" if low is None else str(low) if low == high else f"{low}–{high}"


def _legend(form: Form | None, language: str) -> str:
    ends = [_label(form, "relevance", answer, language) for answer in ("1", str(_SCALE_END))]
    return say("form.grid_legend", language, low=ends[0], high=ends[1])


def _label(form: Form | None, question: str, answer: str | None, language: str) -> str:
    asked = form.question(question) if form else None
    choices = asked.choices if asked else ()
    return next((choice.label.to(language) for choice in choices if choice.name == answer), answer or "")
