"""The rules that a report model keeps beyond its types; all problems are reported together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from kit.reports.codec import InvalidReport, from_json
from kit.reports.model import Bars, Cell, Column, Grid, Link, Money, Report, Section, Table, Timeline

RTL_LANGUAGES = frozenset({"ur", "dv", "ar", "fa", "ps", "he", "sd", "ks"})
CELL_TYPES: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "choice": str,
    "integer": int,
    "decimal": (Decimal, int),
    "money": Money,
    "date": date,
}


def validate(report: Report) -> Report:
    """The same report, once every rule holds.

    Raises:
        InvalidReport: with one sentence for each rule that is broken, naming the section and the block.
    """
    problems = list(_problems(report))
    if problems:
        raise InvalidReport(problems)
    return report


def load(value: object) -> Report:
    """The validated report in a JSON value."""
    return validate(from_json(value))


def direction_of(language: str) -> str:
    """The direction that a language is written in."""
    return "rtl" if language.split("-")[0].split("_")[0] in RTL_LANGUAGES else "ltr"


def _problems(report: Report) -> Iterator[str]:
    if not report.title.strip():
        yield "title: a report needs a title (an accessible PDF is refused without one)"
    if report.direction != direction_of(report.language):
        yield f"direction: {report.language!r} is written {direction_of(report.language)}, not {report.direction}"
    if not report.status.strip():
        yield "status: every page must say whether this is a draft or confirmed"
    yield from _doubled("section", (section.id for section in report.sections))
    blocks = [block for section in report.sections for block in section.blocks]
    yield from _doubled("block", (block.id for block in blocks if isinstance(block, Table | Timeline | Bars | Grid)))
    for section in report.sections:
        yield from _section_problems(section)


def _doubled(what: str, ids: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{what} id {name!r} is used {count} times; ids must be unique"


def _section_problems(section: Section) -> Iterator[str]:
    if section.level not in (1, 2, 3):
        yield f"section {section.id!r}: level must be 1, 2 or 3, not {section.level}"
    if not section.heading.strip():
        yield f"section {section.id!r}: the heading is empty"
    for block in section.blocks:
        match block:
            case Table():
                yield from _table_problems(block, f"section {section.id!r}, table {block.id!r}")
            case Link(_, url) if not url.startswith(("http://", "https://")):
                yield f"section {section.id!r}: {url[:40]!r} is no address of the web"
            case Timeline() | Bars() | Grid():
                yield from _chart_problems(block, f"section {section.id!r}, chart {block.id!r}")


def _table_problems(table: Table, place: str) -> Iterator[str]:
    if not table.columns:
        yield f"{place}: a table needs a column"
    for column in table.columns:
        if column.weight <= 0:
            yield f"{place}, column {column.heading!r}: the weight must be above 0"
        if column.type == "choice" and not column.choices:
            yield f"{place}, column {column.heading!r}: a choice column needs its choices"
    for number, row in enumerate(table.rows, start=1):
        if len(row.cells) != len(table.columns):
            yield f"{place}, row {number}: {len(row.cells)} cells for {len(table.columns)} columns"
            continue
        for cell, column in zip(row.cells, table.columns, strict=True):
            yield from _cell_problems(cell, column, f"{place}, row {number}, column {column.heading!r}")


def _cell_problems(cell: Cell, column: Column, place: str) -> Iterator[str]:
    if cell is None:
        return
    if not isinstance(cell, CELL_TYPES[column.type]):
        yield f"{place}: {type(cell).__name__} {str(cell)[:40]!r} in a {column.type} column"
    elif column.type == "choice" and cell not in column.choices:
        yield f"{place}: {str(cell)[:40]!r} is not among the choices"
    elif isinstance(cell, Decimal) and not cell.is_finite():
        yield f"{place}: {cell} is not a number"


def _chart_problems(chart: Timeline | Bars | Grid, place: str) -> Iterator[str]:
    if not chart.alt.strip():
        yield f"{place}: the alternative text is empty"
    match chart:
        case Timeline():
            for span in chart.spans:
                if span.end < span.start:
                    yield f"{place}: {span.label[:40]!r} ends {span.end} before it starts {span.start}"
        case Bars():
            for series in chart.series:
                if len(series.values) != len(chart.categories):
                    count = len(chart.categories)
                    yield f"{place}: series {series.label!r} has {len(series.values)} values, not {count}"
        case Grid():
            for name, matrix in (("levels", chart.levels), ("texts", chart.texts)):
                if len(matrix) != len(chart.rows) or any(len(line) != len(chart.columns) for line in matrix):
                    yield f"{place}: {name} must be {len(chart.rows)} rows of {len(chart.columns)} columns"
