"""Results of the domain's rules as the data that `board.js` draws; every word is filled in here, in one language.

Each function gives the data of one kind of board, for `draw(el, kind, data, strings)` in a page, with
`board_strings(language)` as the strings, or for `BoardWidget(kind, data)` in a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from kit.domain.checks import PlanWarning
from kit.domain.entry import Entry
from kit.domain.timeline import Bar, Timeline, timeline
from kit.domain.workshop import Workshop
from kit.forms.grid_board import grid_board
from kit.forms.match_board import matches_board
from kit.forms.needs_map_board import needs_map_board
from kit.forms.ratings_board import ratings_board
from kit.forms.scatter_board import scatter_board
from kit.forms.spread_board import spread_board
from kit.forms.tally_board import tally_board
from kit.forms.words_board import words_board
from kit.words import listed, rows_listed, say, sentences
from kit.words.formats import digits, iso_day

__all__ = [
    "bars_board",
    "board_strings",
    "checks_board",
    "counts_board",
    "grid_board",
    "matches_board",
    "needs_map_board",
    "ratings_board",
    "scatter_board",
    "spread_board",
    "table_board",
    "tally_board",
    "timeline_board",
    "words_board",
]

Data = dict[str, Any]
_LONG_NUMBER = re.compile(r"\d{4,15}(\.\d+)?")


def board_strings(language: str) -> dict[str, str]:
    """The few words that boards say of themselves."""
    words = sentences("form", language)
    return {code: text for code, text in words.items() if code.startswith("board_")} | {"no_answer": words["no_answer"]}


def table_board(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = "", numeric: int = 0
) -> Data:
    """A plain table; the last `numeric` columns hold numbers."""
    first = len(columns) - numeric
    heads = [{"label": label, "numeric": place >= first} for place, label in enumerate(columns)]
    return {"caption": caption, "columns": heads, "rows": [[str(cell) for cell in row] for row in rows]}


def counts_board(counts: Iterable[tuple[str, int]], *, of: int | None = None) -> Data:
    """Labels with numbers, perhaps each out of a whole."""
    return {"items": [{"label": label, "value": value, "of": of} for label, value in counts]}


def bars_board(bars: Iterable[tuple[str, float]], *, caption: str = "", highest: float | None = None) -> Data:
    """Labels with bars; `highest` is the length of a full bar, else the longest."""
    lines = [{"label": label, "value": value, "words": f"{value:g}"} for label, value in bars]
    return {"caption": caption, "bars": lines, "highest": highest}


def checks_board(warnings: Iterable[PlanWarning], language: str) -> Data:
    """What a plan should look at again; what blocks its publication first."""
    ordered = sorted(warnings, key=lambda warning: not warning.blocks_publication)
    return {"items": [_check(warning, language) for warning in ordered], "ok": say("form.board_ok", language)}


def _check(warning: PlanWarning, language: str) -> Data:
    label = say("form.board_blocks" if warning.blocks_publication else "form.board_look", language)
    details = {name: _readable(value, language) for name, value in warning.details.items()}
    words = say(warning.code, language, **details)
    return {"words": words, "blocks": warning.blocks_publication, "label": label}


def _readable(value: str | int, language: str) -> str | int:
    """A long number with its thousands apart, as the language writes them; other words and numbers as they are."""
    if isinstance(value, int) or not _LONG_NUMBER.fullmatch(value):
        return value
    return digits(str(format_decimal(Decimal(value), locale=language.replace("-", "_"))), language)


def timeline_board(
    activities: Sequence[Entry], workshop: Workshop, language: str, *, plan: Mapping[str, Any] | None = None
) -> Data | None:
    """A plan's activities over time, from `activity` entries and the plan form's values; None where none has dates."""
    drawn = timeline(activities, plan)
    if drawn is None:
        return None
    refs = {bar.entry: bar.ref for bar in drawn.bars}
    statuses = _statuses(workshop, language)
    bars = [_bar(bar, refs, statuses, language) for bar in drawn.bars]
    undated = say("form.board_undated", language, refs=listed(drawn.undated, language)) if drawn.undated else ""
    return {
        "label": say("form.board_timeline", language, first=drawn.first, last=drawn.last, count=len(bars)),
        "ticks": [{"label": digits(tick.label, language), "at": tick.at} for tick in drawn.ticks],
        "bars": bars,
        "undated": undated,
        "table": _timeline_table(drawn, bars, language),
    }


def _statuses(workshop: Workshop, language: str) -> dict[str, str]:
    question = workshop.forms["activity"].question("status") if "activity" in workshop.forms else None
    return {choice.name: choice.label.to(language) for choice in question.choices} if question else {}


def _bar(bar: Bar, refs: Mapping[str, str], statuses: Mapping[str, str], language: str) -> Data:
    after = listed([refs[entry] for entry in bar.depends_on], language)
    ref = bar.ref if bar.ref != bar.title and bar.ref != bar.entry else ""
    milestones = [
        {"at": m.at, "outside": m.outside, "words": f"{iso_day(m.day, language)}: {m.label}"} for m in bar.milestones
    ]
    return {
        "ref": ref,
        "title": bar.title,
        "status": bar.status,
        "status_words": statuses.get(bar.status or "", ""),
        "dates": f"{iso_day(bar.start, language)} – {iso_day(bar.end, language)}",
        "after": say("form.board_after", language, refs=after) if after else "",
        "begins": bar.begins,
        "ends": bar.ends,
        "reversed": bar.reversed,
        "milestones": milestones,
    }


def _timeline_table(drawn: Timeline, bars: Sequence[Data], language: str) -> Data:
    heads = [say(f"form.board_{name}", language) for name in ("activity", "start", "end", "status", "milestones")]
    rows = [
        [
            f"{line['ref']} {line['title']}".strip(),
            iso_day(bar.start, language),
            iso_day(bar.end, language),
            line["status_words"],
            rows_listed((mark["words"] for mark in line["milestones"]), language),
        ]
        for bar, line in zip(drawn.bars, bars, strict=True)
    ]
    return table_board(heads, rows)
