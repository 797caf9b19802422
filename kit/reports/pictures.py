"""Charts as pictures: split where one would be too tall, all of a report drawn at once by the template of charts."""

from dataclasses import dataclass, replace
from typing import Literal

from kit.reports.context import Context, charts_of
from kit.reports.fonts import families
from kit.reports.model import Bars, Chart, Grid, Timeline
from kit.reports.plots import Plot, plot
from kit.reports.text import map_plain

SPANS_PER_PICTURE = 18  # two lines of label each still fit a page
TALL_SPANS_PER_PICTURE = 11  # Nastaliq
ROWS_PER_PICTURE, TALL_ROWS_PER_PICTURE = 30, 18  # of one bar each
SPANS_DRAWN = 90
PIXELS_PER_INCH = 150  # what offices call good for print
_PAGES = b"""#import "charts.typ": pages
#let given = json("given.json")
#pages(given.charts, given.report)"""


@dataclass(frozen=True)
class Picture:
    """One picture: where everything of it stands, and the title that tells it from its neighbours."""

    title: str
    plot: Plot


@dataclass(frozen=True)
class Drawn:
    """A chart's pictures, and what must be said where they do not show everything."""

    pictures: tuple[Picture, ...]
    remark: str = ""


def pictures(context: Context, chart: Chart) -> Drawn:
    """The chart in the report's language; no picture at all where there is nothing to draw."""
    if chart not in context.drawn:
        context.drawn[chart] = _drawn(context, chart)
    found: Drawn = context.drawn[chart]
    return found


def _drawn(context: Context, chart: Chart) -> Drawn:
    if _empty(chart):
        return Drawn((), context.words("nothing_to_draw"))
    tall = context.report.language.startswith("ur")
    parts = _parts(chart, tall=tall)
    found = tuple(
        Picture(_title(context, chart.title, number, len(parts)), plot(part, context.format, chart))
        for number, part in enumerate(parts, start=1)
    )
    return Drawn(found, _remark(context, chart))


def images(context: Context, form: Literal["svg", "png"]) -> dict[Chart, tuple[bytes, ...]]:
    """Each chart's pictures as files, in the order of `pictures`; texts are outlines, so that no font is missing."""
    found = {chart: pictures(context, chart).pictures for chart in charts_of(context.report)}
    files = iter(_compiled(context, [picture.plot for drawn in found.values() for picture in drawn], form))
    return {chart: tuple(next(files) for _ in drawn) for chart, drawn in found.items()}


def _compiled(context: Context, plots: list[Plot], form: Literal["svg", "png"]) -> list[bytes]:
    if not plots:
        return []
    # Typst is imported by those who draw: a workbook has its own charts.
    from kit.reports.typesetting import printable, typeset

    report = context.report
    readable = map_plain(plots, lambda text: printable(text, rtl=context.rtl))
    about = {"language": report.language, "direction": report.direction, "style": dict(context.style)}
    given = {"charts": readable, "report": about | {"fonts": families(report.language)}}
    return typeset(context.templates, _PAGES, {}, {"given.json": given}, format=form, ppi=PIXELS_PER_INCH)


def _empty(chart: Chart) -> bool:
    match chart:
        case Timeline():
            return not chart.spans
        case Bars():
            return not any(any(series.values) for series in chart.series)
        case Grid():
            return not chart.rows or not chart.columns


def _parts(chart: Chart, *, tall: bool) -> tuple[Chart, ...]:
    """A chart cut where it would be taller than a page."""
    match chart:
        case Timeline():
            spans, size = chart.spans[:SPANS_DRAWN], TALL_SPANS_PER_PICTURE if tall else SPANS_PER_PICTURE
            return tuple(replace(chart, spans=spans[start : start + size]) for start in range(0, len(spans), size))
        case Bars():
            size = (TALL_ROWS_PER_PICTURE if tall else ROWS_PER_PICTURE) // (1 if chart.stacked else len(chart.series))
            return tuple(_rows(chart, start, max(1, size)) for start in range(0, len(chart.categories), max(1, size)))
        case Grid():
            return (chart,)


def _rows(chart: Bars, start: int, size: int) -> Bars:
    part = slice(start, start + size)
    series = tuple(replace(series, values=series.values[part]) for series in chart.series)
    return replace(chart, categories=chart.categories[part], series=series)


def _title(context: Context, title: str, number: int, count: int) -> str:
    if count == 1:
        return title
    digits = context.format.digits
    return context.words("continued", title=title, number=digits(str(number)), count=digits(str(count)))


def _remark(context: Context, chart: Chart) -> str:
    if not isinstance(chart, Timeline) or len(chart.spans) <= SPANS_DRAWN:
        return ""
    digits = context.format.digits
    return context.words("shown_of", shown=digits(str(SPANS_DRAWN)), count=digits(str(len(chart.spans))))
