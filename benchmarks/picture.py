"""Draw what `joins.py --json` measured as bars, each measure with its own scale.

    python benchmarks/joins.py --panel --json | python benchmarks/picture.py > docs/pictures/joining.svg

Drawn is, of each server, the row with the most people whom all compared servers let in at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

MEASURES = (
    ("slowest_seconds", "the slowest has a form that can be filled in", "s"),
    ("cpu_seconds", "processor time for each participant", "s"),
    ("memory_mb", "memory for each participant", "MB"),
)
WIDTH, BAR, GAP, HEAD = 760, 22, 8, 34
LABEL, LONGEST = 130, 520
OURS, OTHERS, INK = "#0b6066", "#b9b2a7", "#1d2326"


def rows_of(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row of each server, of the same number of people: the largest that all have."""
    shared = set.intersection(
        *({r["joins"] for r in measured if r["server"] == s} for s in {r["server"] for r in measured})
    )
    return [row for row in measured if row["joins"] == max(shared)]


def bars(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The drawing's lines."""
    top = 0
    for name, words, unit in MEASURES:
        longest = max(row[name] for row in rows) or 1
        yield f'<text x="0" y="{top + 20}" font-weight="bold">{escape(words)}</text>'
        for place, row in enumerate(rows):
            y = top + HEAD + place * (BAR + GAP)
            length = max(2.0, LONGEST * row[name] / longest)
            colour = OURS if row["server"] == "workplan-kit" else OTHERS
            yield f'<text x="0" y="{y + 16}">{escape(row["server"])}</text>'
            yield f'<rect x="{LABEL}" y="{y}" width="{length:.1f}" height="{BAR}" rx="3" fill="{colour}"/>'
            yield f'<text x="{LABEL + length + 8:.1f}" y="{y + 16}">{row[name]:g} {unit}</text>'
        top += HEAD + len(rows) * (BAR + GAP) + GAP


def main() -> None:
    """Read the measurements, write the drawing."""
    rows = rows_of(json.load(sys.stdin))
    height = len(MEASURES) * (HEAD + len(rows) * (BAR + GAP) + GAP)
    title = f"{rows[0]['joins']} people who join at once, on one machine"
    sys.stdout.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}" '
        f'font-family="sans-serif" font-size="14" fill="{INK}">\n<title>{title}</title>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n' + "\n".join(bars(rows)) + "\n</svg>\n"
    )


if __name__ == "__main__":
    main()
