"""Charts as pictures: split where one would be too tall, drawn once and used by every format."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from kit.reports.context import Context
from kit.reports.fonts import drawable
from kit.reports.model import Bars, Grid, Timeline
from kit.reports.text import map_texts

PictureFormat = Literal["svg", "png"]
SPANS_PER_PICTURE = 18  # two lines of label each still fit a page
TALL_SPANS_PER_PICTURE = 11  # Nastaliq
SPANS_DRAWN = 90
PIXELS_PER_INCH = 180
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


@dataclass(frozen=True)
class Picture:
    """One picture in one format, with the title that tells it from its neighbours."""

    title: str
    data: bytes


@dataclass(frozen=True)
class Drawn:
    """A chart's pictures, and what must be said where they do not show everything."""

    pictures: tuple[Picture, ...]
    remark: str = ""


def pictures(context: Context, chart: Timeline | Bars | Grid, form: PictureFormat) -> Drawn:
    """The chart drawn in the report's language and style; no picture at all where there is nothing to draw."""
    chart = map_texts(chart, drawable)
    if _empty(chart):
        return Drawn((), context.words("nothing_to_draw"))
    tall = context.report.language.startswith("ur")
    size = TALL_SPANS_PER_PICTURE if tall else SPANS_PER_PICTURE
    parts: tuple[Timeline | Bars | Grid, ...] = _parts(chart, size) if isinstance(chart, Timeline) else (chart,)
    drawn = tuple(
        Picture(_title(context, chart.title, number, len(parts)), _drawn(part, _look(context), form))
        for number, part in enumerate(parts, start=1)
    )
    return Drawn(drawn, _remark(context, chart))


def _empty(chart: Timeline | Bars | Grid) -> bool:
    match chart:
        case Timeline():
            return not chart.spans
        case Bars():
            return not any(any(series.values) for series in chart.series)
        case Grid():
            return not chart.rows or not chart.columns


def _parts(chart: Timeline, size: int) -> tuple[Timeline, ...]:
    spans = chart.spans[:SPANS_DRAWN]
    return tuple(replace(chart, spans=spans[start : start + size]) for start in range(0, len(spans), size))


def _title(context: Context, title: str, number: int, count: int) -> str:
    if count == 1:
        return title
    digits = context.format.digits
    return context.words("continued", title=title, number=digits(str(number)), count=digits(str(count)))


def _remark(context: Context, chart: Timeline | Bars | Grid) -> str:
    if not isinstance(chart, Timeline) or len(chart.spans) <= SPANS_DRAWN:
        return ""
    digits = context.format.digits
    return context.words("shown_of", shown=digits(str(SPANS_DRAWN)), count=digits(str(len(chart.spans))))


@dataclass(frozen=True)
class Look:
    """What a drawing needs to know besides its data; hashable, so that a picture is drawn only once."""

    language: str
    rtl: bool
    ink: str
    muted: str
    accent: str
    rule: str
    series: tuple[str, ...]


def _look(context: Context) -> Look:
    colours: Any = context.style["colours"]
    names = {name: str(colours[name]) for name in ("ink", "muted", "accent", "rule")}
    return Look(context.report.language, context.rtl, series=tuple(map(str, colours["series"])), **names)


def _drawn(chart: Timeline | Bars | Grid, look: Look, form: PictureFormat) -> bytes:
    svg = _outlines(chart, look)
    return svg if form == "svg" else _pixels(svg)


@lru_cache(maxsize=64)
def _outlines(chart: Timeline | Bars | Grid, look: Look) -> bytes:
    from kit.reports.charts import draw  # matplotlib takes more than a second to import: only who draws pays

    return draw(chart, look)


@lru_cache(maxsize=64)
def _pixels(svg: bytes) -> bytes:
    """The very same drawing as PNG; Typst needs a sixth of the time that matplotlib would take to draw it again."""
    import typst

    from kit.reports.pdf import shipped_fonts

    inputs, fonts = {"svg": svg.decode()}, shipped_fonts()
    pixels = typst.compile(_PAGE, font_paths=fonts, sys_inputs=inputs, format="png", ppi=PIXELS_PER_INCH)
    assert isinstance(pixels, bytes)
    return pixels
