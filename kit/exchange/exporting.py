"""Everything that a viewer may see, as files for other programs and people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.domain.entry import Entry
from kit.domain.paper import in_full
from kit.domain.workshop import Workshop
from kit.exchange import tables
from kit.exchange.calendars import write_calendar
from kit.exchange.content import Content, gather, iso
from kit.exchange.csv_files import write_csv
from kit.exchange.xlsx_export import write_xlsx
from kit.storage import View

FORMATS = ("json", "csv", "xlsx", "ics")


def export_workshop(
    view: View, workshop: Workshop, formats: Iterable[str], out: Path, *, language: str | None = None
) -> list[Path]:
    """Writes what this viewer may see to `out`, and says which files were written.

    `json`: `<workshop>.json`, everything with ids. `csv`: one file for each form, machine names as headings, and
    `votes.csv` and `totals.csv`. `xlsx`: `<workshop>.xlsx`, one sheet for each form in words of `language` (the
    workshop's own where it is None). `ics`: `<workshop>.ics`. What somebody may not see is in none of them.

    Raises ValueError for an unknown format, OSError where `out` cannot be written to.
    """
    wanted = list(dict.fromkeys(formats))
    if unknown := set(wanted) - set(FORMATS):
        raise ValueError(f"unknown formats: {', '.join(sorted(unknown))}")
    out.mkdir(parents=True, exist_ok=True)
    content = gather(view, workshop)
    return [file for name in wanted for file in _WRITERS[name](content, out, language or workshop.language)]


def _json(content: Content, out: Path, language: str) -> list[Path]:
    file = out / f"{content.workshop.id}.json"
    file.write_text(json.dumps(_document(content, language), ensure_ascii=False, indent=2), encoding="utf-8")
    return [file]


def _document(content: Content, language: str) -> dict[str, Any]:
    workshop = content.workshop
    return {
        "workshop": {
            "id": workshop.id,
            "title": workshop.title.to(language),
            "first_day": workshop.first_day.isoformat(),
        },
        "exported": iso(datetime.now(UTC)),
        "forms": {name: [_entry(entry) for entry in entries] for name, entries in content.entries.items()},
        "votes": {session: tally.to_json(language) for session, tally in content.tallies.items()},
        "totals": {
            form: {name: {"answers": dict(found.cells), "total": found.total} for name, found in questions.items()}
            for form, questions in content.totals.items()
        },
    }


def _entry(entry: Entry) -> dict[str, Any]:
    told = ("id", "version", "session", "delegation", "subject", "visibility", "attribution", "language", "late")
    times = {"created": iso(entry.created), "updated": iso(entry.updated)}
    paper = None if entry.paper is None else in_full(entry.paper)
    marks = {"entered_for": entry.for_whom, "paper_form": paper}
    return {name: getattr(entry, name) for name in told} | times | marks | {"values": dict(entry.values)}


def _csv(content: Content, out: Path, language: str) -> list[Path]:
    forms = [content.workshop.forms[name] for name in content.entries]
    files = [
        write_csv(out / f"{form.name}.csv", [tables.names(content, form), *tables.rows(content, form)])
        for form in forms
    ]
    more = {"votes": tables.vote_rows(content), "totals": tables.total_rows(content)}
    return [*files, *(write_csv(out / f"{name}.csv", rows) for name, rows in more.items() if rows)]


def _xlsx(content: Content, out: Path, language: str) -> list[Path]:
    return [write_xlsx(content, out / f"{content.workshop.id}.xlsx", language)]


def _ics(content: Content, out: Path, language: str) -> list[Path]:
    return [write_calendar(content, out / f"{content.workshop.id}.ics", language)]


_WRITERS: Mapping[str, Callable[[Content, Path, str], list[Path]]] = {
    "json": _json, "csv": _csv, "xlsx": _xlsx, "ics": _ics,
}  # fmt: skip
