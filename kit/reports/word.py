"""DOCX with python-docx: real headings, contents, repeated heads, alternative texts, right-to-left throughout."""

import io
from datetime import UTC, datetime
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Mm

from kit.reports.context import Context
from kit.reports.model import (
    COMPACT,
    Bars,
    Block,
    Grid,
    KeyValues,
    Link,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Section,
    Signatures,
    Table,
    Timeline,
)
from kit.reports.pictures import images, pictures
from kit.reports.qr import qr_png
from kit.reports.text import steady
from kit.reports.word_package import packed
from kit.reports.word_styles import set_header_and_footer, set_page, styled_document, text_width
from kit.reports.word_tables import table_element
from kit.reports.word_xml import PARAGRAPH_ORDER, add_field, add_text, begin_field, child, end_field, put

TALLEST_PICTURE = Mm(235)


def render_docx(context: Context) -> bytes:
    """The report as a Word document."""
    writer = _Writer(context)
    writer.write()
    return packed(writer.document)


class _Writer:
    """Appends a report's parts to one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.document: WordDocument = styled_document(context)
        self.bookmarks = self.pictures = 0
        self.styles: dict[str, str] = {}
        self.images = images(context, "png")

    def write(self) -> None:
        context, document = self.context, self.document
        _set_properties(context, document)
        set_page(context, document.sections[0])
        set_header_and_footer(context, document.sections[0])
        self._title()
        self._contents()
        for section in context.report.sections:
            self._section(section)
        if context.report.sources:
            self._section(Section("sources", context.words("sources"), (ListBlock(context.report.sources),)))

    def paragraph(self, text: str = "", style: str = "Normal", **look: Any) -> Any:
        """Append a paragraph and return its ``w:p``."""
        element = self.document.add_paragraph()._p
        if style != "Normal":
            element.style = self._style_id(style)
        if self.context.rtl:
            put(element.get_or_add_pPr(), PARAGRAPH_ORDER, "bidi")
        add_text(element, self._steady(text), **look)
        return element

    def _steady(self, text: str) -> str:
        return steady(text) if self.context.rtl else text

    def _style_id(self, name: str) -> str:
        """The style's id; python-docx would look through all styles for each paragraph."""
        if name not in self.styles:
            self.styles[name] = str(self.document.styles[name].style_id)
        return self.styles[name]

    def _title(self) -> None:
        report, colours = self.context.report, self.context.style["colours"]
        if self.context.logo.startswith(b"\x89PNG"):  # Word cannot show an SVG without a picture beside it
            self._picture(self.context.logo, str(self.context.style["logo_text"]), height=Mm(16))
        self.paragraph(report.status, bold=True, colour=colours["confirmed" if report.confirmed else "draft"])
        self.paragraph(report.title, "Title")
        if report.subtitle:
            self.paragraph(report.subtitle, colour=colours["muted"], half_points=26)
        self._key_values(KeyValues(tuple(self.context.facts)))
        for notice in report.notices:
            self._note(Note(notice))

    def _contents(self) -> None:
        """A contents field with the headings in it already, so that it reads well before it is updated."""
        sections = self.context.report.sections
        if len(sections) < 3 or self.context.report.kind in COMPACT:
            return
        words = self.context.words
        self.paragraph(words("contents"), bold=True, colour=self.context.style["colours"]["accent"], half_points=28)
        for number, section in enumerate(sections):
            line = self.paragraph(style=f"TOC {section.level}")
            if number == 0:
                begin_field(line, r'TOC \o "1-3" \h \z \u', dirty=True)
            link = child(line, "hyperlink", anchor=_anchor(number), history="1")
            add_text(link, f"{self._steady(section.heading)}  ")
            add_field(link, f"PAGEREF {_anchor(number)} \\h", "–")
            if number == len(sections) - 1:
                end_field(line)
        self.paragraph(words("update_contents"), colour=self.context.style["colours"]["muted"], half_points=16)

    def _section(self, section: Section) -> None:
        blocks = list(section.blocks)
        first = blocks[0] if blocks else None
        wide = isinstance(first, Table) and first.landscape and bool(first.rows)
        if wide:
            self._turn(landscape=True)
        heading = self.paragraph(section.heading, f"Heading {section.level}")
        if isinstance(first, PageBreak):
            put(heading.get_or_add_pPr(), PARAGRAPH_ORDER, "pageBreakBefore")
            blocks.pop(0)
        self._bookmark(heading)
        for number, block in enumerate(blocks):
            self._block(block, section.heading)
            if wide and number == 0:
                self._turn(landscape=False)

    def _turn(self, *, landscape: bool) -> None:
        set_page(self.context, self.document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)

    def _bookmark(self, heading: Any) -> None:
        start = child(heading, "bookmarkStart", id=str(self.bookmarks), name=_anchor(self.bookmarks))
        properties = heading.pPr
        properties.addnext(start)
        child(heading, "bookmarkEnd", id=str(self.bookmarks))
        self.bookmarks += 1

    def _block(self, block: Block, heading: str) -> None:
        match block:
            case Paragraph(text):
                self.paragraph(text)
            case ListBlock():
                self._list(block)
            case KeyValues():
                self._key_values(block)
            case Table():
                self._table(block, named=block.title != heading)
            case Timeline() | Bars() | Grid():
                self._chart(block)
            case Note():
                self._note(block)
            case Link(text, url):
                self.paragraph(text)
                self._picture(qr_png(url), self.context.words("code_picture"), height=Mm(32))
                self.paragraph(url)
            case Signatures():
                self._signatures(block)
            case PageBreak():
                put(self.paragraph().get_or_add_pPr(), PARAGRAPH_ORDER, "pageBreakBefore")

    def _list(self, block: ListBlock) -> None:
        number = self._new_numbering() if block.ordered else None
        for item in block.items:
            element = self.paragraph(item, "List Number" if block.ordered else "List Bullet")
            if number is not None:
                numbering = put(element.get_or_add_pPr(), PARAGRAPH_ORDER, "numPr")
                child(numbering, "ilvl", val="0")
                child(numbering, "numId", val=str(number))

    def _new_numbering(self) -> int:
        """A numbering of its own, so that each list begins at 1."""
        numbering = self.document.part.numbering_part.element
        style = self.document.styles["List Number"].element
        original = numbering.num_having_numId(style.pPr.numPr.numId.val)
        fresh = numbering.add_num(original.abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def _key_values(self, block: KeyValues) -> None:
        for label, value in block.pairs:
            element = self.paragraph(f"{label}: ", colour=self.context.style["colours"]["muted"])
            put(element.get_or_add_pPr(), PARAGRAPH_ORDER, "spacing", before="0", after="40")
            add_text(element, self._steady(value))

    def _table(self, table: Table, *, named: bool) -> None:
        if named:
            caption = self.paragraph(table.title, bold=True)
            put(caption.get_or_add_pPr(), PARAGRAPH_ORDER, "keepNext")
        if not table.rows:
            empty = table.empty or self.context.words("empty_table")
            self.paragraph(empty, colour=self.context.style["colours"]["muted"])
            return
        element = table_element(self.context, table, text_width(self.document.sections[-1]))
        # Word joins two tables that touch, so a paragraph follows each; a small one, what comes next has its own space.
        after = self.paragraph()
        properties = after.get_or_add_pPr()
        put(properties, PARAGRAPH_ORDER, "spacing", before="0", after="0", line="120", lineRule="exact")
        after.addprevious(element)

    def _chart(self, chart: Timeline | Bars | Grid) -> None:
        drawn = pictures(self.context, chart)
        for picture, image in zip(drawn.pictures, self.images[chart], strict=True):
            caption = self.paragraph(picture.title, bold=True)
            put(caption.get_or_add_pPr(), PARAGRAPH_ORDER, "keepNext")
            self._picture(image, chart.alt)
        if not drawn.pictures:
            self.paragraph(chart.title, bold=True)
        if drawn.remark:
            self.paragraph(drawn.remark, colour=self.context.style["colours"]["muted"])

    def _picture(self, data: bytes, text: str, height: Any = None) -> None:
        relation, image = self.document.part.get_or_add_image(io.BytesIO(data))
        width = None if height else text_width(self.document.sections[-1])
        across, down = image.scaled_dimensions(width, height)
        if down > TALLEST_PICTURE:
            across, down = Emu(across * TALLEST_PICTURE // down), TALLEST_PICTURE
        self.pictures += 1  # python-docx would look through the whole document for an id
        inline = CT_Inline.new_pic_inline(self.pictures, relation, f"image{self.pictures}.png", across, down)
        inline.docPr.set("descr", text)
        child(child(self.paragraph(), "r"), "drawing").append(inline)

    def _note(self, note: Note) -> None:
        colours = self.context.style["colours"]
        edge, fill = {
            "info": ("accent", "accent_soft"),
            "warning": ("draft", "warning_soft"),
            "good": ("confirmed", "good_soft"),
        }[note.tone]
        element = self.paragraph(note.text)
        properties = element.get_or_add_pPr()
        borders = put(properties, PARAGRAPH_ORDER, "pBdr")
        side = "right" if self.context.rtl else "left"
        child(borders, side, val="single", sz="24", space="6", color=str(colours[edge]).lstrip("#"))
        put(properties, PARAGRAPH_ORDER, "shd", val="clear", color="auto", fill=str(colours[fill]).lstrip("#"))

    def _signatures(self, block: Signatures) -> None:
        words, muted = self.context.words, self.context.style["colours"]["muted"]
        for role, name in block.lines:
            line = self.paragraph(f"{role}: {name}" if name else role)
            properties = line.get_or_add_pPr()
            borders = put(properties, PARAGRAPH_ORDER, "pBdr")
            child(borders, "top", val="single", sz="6", space="4", color="auto")
            put(properties, PARAGRAPH_ORDER, "spacing", before="900", after="0")
            put(properties, PARAGRAPH_ORDER, "keepNext")
            self.paragraph(f"{words('sign_signature')} · {words('sign_date')}", colour=muted, half_points=16)


def _anchor(number: int) -> str:
    return f"_Toc{number + 1:08d}"


def _set_properties(context: Context, document: WordDocument) -> None:
    report, properties = context.report, document.core_properties
    properties.title, properties.subject = report.title[:255], report.status[:255]
    properties.author = properties.last_modified_by = report.workshop[:255]
    properties.language, properties.comments, properties.identifier = report.language, "", report.fingerprint[:255]
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day, tzinfo=UTC)
    properties.created = properties.modified = made.replace(tzinfo=None)
