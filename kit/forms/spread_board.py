"""How many delegations gave each answer to the mapping's findings, where not all of them may be named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        "scale": " · ".join([*_keys(answers, language), say("form.spread_apart", language)]),
    }


def _short(answer: str) -> str:
    """What stands for an answer over a narrow column."""
    return answer if answer.isdigit() else "?"


def _keys(answers: Sequence[Choice], language: str) -> Iterator[str]:
    """The ends of the scale, and what is no step of it."""
    steps = [answer.label.to(language) for answer in answers if answer.name.isdigit()]
    yield from (steps[:1] + steps[-1:] if len(steps) > 1 else steps)
    yield from (f"? {answer.label.to(language)}" for answer in answers if not answer.name.isdigit())


def _row(row: GridRow, answers: tuple[Choice, ...], language: str) -> dict[str, Any]:
    named = _named(row)
    cells = [{"count": row.relevance.get(a.name, 0), "named": named.get(a.name, [])} for a in answers]
    return {
        "finding": row.finding,
        "text": row.text,
        "cells": cells,
        "differ": row.differ,
        "coverage": say("form.board_of", language, count=row.answered, total=row.of),
    }


def _named(row: GridRow) -> dict[str, list[str]]:
    """Answer to the delegations that may be named; none where all others gave one answer, and would be known too."""
    named: dict[str, list[str]] = {}
    for code, cell in row.cells.items():
        named.setdefault(str(cell.relevance), []).append(code)
    unnamed = [answer for answer, count in row.relevance.items() if count > len(named.get(answer, []))]
    return {} if len(unnamed) == 1 else named
