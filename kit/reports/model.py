"""The report model: what a report notebook emits and what every renderer reads.

Texts are data everywhere: no field holds markup of any kind, so no renderer may interpret one.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

MIME_TYPE = "application/vnd.workplan-kit.report+json"
MODEL_VERSION = 1

Kind = Literal[
    "country-workplan",
    "regional-workplan",
    "summary",
    "session-record",
    "follow-up",
    "signature-sheet",
    "checklist",
    "briefing",
    "round",
]
COMPACT: frozenset[Kind] = frozenset({"summary", "signature-sheet", "checklist", "briefing", "round"})
"""Kinds of so few pages that they begin with their content, without title page and list of contents."""
Direction = Literal["ltr", "rtl"]
ColumnType = Literal["text", "integer", "decimal", "money", "date", "choice"]
Tone = Literal["info", "warning", "good"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code); amounts of different currencies are never added."""

    amount: Decimal
    currency: str


Cell = str | int | Decimal | date | Money | None


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its type decides alignment, number format and the checks in a workbook.

    ``weight`` is the column's share of the width relative to the others; ``choices`` are the labels a choice allows.
    """

    heading: str
    type: ColumnType = "text"
    weight: float = 1.0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; ``id`` names the record that it came from and stays hidden in documents."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Short items, with bullets or numbers."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs of a label and its value."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Typed columns and rows; ``empty`` is said in place of a table without rows."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated point on a timeline's bar."""

    label: str
    due: date


@dataclass(frozen=True, slots=True)
class Span:
    """One bar of a timeline; ``group`` decides its colour, ``id`` is the record's id."""

    id: str
    label: str
    start: date
    end: date
    group: str = ""
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Activities over time (a Gantt chart)."""

    id: str
    title: str
    alt: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each category of a bar chart."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, side by side or stacked; ``unit`` is printed on the axis (a currency code, "activities")."""

    id: str
    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix of levels from 0 (empty) to 1 (full colour), each with the text printed on it."""

    id: str
    title: str
    alt: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: tuple[tuple[float, ...], ...]
    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A callout that must not be overlooked."""

    text: str
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open, with what for; on paper also as a QR code. ``url`` begins with http:// or https://."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign by hand: each with the role, and the name where it is known."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page where the format has pages."""


Chart = Timeline | Bars | Grid
Block = Paragraph | ListBlock | KeyValues | Table | Timeline | Bars | Grid | Note | Link | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (``level`` 1 to 3) and what stands under it."""

    id: str
    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """One document for people, complete and independent of its format.

    ``language`` is a BCP 47 code, ``fingerprint`` names the state of the data that the document was made from,
    ``status`` is what every page shows: "draft", or "confirmed by ... on ...".
    """

    kind: Kind
    title: str
    language: str
    made_on: date
    status: str
    confirmed: bool
    workshop: str
    fingerprint: str
    sections: tuple[Section, ...]
    direction: Direction = "ltr"
    subtitle: str = ""
    place: str = ""
    dates: str = ""
    notices: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    version: int = field(default=MODEL_VERSION)
