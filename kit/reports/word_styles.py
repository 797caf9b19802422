"""The look of a Word document: fonts with their complex-script twins, headings, page, header and footer."""

import io
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from kit.reports.context import Context
from kit.reports.fonts import WORD_FONTS, WORD_LATIN
from kit.reports.word_xml import PARAGRAPH_ORDER, RUN_ORDER, add_field, add_text, put

HEADING_POINTS = {"Title": 22, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11}
BULLET = "•"
DEVANAGARI_ONE = "१"
USED = ("Normal", "List Bullet", "List Number", "Header", "Footer", "TOC 1", "TOC 2", "TOC 3", *HEADING_POINTS)
PAPERS_MM = {"a4": (210, 297), "us-letter": (215.9, 279.4)}


def styled_document(context: Context) -> WordDocument:
    """An empty document with the styles of the report's language and the organiser's look."""
    size, accent = float(context.style["text_size"]), str(context.style["colours"]["accent"])
    return docx.Document(io.BytesIO(_styled(context.report.language, context.rtl, size, accent)))


@lru_cache(maxsize=8)
def _styled(language: str, rtl: bool, size: float, accent: str) -> bytes:
    document = docx.Document()
    _set_bullets(document)
    _set_styles(document, language, rtl, size, accent)
    _drop_theme_fonts(document)
    _drop_letter_spacing(document)
    _drop_unused_styles(document)
    _drop_unused_parts(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_styles(document: WordDocument, language: str, rtl: bool, size: float, accent: str) -> None:
    """Fonts, sizes, colours, language and direction of every style that the report uses."""
    for level in (1, 2, 3):
        contents = document.styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        contents.base_style = document.styles["Normal"]
        contents.paragraph_format.left_indent = Pt(12 * (level - 1))
        contents.paragraph_format.space_after = Pt(3)
    for name in USED:
        _set_style(document.styles[name], language, rtl, size)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, points in HEADING_POINTS.items():
        style = document.styles[name]
        _set_style(style, language, rtl, points, bold=True)
        style.font.color.rgb = RGBColor.from_string(accent.lstrip("#").upper())
    for line in document.styles["Title"].element.iter(qn("w:bottom")):
        line.set(qn("w:color"), accent.lstrip("#").upper())
        line.attrib.pop(qn("w:themeColor"), None)


def _set_bullets(document: WordDocument) -> None:
    """A bullet that every font has: the template's is a place in the font Symbol, which not every machine has."""
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            level.find(qn("w:lvlText")).set(qn("w:val"), BULLET)
            level.remove(level.find(qn("w:rPr")))


def _set_style(style: Any, language: str, rtl: bool, points: float, *, bold: bool = False) -> None:
    assert isinstance(style, ParagraphStyle)
    complex_font = WORD_FONTS.get(language.split("-")[0], WORD_LATIN)
    properties = style.element.get_or_add_rPr()
    put(properties, RUN_ORDER, "rFonts", ascii=WORD_LATIN, hAnsi=WORD_LATIN, eastAsia=WORD_LATIN, cs=complex_font)
    if bold:
        put(properties, RUN_ORDER, "b")
        put(properties, RUN_ORDER, "bCs")
    for name in ("sz", "szCs"):
        put(properties, RUN_ORDER, name, val=str(round(points * 2)))
    put(properties, RUN_ORDER, "lang", val="en-GB" if rtl else language, bidi=language)
    if rtl:
        put(style.element.get_or_add_pPr(), PARAGRAPH_ORDER, "bidi")


def set_page(context: Context, section: WordSection, *, landscape: bool = False) -> None:
    """Paper and margins; a landscape section has its sides changed over."""
    from docx.enum.section import WD_ORIENT

    width, height = PAPERS_MM.get(str(context.style["paper"]), PAPERS_MM["a4"])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(height), Mm(width)) if landscape else (Mm(width), Mm(height))
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def set_header_and_footer(context: Context, section: WordSection) -> None:
    """Draft or confirmed and the title above every page; the page number below."""
    report, colours = context.report, context.style["colours"]
    head = section.header.paragraphs[0]._p
    add_text(head, report.status, bold=True, colour=colours["confirmed" if report.confirmed else "draft"])
    add_text(head, f"  ·  {report.title}", colour=colours["muted"], half_points=16)
    foot = section.footer.paragraphs[0]._p
    if context.style.get("footer"):
        add_text(foot, f"{context.style['footer']}  ·  ", colour=colours["muted"], half_points=16)
    before, between, after = _page_words(context)
    add_text(foot, before)
    digits = context.format.digits
    # ECMA-376 knows Devanagari digits (17.18.59, 17.16.4.3.1) and none of the kit's other scripts' own.
    form = r" \* HINDIARABIC" if digits("1") == DEVANAGARI_ONE else ""
    add_field(foot, f"PAGE{form}", digits("1"))
    add_text(foot, between)
    add_field(foot, f"NUMPAGES{form}", digits("1"))
    add_text(foot, after)


def _page_words(context: Context) -> tuple[str, str, str]:
    """What stands before, between and after the two numbers in the language's sentence."""
    before, rest = context.words("page_of", page="\0", pages="\1").split("\0")
    between, after = rest.split("\1")
    return before, between, after


def text_width(section: WordSection) -> Any:
    """The width between the margins."""
    assert section.page_width is not None
    return section.page_width - (section.left_margin or 0) - (section.right_margin or 0)


def _drop_theme_fonts(document: WordDocument) -> None:
    """Theme fonts win over named ones in Word, so no style may keep one."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if "heme" in name]:
            del fonts.attrib[name]


def _drop_letter_spacing(document: WordDocument) -> None:
    """Letters that are set apart, as in the template's title, tear joined scripts into pieces."""
    for properties in document.styles.element.iter(qn("w:rPr")):
        for spacing in properties.findall(qn("w:spacing")):
            properties.remove(spacing)


def _drop_unused_styles(document: WordDocument) -> None:
    """python-docx's template has 160 styles, which every document would read and write again; Word has them itself."""
    root = document.styles.element
    styles = {style.styleId: style for style in root.style_lst}
    used = {name.lower() for name in USED}  # Word's files say "heading 1" for "Heading 1"
    wanted = [style for style in styles.values() if style.name_val.lower() in used or style.default]
    kept: set[str] = set()
    while wanted:
        style = wanted.pop()
        kept.add(style.styleId)
        others = [found.get(qn("w:val")) for tag in ("basedOn", "next", "link") for found in style.iter(qn(f"w:{tag}"))]
        wanted += [styles[name] for name in others if name in styles and name not in kept]
    for name, style in styles.items():
        if name not in kept:
            root.remove(style)


def _drop_unused_parts(document: WordDocument) -> None:
    """Its styles once more for Word 2007 (440 kB), a picture of an empty page, an empty list of sources."""
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "thumbnail", "customXml"):
                del relations[name]
