"""Options by impact and effort, in four fields that are named in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kit.words import say
from kit.words.formats import digits

FIELDS = ("quick_wins", "big_projects", "fill_ins", "think_twice")
"""Much impact with little effort, much with much, little with little, little with much."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where people have put one option."""

    label: str
    impact: float
    effort: float
    """Both on the same scale, for instance the median of 1 to 5."""
    n: int
    """How many placed it."""
    spread: float
    """How far apart they are, in steps of the scale: the radius in which half of them lie."""


def scatter_board(options: Sequence[Placed], language: str, *, lowest: float = 1, highest: float = 5) -> dict[str, Any]:
    """The board of options on a scale from `lowest` to `highest`; numbers on it stand for the labels beside it."""
    middle = (lowest + highest) / 2
    points = [_point(option, lowest, highest, middle, language) for option in options]
    return {
        "label": say("form.scatter_label", language, count=len(points)),
        "axes": {name: say(f"form.scatter_{name}", language) for name in ("impact", "effort", "little", "much")},
        "fields": [say(f"form.scatter_{name}", language) for name in FIELDS],
        "points": points,
        "table": _table(points, language),
    }


def field_of(impact: float, effort: float, middle: float) -> str:
    """Which of the four fields an option lies in; on a line it counts as more impact and less effort."""
    if impact >= middle:
        return "quick_wins" if effort <= middle else "big_projects"
    return "fill_ins" if effort <= middle else "think_twice"


def _point(option: Placed, lowest: float, highest: float, middle: float, language: str) -> dict[str, Any]:
    span = highest - lowest
    field = say(f"form.scatter_{field_of(option.impact, option.effort, middle)}", language)
    return {
        "label": option.label,
        "across": (option.effort - lowest) / span,
        "up": (option.impact - lowest) / span,
        "radius": option.spread / span,
        "field": field,
        "words": say("form.scatter_words", language, **_numbers(option, language)),
    }


def _numbers(option: Placed, language: str) -> dict[str, str]:
    values = {"impact": option.impact, "effort": option.effort, "spread": option.spread, "people": option.n}
    return {name: digits(f"{value:g}", language) for name, value in values.items()}


def _table(points: Sequence[dict[str, Any]], language: str) -> dict[str, Any]:
    heads = [say(f"form.{name}", language) for name in ("tally_option", "scatter_head_field", "scatter_head_values")]
    columns = [{"label": label, "numeric": False} for label in heads]
    return {"caption": "", "columns": columns, "rows": [[p["label"], p["field"], p["words"]] for p in points]}
