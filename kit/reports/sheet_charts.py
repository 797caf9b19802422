"""Charts in a workbook: their numbers on a sheet, and for bars a chart that follows when a number is changed."""

from collections.abc import Sequence
from typing import Any

from kit.reports.model import Bars, Grid
from kit.reports.sheet_tools import Book, put_text

PIXELS_A_BAR = 34
FIRST_WIDTH, OTHER_WIDTH = 40, 16


def write_bars(book: Book, chart: Bars) -> None:
    """Categories down, series across, and a native bar chart beside them."""
    sheet = book.sheet(chart.title)
    put_text(sheet, 0, 0, chart.unit, book.head)
    _columns(book, sheet, chart.unit, [series.label for series in chart.series])
    whole = all(value == int(value) for series in chart.series for value in series.values)
    for number, series in enumerate(chart.series, start=1):
        for line, value in enumerate(series.values, start=1):
            sheet.write_number(line, number, value, book.integer if whole else book.decimal)
    for line, category in enumerate(chart.categories, start=1):
        book.fit(sheet, line, ((category, FIRST_WIDTH),))
        put_text(sheet, line, 0, category, book.cell)
    if chart.categories and chart.series:
        sheet.insert_chart(1, len(chart.series) + 2, _native(book, sheet, chart), {"description": chart.alt})


def _native(book: Book, sheet: Any, chart: Bars) -> Any:
    kind = {"type": "bar", "subtype": "stacked"} if chart.stacked else {"type": "bar"}
    native = book.workbook.add_chart(kind)
    colours = book.context.style["colours"]["series"]
    last = len(chart.categories)
    for number in range(1, len(chart.series) + 1):
        native.add_series(
            {
                "name": [sheet.name, 0, number],
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, number, last, number],
                "fill": {"color": colours[(number - 1) % len(colours)]},
            }
        )
    native.set_title({"none": True})  # the sheet's name says it
    if len(chart.series) == 1:
        native.set_legend({"none": True})
    native.set_y_axis({"reverse": True})
    native.set_size({"width": 640, "height": 160 + PIXELS_A_BAR * last * (1 if chart.stacked else len(chart.series))})
    return native


def write_grid(book: Book, chart: Grid) -> None:
    """The matrix with its texts."""
    sheet = book.sheet(chart.title)
    _columns(book, sheet, "", chart.columns)
    for line, (heading, texts) in enumerate(zip(chart.rows, chart.texts, strict=True), start=1):
        book.fit(sheet, line, ((heading, FIRST_WIDTH), *((text, OTHER_WIDTH) for text in texts)))
        put_text(sheet, line, 0, heading, book.cell)
        for number, text in enumerate(texts, start=1):
            put_text(sheet, line, number, text, book.cell)
    sheet.freeze_panes(1, 1)


def _columns(book: Book, sheet: Any, first: str, headings: Sequence[str]) -> None:
    """The head and the widths of a sheet of numbers."""
    sheet.set_column(0, 0, FIRST_WIDTH)
    sheet.set_column(1, max(1, len(headings)), OTHER_WIDTH)
    book.fit(sheet, 0, ((first, FIRST_WIDTH), *((heading, OTHER_WIDTH) for heading in headings)))
    for number, heading in enumerate((first, *headings)):
        put_text(sheet, 0, number, heading, book.head)
