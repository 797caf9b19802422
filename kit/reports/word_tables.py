"""Tables in WordprocessingML, written as elements: thousands of rows in seconds, the head repeated on every page."""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length

from kit.reports.context import Context
from kit.reports.model import Table
from kit.reports.text import steady
from kit.reports.view import NUMERIC
from kit.reports.word_xml import add_text, child, is_plain

EMU_PER_TWIP = 635
LONG_ROW = 1200
"""Characters of a row that may not fit a page and is therefore parted."""
SMALL_HALF_POINTS, SMALLER_HALF_POINTS = 17, 15
MANY_COLUMNS = 6
_PLACE = "-"
_CELL = qn("w:tc")


def table_element(context: Context, table: Table, width: Length) -> Any:
    """The ``w:tbl`` of a table, as wide as the text, mirrored in a right-to-left document."""
    total = sum(column.weight for column in table.columns)
    widths = [int(width / EMU_PER_TWIP * column.weight / total) for column in table.columns]
    element = OxmlElement("w:tbl")
    _properties(context, element, sum(widths), table.title)
    grid = child(element, "tblGrid")
    for share in widths:
        child(grid, "gridCol", w=str(share))
    size = SMALLER_HALF_POINTS if len(table.columns) > MANY_COLUMNS else SMALL_HALF_POINTS
    colours = context.style["colours"]
    ends = [column.type in NUMERIC for column in table.columns]
    head = _row(element, head=True)
    for column, share, end in zip(table.columns, widths, ends, strict=True):
        _cell(context, head, column.heading, share, end=end, size=size, fill=colours["accent"], colour="FFFFFF")
    # Copies of two prepared rows, since making each element anew takes most of a long plan's time.
    bands = [_row(element) for _ in range(2)]
    for line, fill in zip(bands, ("", colours["accent_soft"]), strict=True):
        element.remove(line)
        for share, end in zip(widths, ends, strict=True):
            _cell(context, line, _PLACE, share, end=end, size=size, fill=fill)
    for number, row in enumerate(table.rows):
        line = deepcopy(bands[number % 2])
        texts = [context.format.cell(value) for value in row.cells]
        if sum(map(len, texts)) > LONG_ROW:
            line.remove(line[0])
        for cell, text in zip(line.findall(_CELL), texts, strict=True):
            _say(cell[-1], steady(text) if context.rtl else text, size)
        element.append(line)
    return element


def _say(paragraph: Any, text: str, size: int) -> None:
    """Put a text in place of the prepared one."""
    run = paragraph[-1]
    if text and is_plain(text):
        run[-1].text = text
    else:
        paragraph.remove(run)
        add_text(paragraph, text, half_points=size)


def _properties(context: Context, element: Any, width: int, title: str) -> None:
    properties = child(element, "tblPr")
    if context.rtl:
        child(properties, "bidiVisual")
    child(properties, "tblW", w=str(width), type="dxa")
    borders = child(properties, "tblBorders")
    colour = str(context.style["colours"]["rule"]).lstrip("#")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, side, val="single", sz="4", space="0", color=colour)
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        child(margins, side, w="60", type="dxa")
    child(properties, "tblLook", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="0", noVBand="1")
    child(properties, "tblCaption", val=title[:250])


def _row(element: Any, *, head: bool = False) -> Any:
    row = child(element, "tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    if head:
        child(properties, "tblHeader")
    return row


def _cell(
    context: Context, row: Any, text: str, width: int, *, end: bool, size: int, fill: str = "", colour: str = ""
) -> None:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=str(width), type="dxa")
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill.lstrip("#"))
    paragraph = child(cell, "p")
    layout = child(paragraph, "pPr")
    if context.rtl:
        child(layout, "bidi")
    child(layout, "spacing", before="0", after="0")
    if end:
        child(layout, "jc", val="end")
    add_text(paragraph, steady(text) if context.rtl else text, bold=bool(colour), colour=colour, half_points=size)
