"""Charts as places: where each bar, point, number and word of a chart stands, for one template that draws them.

Places along the axis are shares of its length, 0 where reading begins; the template mirrors them where it must.
"""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from kit.reports.locales import Formatter
from kit.reports.model import Bars, Grid, Timeline

LABEL_CHARACTERS, LEGEND_CHARACTERS, GRID_CHARACTERS = 64, 40, 36
AXIS_MILLIMETRES = 105
"""About the length of the axis that the template draws: what decides how many numbers fit under it."""
MOST_TICKS = 7
_MONTH_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240, 600, 1200)
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)

Plot = dict[str, Any]


def plot(chart: Timeline | Bars | Grid, words: Formatter, whole: Timeline | Bars | Grid | None = None) -> Plot:
    """A chart's places as plain values: ``charts.typ`` says what each is for.

    ``whole`` is the chart that this one is a part of, so that all parts have bars of one scale.
    """
    match chart:
        case Timeline():
            return _timeline(chart, words)
        case Bars():
            return _bars(chart, words, whole if isinstance(whole, Bars) else chart)
        case Grid():
            return _grid(chart)


def shortened(label: str, most: int = LABEL_CHARACTERS) -> str:
    """A label that tells which row this is; the table holds the whole text."""
    text = " ".join(label.split())
    if len(text) <= most:
        return text
    cut = text[: most + 1].rpartition(" ")[0]
    return (cut if len(cut) > most // 2 else text[:most]).rstrip() + "…"


def _timeline(chart: Timeline, words: Formatter) -> Plot:
    months = _months(min(span.start for span in chart.spans), max(span.end for span in chart.spans))
    first, length = months[0].toordinal(), months[-1].toordinal() - months[0].toordinal()
    groups = list(dict.fromkeys(span.group for span in chart.spans))

    def at(day: date, plus: int = 0) -> float:
        return _share(day.toordinal() + plus - first, length)

    bars, points = [], []
    for row, span in enumerate(chart.spans):
        end = max(at(span.end, 1), at(span.start) + 0.004)  # one day of ten years is still seen
        bars.append(_bar(row, at(span.start), end, groups.index(span.group)))
        points += [{"row": row, "at": at(milestone.due)} for milestone in span.milestones]
    legend = [{"label": shortened(name, LEGEND_CHARACTERS), "series": n} for n, name in enumerate(groups) if name]
    labels = [shortened(span.label) for span in chart.spans]
    ticks = [{"at": at(day), "label": words.month(day)} for day in _some(months, words)]
    return _rows(labels, bars, ticks, legend) | {"points": points}


def _months(start: date, end: date) -> list[date]:
    """The first days of all months from the one of ``start`` to the one after ``end``."""
    first, last = start.year * 12 + start.month - 1, min(end.year * 12 + end.month, date.max.year * 12 + 11)
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, max(last, first + 1) + 1)]


def _some(months: Sequence[date], words: Formatter) -> Sequence[date]:
    """As many months as have room for their names."""
    widest = max(len(words.month(day)) for day in months[:12])
    most = max(2, min(MOST_TICKS, int(AXIS_MILLIMETRES / (widest * 1.5 + 4))))
    return months[:: next((step for step in _MONTH_STEPS if (len(months) - 1) / step <= most - 1), len(months))]


def _bars(chart: Bars, words: Formatter, whole: Bars) -> Plot:
    sums = [sum(values) for values in zip(*(s.values for s in whole.series), strict=True)] if chart.stacked else []
    reached = [*sums, *(value for series in whole.series for value in series.values)]
    ticks = _numbers(min(0.0, *reached), max(0.0, *reached), whole=all(value.is_integer() for value in reached))
    low, length = ticks[0], ticks[-1] - ticks[0]
    single = chart.stacked or len(chart.series) == 1
    bars = []
    for row in range(len(chart.categories)):
        base = 0.0
        for number, series in enumerate(chart.series):
            value = series.values[row]
            start, end = sorted((_share(base - low, length), _share(base + value - low, length)))
            within = {} if single else {"part": number / len(chart.series), "parts": len(chart.series)}
            bars += [_bar(row, start, end, number) | within] if value else []
            base += value if single else 0.0
    places = [{"at": _share(tick - low, length), "label": words.short_number(tick)} for tick in ticks]
    legend = [{"label": shortened(s.label, LEGEND_CHARACTERS), "series": n} for n, s in enumerate(chart.series)]
    labels = [shortened(category) for category in chart.categories]
    drawn = _rows(labels, bars, places, legend if len(legend) > 1 else [])
    return drawn | {"unit": shortened(chart.unit), "slots": 1 if single else len(chart.series)}


def _numbers(low: float, high: float, *, whole: bool) -> list[float]:
    """Round numbers that hold all values, at most six."""
    rough = (high - low) / 4 or 1.0
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * scale for nice in _NICE if nice * scale >= rough * 0.999)
    step = max(1.0, float(math.ceil(step))) if whole else step
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _grid(chart: Grid) -> Plot:
    cells = [
        {"row": row, "column": column, "level": _level(level), "text": shortened(text, GRID_CHARACTERS)}
        for row, (levels, texts) in enumerate(zip(chart.levels, chart.texts, strict=True))
        for column, (level, text) in enumerate(zip(levels, texts, strict=True))
    ]
    columns = [shortened(column, GRID_CHARACTERS) for column in chart.columns]
    return {"shape": "grid", "labels": [shortened(row) for row in chart.rows], "columns": columns, "cells": cells}


def _level(level: float) -> float:
    return round(min(1.0, max(0.0, level)), 3)


def _share(part: float, whole: float) -> float:
    return round(min(1.0, max(0.0, part / whole)), 4)


def _bar(row: int, start: float, end: float, series: int) -> Plot:
    return {"row": row, "start": start, "end": end, "series": series, "part": 0, "parts": 1}


def _rows(labels: list[str], bars: list[Plot], ticks: list[Plot], legend: list[Plot]) -> Plot:
    return {
        "shape": "rows",
        "labels": labels,
        "bars": bars,
        "points": [],
        "ticks": ticks,
        "legend": legend,
        "unit": "",
        "slots": 1,
    }
