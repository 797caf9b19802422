"""The report model: JSON round trip, and mistakes named by their place."""

import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_examples import SAMPLES, full_report, table_report

from kit.reports.codec import InvalidReport, from_json, to_json
from kit.reports.mime import find_report
from kit.reports.model import MIME_TYPE, Bars, Column, Money, Report, Row, Section, Series, Table, Timeline
from kit.reports.validate import load, validate


@pytest.mark.parametrize("language", SAMPLES)
def test_model_with_every_block_survives_json(language: str) -> None:
    report = full_report(language)
    assert from_json(to_json(report)) == report


cells = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Money, st.decimals(allow_nan=False, allow_infinity=False), st.text()),
)


@given(st.lists(cells, min_size=1, max_size=5))
def test_cells_of_any_type_survive_json(values: list[object]) -> None:
    columns = tuple(Column(f"c{n}") for n in range(len(values)))
    table = Table("t", "T", columns, (Row("r", tuple(values)),))  # type: ignore[arg-type]
    report = replace(full_report(), sections=(Section("s", "S", (table,)),))
    assert from_json(to_json(report)) == report


def test_json_with_several_mistakes_names_all_of_them_by_place() -> None:
    value = to_json(full_report())
    broken = copy.deepcopy(value)
    del broken["title"]
    broken["colour"] = "red"
    broken["sections"][1]["blocks"][0]["rows"][2]["cells"][3] = {"date": "2023-02-31"}
    broken["sections"][0]["blocks"][0] = {"block": "poem"}
    with pytest.raises(InvalidReport) as caught:
        from_json(broken)
    said = str(caught.value)
    assert "the field 'title' is missing" in said
    assert "unknown field 'colour'" in said
    assert "report.sections[1].blocks[0].rows[2].cells[3]: a decimal or a date is needed" in said
    assert "report.sections[0].blocks[0]: the block must be one of" in said


def broken_reports() -> list[tuple[str, Report, str]]:
    base = full_report()

    def with_block(block: object) -> Report:
        return replace(base, sections=(Section("s", "S", (block,)),))  # type: ignore[arg-type]

    day = date(2023, 1, 2)
    span = replace(base.sections[2].blocks[0].spans[0], start=day, end=date(2023, 1, 1))  # type: ignore[union-attr]
    return [
        ("no title", replace(base, title=" "), "a report needs a title"),
        ("Urdu left to right", replace(base, language="ur"), "'ur' is written rtl, not ltr"),
        ("no status", replace(base, status=""), "draft or confirmed"),
        ("ids twice", replace(base, sections=base.sections[:1] * 2), "section id 'priorities' is used 2 times"),
        ("short row", with_block(Table("t", "T", (Column("a"), Column("b")), (Row("r", ("x",)),))), "1 cells for 2"),
        ("text as date", with_block(Table("t", "T", (Column("a", "date"),), (Row("r", ("x",)),))), "in a date column"),
        (
            "not a choice",
            with_block(Table("t", "T", (Column("a", "choice", 1, ("y",)),), (Row("r", ("x",)),))),
            "choices",
        ),
        (
            "nan",
            with_block(Table("t", "T", (Column("a", "decimal"),), (Row("r", (Decimal("NaN"),)),))),
            "is not a number",
        ),
        ("no alt", with_block(Timeline("t", "T", " ", ())), "the alternative text is empty"),
        ("backwards", with_block(Timeline("t", "T", "alt", (span,))), "before it starts"),
        ("bars", with_block(Bars("b", "B", "alt", ("x",), (Series("s", (1.0, 2.0)),))), "has 2 values, not 1"),
    ]


@pytest.mark.parametrize(
    ("case", "report", "said"), broken_reports(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_report_that_breaks_a_rule_is_refused_with_the_reason(case: str, report: Report, said: str) -> None:
    with pytest.raises(InvalidReport, match=said):
        validate(report)


def test_notebook_with_a_report_gives_the_last_one() -> None:
    outputs = [
        nbformat.v4.new_output("display_data", {MIME_TYPE: to_json(report)})
        for report in (full_report(), table_report(3))
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=outputs)])
    assert find_report(notebook) == load(to_json(table_report(3)))


def test_notebook_without_a_report_is_refused_with_the_remedy() -> None:
    with pytest.raises(InvalidReport, match="run it first"):
        find_report(nbformat.v4.new_notebook())
