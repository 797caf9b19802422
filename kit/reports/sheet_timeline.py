"""The timeline as a sheet: one column a month, coloured by conditional formatting from the dates beside it."""

from datetime import date

from kit.reports.model import Span, Timeline
from kit.reports.sheet_tools import Book, put_text

FIRST_MONTH_COLUMN = 5
MOST_MONTHS = 72
LABEL_WIDTH, GROUP_WIDTH = 48, 18
MONTH_POINTS = 56
MILESTONE = "◆"


def write_timeline(book: Book, chart: Timeline) -> None:
    """One sheet; changing a date in it moves the bar."""
    if not chart.spans:
        return
    sheet = book.sheet(chart.title)
    words = book.context.words
    for column, heading in enumerate(("id", words("activity"), words("group"), words("start"), words("end"))):
        put_text(sheet, 0, column, heading, book.head)
    sheet.set_column(0, 0, 12, None, {"hidden": True})
    sheet.set_column(1, 1, LABEL_WIDTH)
    sheet.set_column(2, 2, GROUP_WIDTH)
    sheet.set_column(3, 4, 11)
    months = _months(chart)
    for number, month in enumerate(months, start=FIRST_MONTH_COLUMN):
        sheet.write_datetime(0, number, month, book.month)
    sheet.set_row(0, MONTH_POINTS)
    for line, span in enumerate(chart.spans, start=1):
        _write_span(book, sheet, line, span, months)
    last_row, last_column = len(chart.spans), FIRST_MONTH_COLUMN + len(months) - 1
    sheet.set_column(FIRST_MONTH_COLUMN, last_column, 3.4)
    rule = {"type": "formula", "criteria": "=AND($D2<EDATE(F$1,1),$E2>=F$1)", "format": book.busy}
    sheet.conditional_format(1, FIRST_MONTH_COLUMN, last_row, last_column, rule)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, last_row, 4)


def _write_span(book: Book, sheet: object, line: int, span: Span, months: list[date]) -> None:
    book.fit(sheet, line, ((span.label, LABEL_WIDTH), (span.group, GROUP_WIDTH)))
    put_text(sheet, line, 0, span.id)
    put_text(sheet, line, 1, span.label, book.cell)
    put_text(sheet, line, 2, span.group, book.cell)
    sheet.write_datetime(line, 3, span.start, book.date)  # type: ignore[attr-defined]
    sheet.write_datetime(line, 4, span.end, book.date)  # type: ignore[attr-defined]
    for milestone in span.milestones:
        month = milestone.due.replace(day=1)
        if month in months:
            column = FIRST_MONTH_COLUMN + months.index(month)
            put_text(sheet, line, column, MILESTONE, book.centred)


def _months(chart: Timeline) -> list[date]:
    """The first day of every month that the timeline touches, at most six years."""
    month = min(span.start for span in chart.spans).replace(day=1)
    end = max(span.end for span in chart.spans)
    months: list[date] = []
    while month <= end and len(months) < MOST_MONTHS:
        months.append(month)
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return months
