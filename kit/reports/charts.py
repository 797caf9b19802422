"""Drawing with matplotlib, texts as outlines. Imported only when something is drawn."""

import io
import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kit.reports.fonts import families, fonts_dir
from kit.reports.locales import Formatter
from kit.reports.model import Bars, Grid, Timeline
from kit.reports.pictures import Look

WIDTH_INCHES = 7.0
LABEL_CHARACTERS = 34
MOST_LABEL_LINES = 2
LEGEND_CHARACTERS, GRID_CHARACTERS = 26, 16
TALL_SCRIPT = 1.6  # Nastaliq's lines are that much higher
for _path in sorted(fonts_dir().glob("*.ttf")):
    font_manager.fontManager.addfont(str(_path))


def draw(chart: Timeline | Bars | Grid, look: Look) -> bytes:
    """The chart as SVG with texts as outlines; the same bytes for the same chart."""
    settings: Any = {
        "font.family": list(families(look.language)),
        "font.size": 8,
        "svg.fonttype": "path",
        "svg.hashsalt": "workplan-kit",
        "text.parse_math": False,  # a dollar sign in an activity is money, not mathematics
        "axes.edgecolor": look.rule,
        "axes.labelcolor": look.ink,
        "text.color": look.ink,
        "xtick.color": look.muted,
        "ytick.color": look.ink,
    }
    with mpl.rc_context(settings):
        height = _height(chart) * (TALL_SCRIPT if look.language.startswith("ur") else 1.0)
        figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
        axes = figure.add_subplot()
        match chart:
            case Timeline():
                _timeline(axes, chart, look)
            case Bars():
                _bars(axes, chart, look)
            case Grid():
                _grid(axes, chart, look)
        target = io.BytesIO()
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
        return target.getvalue()


def _height(chart: Timeline | Bars | Grid) -> float:
    match chart:
        case Timeline():
            lines = sum(_wrapped(span.label).count("\n") + 1 for span in chart.spans)
            return 0.9 + 0.16 * lines + 0.1 * len(chart.spans)
        case Bars():
            bars = 1 if chart.stacked else len(chart.series)
            return 0.9 + max(0.32, 0.2 * bars + 0.1) * len(chart.categories)
        case Grid():
            return 0.9 + 0.32 * len(chart.rows)


def _wrapped(label: str, characters: int = LABEL_CHARACTERS, most: int = MOST_LABEL_LINES) -> str:
    """A label in a few short lines: it tells which row this is, the table holds the whole text."""
    lines = textwrap.wrap(" ".join(label.split()), characters) or [""]
    return "\n".join(lines[:most]) + ("…" if len(lines) > most else "")


def _framed(axes: Axes, labels: Sequence[str], look: Look) -> None:
    """Labels beside the rows at the side where reading begins, the first row on top."""
    axes.set_yticks(range(len(labels)), [_wrapped(label) for label in labels])
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.tick_params(length=0)
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    if look.rtl:
        axes.invert_xaxis()
        axes.yaxis.tick_right()


def _legend(axes: Axes, entries: Sequence[tuple[str, str]], look: Look) -> None:
    if len(entries) > 1:
        handles = [Patch(color=colour, label=_wrapped(label, LEGEND_CHARACTERS, 1)) for label, colour in entries]
        columns = min(3, len(entries))
        axes.legend(
            handles=handles,
            loc="lower right" if look.rtl else "lower left",
            bbox_to_anchor=(1 if look.rtl else 0, 1.0),
            ncols=columns,
            frameon=False,
            fontsize=7.5,
            alignment="right" if look.rtl else "left",
            borderaxespad=0.3,
            markerfirst=not look.rtl,
        )


def _timeline(axes: Axes, chart: Timeline, look: Look) -> None:
    groups = list(dict.fromkeys(span.group for span in chart.spans))
    colours = {group: look.series[number % len(look.series)] for number, group in enumerate(groups)}
    for number, span in enumerate(chart.spans):
        start, days = _day(span.start), max(1.0, _day(span.end) - _day(span.start) + 1)
        axes.barh(number, days, left=start, height=0.5, color=colours[span.group])
        for milestone in span.milestones:
            axes.plot(_day(milestone.due), number, marker="D", markersize=4.5, color="white", markeredgecolor=look.ink)
    _framed(axes, [span.label for span in chart.spans], look)
    _date_axis(axes, look)
    _legend(axes, [(group, colours[group]) for group in groups if group], look)


def _day(value: date) -> float:
    return float(date2num(value))  # type: ignore[no-untyped-call]


def _date_axis(axes: Axes, look: Look) -> None:
    locale = Formatter(look.language)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: locale.month(num2date(value).date())))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color=look.rule, linewidth=0.6)


def _bars(axes: Axes, chart: Bars, look: Look) -> None:
    count = len(chart.series)
    reached = [0.0] * len(chart.categories)
    for number, series in enumerate(chart.series):
        colour = look.series[number % len(look.series)]
        if chart.stacked or count == 1:
            axes.barh(range(len(chart.categories)), series.values, left=reached, height=0.55, color=colour)
            reached = [done + value for done, value in zip(reached, series.values, strict=True)]
        else:
            places = [place + (number - (count - 1) / 2) * 0.8 / count for place in range(len(chart.categories))]
            axes.barh(places, series.values, height=0.72 / count, color=colour)
    _framed(axes, chart.categories, look)
    locale = Formatter(look.language)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=all(v.is_integer() for s in chart.series for v in s.values)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: locale.short_number(value)))
    axes.grid(axis="x", color=look.rule, linewidth=0.6)
    axes.set_xlabel(_wrapped(chart.unit, LABEL_CHARACTERS, 1))
    entries = [(series.label, look.series[n % len(look.series)]) for n, series in enumerate(chart.series)]
    _legend(axes, entries, look)


def _grid(axes: Axes, chart: Grid, look: Look) -> None:
    for row, (levels, texts) in enumerate(zip(chart.levels, chart.texts, strict=True)):
        for column, (level, text) in enumerate(zip(levels, texts, strict=True)):
            shade = 0.08 + 0.92 * min(1.0, max(0.0, level)) if level > 0 else 0.0
            axes.barh(row, 0.94, left=column - 0.47, height=0.9, color=look.accent, alpha=shade)
            axes.text(
                column,
                row,
                _wrapped(text, GRID_CHARACTERS, 1),
                ha="center",
                va="center",
                color="white" if shade > 0.55 else look.ink,
            )
    _framed(axes, chart.rows, look)
    left, right = -0.5, len(chart.columns) - 0.5
    axes.set_xlim(*((right, left) if look.rtl else (left, right)))
    axes.set_xticks(range(len(chart.columns)), [_wrapped(column, GRID_CHARACTERS) for column in chart.columns])
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelcolor=look.ink)
