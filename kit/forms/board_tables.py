"""Boards as plain HTML tables and lists, for records and wherever no script runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

Data = Mapping[str, Any]


def tables_of(kind: str, data: Data) -> Markup:
    """The tables that say what a board shows. Raises KeyError for a kind that no board has."""
    return Markup("").join(_KINDS[kind](data))


def html_table(heads: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> Markup:
    """A table, which scrolls by keyboard too where it is wider than the page; everything in it is text."""
    title = Markup("<caption>{}</caption>").format(caption) if caption else Markup("")
    head = _row(heads, "th")
    body = Markup("").join(_row(row, "td") for row in rows)
    table = Markup("<table>{}<thead>{}</thead><tbody>{}</tbody></table>").format(title, head, body)
    name = caption or next(iter(heads), "")
    return Markup("<div class='kit-table' tabindex='0' role='region' aria-label='{}'>{}</div>").format(name, table)


def html_list(lines: Iterable[str]) -> Markup:
    """A list of sentences."""
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(line) for line in lines))


def _row(cells: Sequence[object], tag: str) -> Markup:
    cell = Markup(f"<{tag}>{{}}</{tag}>")
    return Markup("<tr>{}</tr>").format(Markup("").join(cell.format(each) for each in cells))


def _table(data: Data) -> Iterable[Markup]:
    yield html_table([column["label"] for column in data["columns"]], data["rows"], data.get("caption", ""))


def _checks(data: Data) -> Iterable[Markup]:
    items = [f"{item['label']}: {item['words']}" for item in data["items"]]
    yield html_list(items or [data["ok"]])


def _bars(data: Data) -> Iterable[Markup]:
    yield html_table(["", ""], [(bar["label"], bar["words"]) for bar in data["bars"]], data.get("caption", ""))


def _counts(data: Data) -> Iterable[Markup]:
    yield html_table(["", ""], [(item["label"], item["value"]) for item in data["items"]])


def _tally(data: Data) -> Iterable[Markup]:
    yield html_list([data["question"], *(fact["words"] for fact in data["facts"])])
    for table in (data["comparison"], data["turnout"]):
        yield from _table(table) if table else ()


def _grid(data: Data) -> Iterable[Markup]:
    rows = (
        [
            f"{row['finding']}: {row['text']}",
            *(_cell(cell) for cell in row["cells"]),
            f"{row['spread']} {row['coverage']}",
        ]
        for row in data["rows"]
    )
    yield html_table(data["heads"], rows, data["caption"])


def _cell(cell: Data | None) -> str:
    return " ".join(part for part in (cell["words"], cell["more"]) if part) if cell else ""


def spread_cell(cell: Data) -> str:
    """How many gave an answer, with those who may be named."""
    named = f" ({', '.join(cell['named'])})" if cell["named"] else ""
    return f"{cell['count']}{named}" if cell["count"] else ""


def _spread(data: Data) -> Iterable[Markup]:
    rows = (
        [f"{row['finding']}: {row['text']}", *map(spread_cell, row["cells"]), row["coverage"]] for row in data["rows"]
    )
    yield html_table(data["heads"], rows, data["caption"])


def _ratings(data: Data) -> Iterable[Markup]:
    for item in data["items"]:
        lines = [*item["rows"], *([item["others"]] if item["others"] else [])]
        yield html_table(["", ""], [(line["who"], line["words"]) for line in lines], item["label"])
    if data["untold"]:
        yield html_list([data["untold"]])


def _beside(data: Data) -> Iterable[Markup]:
    """Boards that are drawn and have a table of the same beside them."""
    yield from _table(data["table"])


def word_lines(data: Data) -> list[str]:
    """A line for each group, followed by the texts in it, and for each other text."""
    lines = []
    for group in data["groups"]:
        lines.append(group["words"] if group["count"] is None else f"{group['words']}: {group['count']}")
        lines += map(_quoted, group["texts"])
    return [*lines, *map(_quoted, data["texts"])]


def _quoted(text: Data) -> str:
    return f"“{text['text']}”" + (f" – {text['who']}" if text["who"] else "")


def _steps(data: Data) -> Iterable[Markup]:
    yield html_list(step["words"] for step in data["steps"])


def _words(data: Data) -> Iterable[Markup]:
    yield html_list(word_lines(data))


def _matches(data: Data) -> Iterable[Markup]:
    for item in data["items"]:
        sides = [f"{side['who']} {side['verb']} {side['words']}" for side in item["sides"]]
        yield html_list([item["label"], *sides, *item["reasons"], *item["obstacles"]])
    if data["left"]["lines"]:
        yield Markup("<p>{}</p>").format(data["left"]["caption"]) + html_list(data["left"]["lines"])


_KINDS: Mapping[str, Callable[[Data], Iterable[Markup]]] = {
    "table": _table,
    "timeline": _beside,
    "map": _beside,
    "scatter": _beside,
    "ratings": _ratings,
    "spread": _spread,
    "steps": _steps,
    "words": _words,
    "checks": _checks,
    "bars": _bars,
    "counts": _counts,
    "tally": _tally,
    "grid": _grid,
    "matches": _matches,
}
