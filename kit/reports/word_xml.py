"""Small pieces of WordprocessingML, always in the order of the schema: Word refuses what LibreOffice forgives.

Order of elements: ECMA-376 part 1, 17.3.1.26 (pPr), 17.3.2.28 (rPr), 17.4.60 (tblPr).
"""

import re
from functools import cache, lru_cache
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import SubElement  # type: ignore[import-untyped]

from kit.domain.bidi import RTL_LETTERS


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PARAGRAPH_ORDER = _names(
    """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
    """
)
RUN_ORDER = _names(
    """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    """
)
TABLE_ORDER = _names(
    """
    tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
    """
)
_NAMESPACE = nsdecls("w")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# Right-to-left letters with what stands between them, but not a Latin word or a number.
_RTL_PART = re.compile(f"[{RTL_LETTERS}](?:[^A-Za-z0-9\u00c0-\u024f]*[{RTL_LETTERS}])*[\u200c\u200d]?")


def put(properties: Any, order: tuple[str, ...], name: str, **attributes: str) -> Any:
    """Set one property element, replacing an earlier one, at its place in the schema's order."""
    for old in properties.findall(qn(f"w:{name}")):
        properties.remove(old)
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    later = {qn(f"w:{after}") for after in order[order.index(name) + 1 :]}
    before = next((child for child in properties if child.tag in later), None)
    if before is None:
        properties.append(element)
    else:
        before.addprevious(element)
    return element


def child(parent: Any, tag: str, /, **attributes: str) -> Any:
    """Append one element; the caller appends in the schema's order."""
    return SubElement(parent, _name(tag), {_name(key): value for key, value in attributes.items()})


@cache
def _name(tag: str) -> str:
    """A name in WordprocessingML's namespace; asked for a hundred thousand times in a long plan."""
    return qn(f"w:{tag}")


def written(text: str) -> str:
    """A text as it stands in XML, between tags or quotes: the one place where people's text enters markup."""
    return text.translate(_ESCAPED)


def element_of(markup: str) -> Any:
    """The element of a piece of markup whose names begin with ``w:``; texts in it went through `written`."""
    end = markup.index(">") - (markup[markup.index(">") - 1] == "/")
    return parse_xml(f"{markup[:end]} {_NAMESPACE}{markup[end:]}")


def add_text(paragraph: Any, text: str, **look: Any) -> None:
    """Append text to a ``w:p`` as `runs` writes it."""
    if text:
        paragraph.extend(list(element_of(f"<w:p>{runs(text, **look)}</w:p>")))


def runs(text: str, *, bold: bool = False, colour: str = "", half_points: int = 0) -> str:
    """Text as markup of runs, each marked with its direction; line ends become breaks."""
    lines = [
        "".join(
            f'<w:r>{_look(bold, colour, half_points, rtl)}<w:t xml:space="preserve">{written(part)}</w:t></w:r>'
            for part, rtl in _parts(line)
        )
        for line in text.split("\n")
    ]
    return "<w:r><w:br/></w:r>".join(lines)


@lru_cache(maxsize=256)
def _look(bold: bool, colour: str, half_points: int, rtl: bool) -> str:
    """A run's properties, in the schema's order."""
    properties = [
        "<w:b/><w:bCs/>" if bold else "",
        f'<w:color w:val="{written(colour.lstrip("#"))}"/>' if colour else "",
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else "",
        "<w:rtl/>" if rtl else "",
    ]
    found = "".join(properties)
    return f"<w:rPr>{found}</w:rPr>" if found else ""


def _parts(line: str) -> list[tuple[str, bool]]:
    """A line cut into runs of one direction."""
    if line.isascii():
        return [(line, False)] if line else []
    parts, reached = [], 0
    for found in _RTL_PART.finditer(line):
        if found.start() > reached:
            parts.append((line[reached : found.start()], False))
        parts.append((found.group(), True))
        reached = found.end()
    return parts + ([(line[reached:], False)] if reached < len(line) else [])


def add_field(paragraph: Any, code: str, shown: str, *, dirty: bool = False) -> None:
    """Append a field that the word processor computes, such as ``PAGE``, with what is shown until then."""
    begin_field(paragraph, code, dirty=dirty)
    child(child(paragraph, "r"), "t").text = shown
    end_field(paragraph)


def begin_field(paragraph: Any, code: str, *, dirty: bool = False) -> None:
    """Open a field; what is appended before `end_field` is its shown result."""
    begin = child(child(paragraph, "r"), "fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    instruction = child(child(paragraph, "r"), "instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    child(child(paragraph, "r"), "fldChar", fldCharType="separate")


def end_field(paragraph: Any) -> None:
    """Close the field that `begin_field` opened."""
    child(child(paragraph, "r"), "fldChar", fldCharType="end")
