"""Options by impact and effort, in four fields that are named in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kit.domain.placing import HIGHEST, LOWEST, Placing
from kit.words import say
from kit.words.formats import digits

FIELDS = ("quick_wins", "big_projects", "fill_ins", "think_twice")
"""Much impact with little effort, much with much, little with little, little with much."""


def scatter_board(
    labels: Mapping[str, str], placed: Sequence[Placing], by_delegation: Sequence[Placing], language: str
) -> dict[str, Any]:
    """The board of a vote's options; numbers on it stand for the labels beside it.

    `labels` are option to its words. The table has beside `placed` where delegations put each option, each counting
    once; an empty column where that is not told.
    """
    points = [_point(labels[option.option], option, language) for option in placed]
    others = {option.option: option for option in by_delegation}
    return {
        "label": say("form.scatter_label", language, count=len(points)),
        "axes": {name: say(f"form.scatter_{name}", language) for name in ("impact", "effort", "little", "much")},
        "fields": [say(f"form.scatter_{name}", language) for name in FIELDS],
        "points": points,
        "table": _table(points, [others.get(option.option) for option in placed], language),
    }


def _point(label: str, option: Placing, language: str) -> dict[str, Any]:
    span = HIGHEST - LOWEST
    return {
        "label": label,
        "across": float(option.effort - LOWEST) / span,
        "up": float(option.impact - LOWEST) / span,
        "radius": option.spread / span,
        "field": _field(option, language),
        "words": say("form.scatter_words", language, **_numbers(option, language)),
    }


def _field(option: Placing, language: str) -> str:
    return say(f"form.scatter_{option.field}", language)


def _numbers(option: Placing, language: str) -> dict[str, str]:
    places = {"impact": option.impact, "effort": option.effort}
    values = {"spread": option.spread, "people": option.people, **{name: float(at) for name, at in places.items()}}
    return {name: digits(f"{value:g}", language) for name, value in values.items()}


def _table(points: Sequence[dict[str, Any]], others: Sequence[Placing | None], language: str) -> dict[str, Any]:
    codes = ("tally_option", "scatter_head_field", "scatter_head_values", "scatter_head_delegations")
    columns = [{"label": say(f"form.{code}", language), "numeric": False} for code in codes]
    rows = [
        [str(number), point["label"], point["field"], point["words"], _elsewhere(other, language)]
        for number, (point, other) in enumerate(zip(points, others, strict=True), start=1)
    ]
    number = {"label": say("form.scatter_head_number", language), "numeric": True}
    return {"caption": "", "columns": [number, *columns], "rows": rows}


def _elsewhere(other: Placing | None, language: str) -> str:
    if other is None:
        return ""
    place = say("form.scatter_place", language, **_numbers(other, language))
    return say("form.scatter_there", language, field=_field(other, language), place=place)
