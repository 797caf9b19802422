"""The parking lot as a board: what came up, who takes care of it, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.domain.entry import Entry
from kit.domain.parking import DONE, FORM, ITEM, UNTIL, WHO, in_turn
from kit.domain.workshop import Workshop
from kit.forms.result import Result
from kit.storage import View
from kit.words import say
from kit.words.formats import iso_day


def parking_lot(workshop: Workshop, view: View, language: str, *, session: str | None = None) -> Result:
    """What the viewer may read of it, of one session or of all."""
    entries = in_turn(view.entries(FORM, session=session)) if FORM in workshop.forms else []
    data = _board(entries, language) if entries else None
    return Result(say("session.parking", language), "table", data, say("session.parking_empty", language))


def _board(entries: Sequence[Entry], language: str) -> dict[str, Any]:
    heads = [say(f"session.parking_{name}", language) for name in (ITEM, WHO, UNTIL)]
    columns = [{"label": label, "numeric": False} for label in heads]
    return {"caption": "", "columns": columns, "rows": [_row(entry, language) for entry in entries]}


def _row(entry: Entry, language: str) -> list[str]:
    until = f"✓ {say('session.parking_done', language)}" if entry.values.get(DONE) is True else _day(entry, language)
    return [str(entry.values[ITEM]), str(entry.values.get(WHO) or ""), until]


def _day(entry: Entry, language: str) -> str:
    return iso_day(str(entry.values.get(UNTIL) or ""), language)
