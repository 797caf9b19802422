"""Reports for tests: one that uses every block, in any language, and one of any size."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kit.reports.model import (
    Bars,
    Column,
    Grid,
    KeyValues,
    ListBlock,
    Milestone,
    Money,
    Note,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Section,
    Series,
    Signatures,
    Span,
    Table,
    Timeline,
)
from kit.reports.validate import direction_of

STATUSES = ("Not started", "On track", "Late", "Done")
FIRST_DAY = date(2023, 3, 1)
# Sinhala needs ZWJ, Persian-script words need ZWNJ: a renderer that drops them shows other words.
SAMPLES = {
    "en": "Train elected councillors on prevention",
    "bn": "নির্বাচিত কাউন্সিলরদের প্রশিক্ষণ ও স্থানীয় কর্মপরিকল্পনা",
    "hi": "निर्वाचित पार्षदों का प्रशिक्षण और स्थानीय कार्ययोजना",
    "ne": "निर्वाचित प्रतिनिधिहरूको तालिम र स्थानीय कार्ययोजना",
    "si": "ශ්‍රී ලංකාවේ පළාත් පාලන මන්ත්‍රීවරුන් පුහුණු කිරීම",
    "ta": "தேர்ந்தெடுக்கப்பட்ட உறுப்பினர்களுக்கான பயிற்சி",
    "ur": "منتخب کونسلروں کی تربیت اور مقامی منصوبہ بندی می‌خواهم",
    "dv": "ކައުންސިލަރުންނަށް ތަމްރީނު ދިނުން",
}
COLUMNS = (
    Column("Ref", weight=0.7),
    Column("Activity", weight=3),
    Column("Lead", weight=1.5),
    Column("Start", "date", 1.1),
    Column("End", "date", 1.1),
    Column("Cost", "money", 1.4),
    Column("Status", "choice", 1.1, STATUSES),
)


def activity_row(number: int, text: str) -> Row:
    """One activity, told from all others by its reference."""
    start = FIRST_DAY + timedelta(days=number % 300)
    money = Money(Decimal("1234567.50") + number, "BDT")
    cells = (f"A-{number:04d}", text, "City council", start, start + timedelta(days=60), money, STATUSES[number % 4])
    return Row(f"id-{number:04d}", cells)


def table_report(rows: int, text: str = "Hold a town hall") -> Report:
    """A report with one long table."""
    table = Table("activities", "Activities", COLUMNS, tuple(activity_row(n, text) for n in range(rows)))
    return replace(full_report(), sections=(Section("activities", "Activities", (table,)),))


def text_report(text: str, language: str = "en") -> Report:
    """A report that says ``text`` in every place where people's text can stand."""
    table = Table("t", text, (Column(text), Column(text, "choice", 1, (text,))), (Row("r1", (text, text)),))
    span = Span("s1", text, FIRST_DAY, FIRST_DAY + timedelta(days=30), text, (Milestone(text, FIRST_DAY),))
    blocks = (
        Paragraph(text),
        ListBlock((text,)),
        KeyValues(((text, text),)),
        table,
        Timeline("tl", text, text, (span,)),
        Bars("b", text, text, (text,), (Series(text, (3.0,)), Series(text + "2", (1.0,))), unit=text),
        Grid("g", text, text, (text,), (text,), ((1.0,),), ((text,),)),
        Note(text),
        Signatures(((text, text),)),
    )
    base = full_report(language)
    return replace(
        base,
        title=text,
        subtitle=text,
        workshop=text,
        place=text,
        dates=text,
        notices=(text,),
        sources=(text,),
        sections=(Section("s", text, blocks), Section("s2", text, level=2), Section("s3", text, level=2)),
    )


def full_report(language: str = "en") -> Report:
    """A report that uses every block, with sample sentences of a language."""
    sample = SAMPLES[language]
    rows = tuple(activity_row(number, sample) for number in range(12))
    spans = tuple(
        Span(
            row.id,
            f"{row.cells[0]} {sample}",
            FIRST_DAY + timedelta(days=20 * n),
            FIRST_DAY + timedelta(days=20 * n + 70),
            ("Helpdesk", "Training", "Fund")[n % 3],
            (Milestone("Half way", FIRST_DAY + timedelta(days=20 * n + 35)),),
        )
        for n, row in enumerate(rows)
    )
    sections = (
        Section(
            "priorities",
            f"Priorities: {sample}",
            (
                Paragraph(f"{sample}. " * 3),
                ListBlock((sample, sample), ordered=True),
                Grid(
                    "grid",
                    "Ratings",
                    "Three areas rated now and wanted.",
                    (sample, "Staff", "Budget"),
                    ("Now", "In 12 months"),
                    ((0.25, 0.75), (0.5, 1.0), (0.0, 0.5)),
                    (("1", "3"), ("2", "4"), ("0", "2")),
                ),
            ),
        ),
        Section("activities", "Activities", (Table("activities", "Activities", COLUMNS, rows, landscape=True),)),
        Section(
            "timeline",
            "Timeline",
            (
                Timeline(
                    "timeline", "When activities happen", "Twelve activities from March 2023 to January 2024.", spans
                ),
            ),
        ),
        Section(
            "budget",
            "Budget",
            (
                Bars(
                    "support",
                    "Budget by support",
                    "Helpdesk 12,500; fund 48,000; training 31,000 BDT.",
                    (sample, "Fund", "Training"),
                    (Series("Secured", (12500.0, 20000.0, 10000.0)), Series("To find", (0.0, 28000.0, 21000.0))),
                    stacked=True,
                    unit="BDT",
                ),
                Table(
                    "totals",
                    "Totals",
                    (
                        Column("Support"),
                        Column("Count", "integer"),
                        Column("Share", "decimal"),
                        Column("Total", "money"),
                    ),
                    (Row("t1", ("Fund", 12, Decimal("0.5"), Money(Decimal(48000), "BDT"))),),
                ),
                Table("nothing", "Nothing yet", (Column("A"),), ()),
            ),
        ),
        Section(
            "risks",
            "Risks",
            (Note(sample, "warning"), Note("All well", "good"), KeyValues((("Owner", sample), ("Due", "2023")))),
            level=2,
        ),
        Section(
            "signatures", "Signatures", (PageBreak(), Signatures((("Head of delegation", ""), ("For the hub", "Name"))))
        ),
    )
    return Report(
        kind="country-workplan",
        title=f"Bangladesh: {sample}",
        language=language,
        direction=direction_of(language),  # type: ignore[arg-type]
        made_on=date(2023, 2, 1),
        status="Draft",
        confirmed=False,
        workshop="South Asia Regional Hub Inaugural Workshop",
        fingerprint="3f9a1c",
        sections=sections,
        subtitle=sample,
        place="Colombo",
        dates="31 January to 1 February 2023",
        notices=("Confirmation by the delegation is not approval by its government.",),
        sources=("Entries of the workshop", sample),
    )
