"""What a nominal group comes to: where its first ranking disagrees, and what the final vote made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.domain.disagreement import Stand
from kit.domain.tally import Tally
from kit.words import say
from kit.words.formats import digits


def disagreement_board(tally: Tally, stands: Sequence[Stand], language: str) -> dict[str, Any]:
    """A table of options, those that delegations disagree on most first."""
    labels = {option.name: option.label.to(language) for option in tally.vote.options}
    heads = [say(f"steps.{name}", language) for name in ("option", "points", "people", "range")]
    speaking = tally.ballots - tally.abstentions
    rows = [
        [
            labels[stand.option],
            _number(float(stand.mean), language),
            say("steps.people_of", language, count=stand.people, all=speaking),
            _range(stand, language),
        ]
        for stand in stands
    ]
    told = any(stand.lowest is not None for stand in stands)
    columns = [{"label": head, "numeric": place in (1, 2)} for place, head in enumerate(heads)]
    caption = say("steps.legend" if told else "steps.few_delegations", language)
    return {"caption": caption, "columns": columns, "rows": rows}


def _range(stand: Stand, language: str) -> str:
    if stand.lowest is None or stand.highest is None:
        return ""
    ends = {"lowest": _number(float(stand.lowest), language), "highest": _number(float(stand.highest), language)}
    words = say("steps.from_to", language, **ends)
    return say("steps.apart", language, words=words) if stand.apart else words


def change_board(first: Tally, final: Tally, language: str) -> dict[str, Any]:
    """Places by the rule that people were told of, each person counting once, before and after the talk."""
    before = {row.option: row for row in first.by_person[0].rows}
    heads = [say(f"steps.{name}", language) for name in ("option", "place_first", "place_final", "place_change")]
    labels = {option.name: option.label.to(language) for option in final.vote.options}
    rows = [
        [
            labels[row.option],
            digits(str(before[row.option].place), language),
            digits(str(row.place), language),
            _moved(before[row.option].place - row.place, language),
        ]
        for row in final.by_person[0].rows
    ]
    columns = [{"label": head, "numeric": place in (1, 2)} for place, head in enumerate(heads)]
    return {"caption": "", "columns": columns, "rows": rows}


def _moved(places: int, language: str) -> str:
    if not places:
        return say("steps.same", language)
    return say("steps.up" if places > 0 else "steps.down", language, places=abs(places))


def _number(value: float, language: str) -> str:
    return digits(f"{value:.1f}".removesuffix(".0"), language)
