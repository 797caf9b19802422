"""A session's results, as its page and the wall show them, as blocks of a report."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kit.forms.board_tables import spread_cell, word_lines
from kit.forms.result import Result
from kit.reports.material import Material
from kit.reports.model import Bars, Block, Column, ListBlock, Paragraph, Row, Series, Table
from kit.reports.plan_sections import table
from kit.words import rows_listed

Data = Mapping[str, Any]
APART = ("\u21d4", "\u25c6")
"""The page's mark of answers that lie far apart, and the one that the documents' fonts have."""


def board(m: Material, result: Result, number: int) -> Sequence[Block]:
    """The blocks of one result; ``number`` tells it from the session's others. A note where there is nothing yet.

    Raises:
        KeyError: for a kind of board that sessions do not have.
    """
    if result.data is None:
        return (Paragraph(f"{result.title}: {result.note}"),)
    return _KINDS[result.kind](m, result, f"{result.kind}-{number}")


def _tally(m: Material, result: Result, id: str) -> Sequence[Block]:
    """The sentences about the vote, its main result drawn, and every rule beside the others."""
    data = result.data or {}
    facts = ListBlock(tuple(str(fact["words"]) for fact in data["facts"]))
    blocks: list[Block] = [Paragraph(result.title), facts]
    if main := data.get("main"):
        blocks.append(_drawn(m, f"{id}-main", main["caption"], main["bars"], m.words("points")))
    tables = ((part, data.get(part)) for part in ("comparison", "turnout"))
    return [*blocks, *(_table(f"{id}-{part}", found, m) for part, found in tables if found)]


def _bars(m: Material, result: Result, id: str) -> Sequence[Block]:
    data = result.data or {}
    note = (Paragraph(data["caption"]),) if data.get("caption") else ()
    return (_drawn(m, id, result.title, data["bars"], m.words("answers")), *note)


def _drawn(m: Material, id: str, title: str, bars: Sequence[Data], unit: str) -> Bars:
    alt = rows_listed((f"{bar['label']}: {bar['words']}" for bar in bars), m.language)
    labels = tuple(str(bar["label"]) for bar in bars)
    return Bars(
        id, title, alt or title, labels, (Series(title, tuple(float(bar["value"]) for bar in bars)),), unit=unit
    )


def _table(id: str, data: Data, m: Material, title: str = "") -> Table:
    """A table of texts; digits as the language writes them."""
    heads = [column["label"] for column in data["columns"]]
    columns = tuple(Column(str(head), weight=1.0 if place else 2.0) for place, head in enumerate(heads))
    rows = [
        Row(f"{id}.{number}", tuple(str(cell) for cell in cells)) for number, cells in enumerate(data["rows"], start=1)
    ]
    return table(id, title or str(data.get("caption") or m.words("session_results")), columns, rows)


def _grid(m: Material, result: Result, id: str) -> Sequence[Block]:
    """Findings by delegations; a spread stays a spread."""
    data = result.data or {}
    columns, rows = _findings(id, data, lambda row: (*map(_cell, row["cells"]), _spread(row)))
    listed = table(id, result.title, columns, rows, wide=len(columns) > 4)
    return (listed, *((Paragraph(str(data["legend"]).replace(*APART)),) if data.get("legend") else ()))


def _spread(row: Data) -> str:
    return f"{APART[1]} {row['spread']}" if row["differ"] else str(row["spread"])


def _cell(cell: Data | None) -> str:
    return "\n".join(text for text in (cell["words"], cell["more"]) if text) if cell else ""


def _spread_of(m: Material, result: Result, id: str) -> Sequence[Block]:
    """Findings by answers, where not every delegation may be named."""
    data = result.data or {}
    columns, rows = _findings(id, data, lambda row: (*map(spread_cell, row["cells"]), str(row["coverage"])))
    return (table(id, result.title, columns, rows, wide=True),)


def _findings(id: str, data: Data, cells: Callable[[Data], Sequence[str]]) -> tuple[tuple[Column, ...], list[Row]]:
    """Columns and rows of a board that has a finding in each row, with the `cells` beside it."""
    columns = tuple(Column(str(head), weight=1.0 if place else 3.0) for place, head in enumerate(data["heads"]))
    rows = [Row(f"{id}.{row['finding']}", (f"{row['finding']}  {row['text']}", *cells(row))) for row in data["rows"]]
    return columns, rows


def _ratings(m: Material, result: Result, id: str) -> Sequence[Block]:
    """Area by area, where delegations stand and where they want to be."""
    data = result.data or {}
    columns = (Column(m.words("area"), weight=1.5), Column(m.words("delegation")), Column(result.title, weight=2.5))
    lines = [
        (item["label"], line)
        for item in data["items"]
        for line in [*item["rows"], *([item["others"]] if item["others"] else [])]
    ]
    rows = [Row(f"{id}.{n}", (area, line["who"], line["words"])) for n, (area, line) in enumerate(lines, start=1)]
    note = (Paragraph(data["untold"]),) if data["untold"] else ()
    return (table(id, result.title, columns, rows), *note)


def _beside(m: Material, result: Result, id: str) -> Sequence[Block]:
    return (_table(id, (result.data or {})["table"], m, result.title),)


def _plain(m: Material, result: Result, id: str) -> Sequence[Block]:
    data = result.data or {}
    note = (Paragraph(str(data["caption"])),) if data.get("caption") else ()
    return (_table(id, data, m, result.title), *note)


def _words(m: Material, result: Result, id: str) -> Sequence[Block]:
    return (Paragraph(result.title), ListBlock(tuple(word_lines(result.data or {}))))


def _matches(m: Material, result: Result, id: str) -> Sequence[Block]:
    from kit.domain.matching import match
    from kit.reports.people_sections import match_table

    by_id = {e.id: e for e in m.of("offer_need")}
    found = [
        x for x in match(m.of("offer_need")) if m.delegation in (None, by_id[x.a].delegation, by_id[x.b].delegation)
    ]
    return (match_table(m, id, found, by_id),)


_KINDS: Mapping[str, Callable[[Material, Result, str], Sequence[Block]]] = {
    "tally": _tally,
    "bars": _bars,
    "grid": _grid,
    "spread": _spread_of,
    "ratings": _ratings,
    "map": _beside,
    "scatter": _beside,
    "table": _plain,
    "words": _words,
    "matches": _matches,
}
