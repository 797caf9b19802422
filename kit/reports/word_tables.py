"""Tables in WordprocessingML, written as text and read once: thousands of rows in seconds, the head on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.shared import Length

from kit.reports.context import Context
from kit.reports.model import Table
from kit.reports.text import steady
from kit.reports.view import NUMERIC
from kit.reports.word_xml import element_of, runs, written

EMU_PER_TWIP = 635
LONG_ROW = 1200
"""Characters of a row that may not fit a page and is therefore parted."""
SMALL_HALF_POINTS, SMALLER_HALF_POINTS = 17, 15
MANY_COLUMNS = 6
_AT_END = '<w:jc w:val="end"/>'
_WHOLE = "<w:cantSplit/>"
_SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True)
class _Line:
    """Rows that look alike: what stands in each cell before its text, and how the text looks."""

    starts: Sequence[str]
    look: dict[str, Any]
    rtl: bool

    def of(self, texts: Sequence[str], properties: str) -> str:
        steadied = map(steady, texts) if self.rtl else texts
        cells = zip(self.starts, steadied, strict=True)
        row = "".join(f"{start}{runs(text, **self.look) if text else ''}</w:p></w:tc>" for start, text in cells)
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{row}</w:tr>"

    def fitting(self, texts: Sequence[str]) -> str:
        """A row that stays whole, unless it may not fit a page."""
        return self.of(texts, _WHOLE if sum(map(len, texts)) <= LONG_ROW else "")


def table_element(context: Context, table: Table, width: Length) -> Any:
    """The ``w:tbl`` of a table, as wide as the text, mirrored in a right-to-left document."""
    total = sum(column.weight for column in table.columns)
    widths = [int(width / EMU_PER_TWIP * column.weight / total) for column in table.columns]
    colours = context.style["colours"]
    size = SMALLER_HALF_POINTS if len(table.columns) > MANY_COLUMNS else SMALL_HALF_POINTS

    def line(fill: str, **look: Any) -> _Line:
        ends = (column.type in NUMERIC for column in table.columns)
        starts = [_cell_start(context, share, fill, end=end) for share, end in zip(widths, ends, strict=True)]
        return _Line(starts, {"half_points": size, **look}, context.rtl)

    head = line(colours["accent"], bold=True, colour="FFFFFF")
    bands = (line(""), line(colours["accent_soft"]))
    rows = [head.of([column.heading for column in table.columns], f"{_WHOLE}<w:tblHeader/>")]
    rows += [
        bands[n % 2].fitting([context.format.cell(cell) for cell in row.cells]) for n, row in enumerate(table.rows)
    ]
    grid = "".join(f'<w:gridCol w:w="{share}"/>' for share in widths)
    properties = _properties(context, sum(widths), table.title)
    return element_of(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def _properties(context: Context, width: int, title: str) -> str:
    colour = written(str(context.style["colours"]["rule"]).lstrip("#"))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
        for side in (*_SIDES, "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in _SIDES)
    return (
        f"<w:tblPr>{'<w:bidiVisual/>' if context.rtl else ''}"
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{written(title[:250])}"/></w:tblPr>'
    )


def _cell_start(context: Context, width: int, fill: str, *, end: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{written(fill.lstrip("#"))}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"<w:p><w:pPr>{'<w:bidi/>' if context.rtl else ''}"
        f'<w:spacing w:before="0" w:after="0"/>{_AT_END if end else ""}</w:pPr>'
    )
