"""Lists of a mapping's findings, as YAML for the workshop's definition."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML

from kit.domain.cleaning import clean_line
from kit.domain.workshop import Workshop
from kit.exchange.converting import as_text
from kit.exchange.headers import plain
from kit.exchange.result import CellProblem, ImportResult, PreviewRow
from kit.exchange.sheets import Cell, Formula, Sheet, is_blank

_TEXT = ("finding", "findings", "key finding", "key findings", "mapping finding", "statement")
_ID = ("no", "number", "id", "finding no", "finding id", "finding number", "sl", "sl no", "s no")
_THEME = ("theme", "topic", "area", "thematic area")
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class _Columns:
    row: int
    text: int
    id: int | None
    theme: int | None


def is_findings(sheet: Sheet) -> bool:
    """Whether a column of the sheet is headed as findings are."""
    return _columns(sheet) is not None


def _columns(sheet: Sheet) -> _Columns | None:
    for row, cells in enumerate(sheet.rows[:20]):
        headings = [plain(as_text(cell)) if isinstance(cell, str) else "" for cell in cells]
        texts = [place for place, heading in enumerate(headings) if heading in _TEXT]
        if texts:
            return _Columns(row, texts[0], _first(headings, _ID), _first(headings, _THEME))
    return None


def _first(headings: list[str], names: tuple[str, ...]) -> int | None:
    return next((place for place, heading in enumerate(headings) if heading in names), None)


def import_findings(sheet: Sheet, workshop: Workshop, dry_run: bool) -> ImportResult:
    """The findings of a sheet that the workshop does not have yet, as YAML; nothing is written anywhere."""
    columns = _columns(sheet)
    rows = list(_rows(sheet, columns, workshop)) if columns else []
    preview = tuple(row for row in rows if isinstance(row, PreviewRow))
    problems = tuple(row for row in rows if isinstance(row, CellProblem))
    new = [dict(row.values) for row in preview if row.action == "create"]
    return ImportResult("findings", dry_run, preview, problems, definition=_yaml(new) if new else None)


def _rows(sheet: Sheet, columns: _Columns, workshop: Workshop) -> Iterator[PreviewRow | CellProblem]:
    there = {words: finding.id for finding in workshop.findings for words in finding.text.by_language.values()}
    taken = {finding.id for finding in workshop.findings}
    themes = {label.casefold(): t.name for t in workshop.themes for label in (t.name, *t.label.by_language.values())}
    for number, cells in enumerate(sheet.rows[columns.row + 1 :], columns.row + 1):
        cell = cells[columns.text]
        if is_blank(cell):
            continue
        if isinstance(cell, Formula):
            yield CellProblem(sheet.name, sheet.cell_name(number, columns.text), "exchange.formula")
            continue
        words = clean_line(as_text(cell))
        if len(words) > _LONGEST:
            details = {"limit": str(_LONGEST), "length": str(len(words))}
            yield CellProblem(sheet.name, sheet.cell_name(number, columns.text), "answers.too_long", details)
            continue
        action = "same" if words in there else "create"
        finding = there.get(words) or _id(cells[columns.id] if columns.id is not None else None, taken)
        taken.add(finding)
        values = {"id": finding, "text": words}
        theme = "" if columns.theme is None else clean_line(as_text(cells[columns.theme] or ""))
        if theme and theme.casefold() in themes:
            values["theme"] = themes[theme.casefold()]
        elif theme:
            place = sheet.cell_name(number, columns.theme or 0)
            yield CellProblem(sheet.name, place, "exchange.unknown_theme", {"given": theme[:60]}, False)
        yield PreviewRow(sheet.name, number + 1, "finding", action, words[:80], finding, None, values)


def _id(cell: Cell, taken: set[str]) -> str:
    """The finding's own number ("3" becomes "F3"), or the next that is free."""
    words = "" if is_blank(cell) else clean_line(as_text(cell))
    own = "".join(re.findall(r"[A-Za-z0-9_-]", words))[:20]
    own = f"F{own}" if own.isdecimal() else own
    return own if own and own not in taken else next(f"F{n}" for n in range(1, 10_000) if f"F{n}" not in taken)


def _yaml(findings: list[dict[str, str]]) -> str:
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump({"findings": findings}, out)
    return out.getvalue()
