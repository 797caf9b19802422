"""Country, region and follow-up: what they say, to whom, and that nothing else is in them."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from report_reading import xlsx_book
from report_store import Clock, activity, example_workshop, filled, save

from kit.domain.viewer import ORGANISER, Role, Viewer
from kit.reports.codec import from_json, to_json
from kit.reports.context import Context
from kit.reports.country import country_report
from kit.reports.followup import followup_report
from kit.reports.material import Material, gather
from kit.reports.model import Bars, Money, Report, Table
from kit.reports.pictures import pictures
from kit.reports.region import _promise_chart, region_report
from kit.reports.render import FORMATS, render
from kit.reports.templates import Templates
from kit.reports.validate import validate
from kit.storage import Store

SECRET = "Zanzibarian-secret-of-Lanka"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = filled(example_workshop(tmp_path), clock)
    yield store
    store.close()


def material(store: Store, delegation: str | None) -> Material:
    viewer = Viewer(Role.PARTICIPANT, delegation) if delegation else ORGANISER
    view = store.view(viewer)
    return gather(store.workshop, view, delegation, "en", date(2023, 2, 2), "0123456789abcdef", history=True)


def found_table(report: Report, name: str) -> Table:
    tables = [b for s in report.sections for b in s.blocks if isinstance(b, Table) and b.id == name]
    assert len(tables) == 1
    return tables[0]


def test_country_report_of_a_filled_plan_is_valid_and_survives_json(store: Store) -> None:
    report = validate(country_report(material(store, "BD")))
    assert from_json(to_json(report)) == report
    assert [s.id for s in report.sections][:6] == ["summary", "priorities", "activities", "timeline", "budget", "risks"]


def test_country_report_of_an_empty_plan_says_so_and_renders(store: Store) -> None:
    report = validate(country_report(material(store, "MV")))
    assert found_table(report, "activities").rows == ()
    assert b"No activity has been written yet." in render(report, "html")


def test_country_report_lists_its_own_activities_with_money_and_dates(store: Store) -> None:
    rows = found_table(country_report(material(store, "BD")), "activities").rows
    assert [row.cells[0] for row in rows] == ["BD-01", "BD-02", "BD-03"]
    assert rows[1].cells[4:7] == (date(2023, 4, 2), date(2023, 6, 1), Money(Decimal(2000), "BDT"))


def test_report_of_an_unconfirmed_plan_is_a_draft_and_of_a_confirmed_one_names_who(store: Store) -> None:
    assert country_report(material(store, "BD")).status == "Draft, not confirmed by the delegation"
    own = Viewer(Role.ORGANISER, "BD")
    store.view(own).transition("BD", "confirmed", name="Head of delegation", on="2023-02-01", change_id="confirm")
    report = country_report(material(store, "BD"))
    assert (report.status, report.confirmed) == ("Confirmed by the delegation (Head of delegation, 1 Feb 2023)", True)
    assert "Confirmation by the delegation is not approval by its government." in report.notices


def test_budget_never_adds_two_currencies(store: Store) -> None:
    activity(store, "BD", "", 0, "EUR")
    report = country_report(material(store, "BD"))
    totals = [row.cells[2] for row in found_table(report, "budget").rows]
    assert sorted(str(money) for money in totals) == sorted(
        str(Money(Decimal(value), code)) for value, code in ((1000, "BDT"), (2000, "BDT"), (3000, "BDT"), (1000, "EUR"))
    )
    charts = [b for s in report.sections for b in s.blocks if isinstance(b, Bars) and b.id.startswith("budget")]
    assert [chart.unit for chart in charts] == ["BDT", "EUR"]


def test_cost_that_is_not_known_is_counted_and_not_summed(store: Store) -> None:
    save(store, "BD", "activity", "workplan", activity="Unpriced", cost_estimate="unknown", funding_status="to_find")
    text = render(country_report(material(store, "BD")), "html").decode()
    assert "whose cost is not known yet: 1" in text


@pytest.mark.parametrize("form", FORMATS)
def test_another_delegations_unshared_plan_is_in_no_byte_of_a_countrys_report(store: Store, form: str) -> None:
    plan = next(e for e in store.view(ORGANISER).entries("plan") if e.delegation == "LK")
    save(store, "LK", "plan", "workplan", entry=plan.id, base=plan.version, shared=False, vision=SECRET)
    save(store, "LK", "activity", "workplan", activity=SECRET, risk=SECRET)
    save(store, "LK", "barrier", "barriers", statement=SECRET, type=["money"], severity="2")
    document = render(country_report(material(store, "BD")), form)  # type: ignore[arg-type]
    assert SECRET.encode() not in everything(document)
    assert SECRET.encode() in everything(render(region_report(material(store, None)), form))  # type: ignore[arg-type]


def everything(document: bytes) -> bytes:
    """A file's bytes, unpacked: ZIP parts, PDF streams."""
    if document.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if document.startswith(b"%PDF"):
        from report_reading import pdf_text

        return document + re.sub(r"\s", "", pdf_text(document)).encode()
    return document


def test_region_report_shows_all_delegations_and_what_the_hub_promised(store: Store) -> None:
    report = validate(region_report(material(store, None)))
    assert [row.id for row in found_table(report, "delegations").rows] == ["BD", "IN", "LK", "MV", "PK"]
    assert len(found_table(report, "all-activities").rows) == 6
    assert [row.cells[1] for row in found_table(report, "promises").rows] == ["BD-01", "BD-02", "LK-01", "LK-02"]
    assert report.status == "Draft: 0 of 5 delegations have confirmed their plan"


def test_regions_workbook_has_one_flat_table_of_all_activities_to_pivot(store: Store) -> None:
    sheet = xlsx_book(render(region_report(material(store, None)), "xlsx"))["All activities"]
    rows = list(sheet.iter_rows())
    head = [cell.value for cell in rows[0]]
    assert (len(rows), len(set(head)), None in head) == (7, len(head), False)
    assert not sheet.merged_cells.ranges
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.column_dimensions["A"].hidden
    by_head = [dict(zip(head, row, strict=True)) for row in rows[1:]]
    assert all(row["Start"].is_date and isinstance(row["Cost"].value, int | float) for row in by_head)
    assert {row["Delegation"].value for row in by_head} == {"Bangladesh", "Sri Lanka"}
    assert {row["Cost: currency"].value for row in by_head} == {"BDT", "USD"}


def test_promises_of_fifty_delegations_are_rows_in_parts_of_one_scale(store: Store) -> None:
    pairs = [("Training", f"Country {n}") for n in range(50)] + [("Fund", "Country 7")] * 4
    chart = _promise_chart(material(store, None), pairs)
    assert (len(chart.categories), [series.label for series in chart.series]) == (50, ["Training", "Fund"])
    assert chart.alt == "Training: 50; Fund: 4"
    report = region_report(material(store, None))
    drawn = pictures(Context.of(report), chart).pictures
    assert [len(picture.plot["labels"]) for picture in drawn] == [30, 20]
    assert drawn[0].plot["ticks"] == drawn[1].plot["ticks"]


def test_joint_step_is_told_only_when_both_sides_have_accepted(store: Store) -> None:
    ids = {}
    for code, kind in (("BD", "offer"), ("LK", "need")):
        ids[code] = save(
            store,
            code,
            "offer_need",
            "matching",
            kind=kind,
            theme="nlc",
            support_type="training",
            statement=f"Courses of {code}",
            urgency="under_3m",
            mode="online",
            language=["en"],
        )
    subject = "+".join(sorted(ids.values()))
    step = {"subject": subject, "answer": "accept", "next_what": "Exchange trainers", "next_by": "2023-05-01"}
    save(store, "BD", "match_response", "matching", **step)
    assert "Exchange trainers" not in str(found_table(region_report(material(store, None)), "matches"))
    save(store, "LK", "match_response", "matching", **step)
    report = region_report(material(store, None))
    assert "Exchange trainers" in str(found_table(report, "agreed").rows)
    assert "Exchange trainers" in str(found_table(country_report(material(store, "LK")), "matches").rows)


def test_review_by_another_delegation_is_in_the_owners_report(store: Store) -> None:
    own = next(e for e in store.view(ORGANISER).entries("activity") if e.values.get("ref") == "BD-02")
    save(
        store,
        "LK",
        "review",
        "review",
        subject=own.id,
        clarity="green",
        feasibility="amber",
        relevance="green",
        reason="Budget unclear",
        good="Reaches women",
        question="Who pays?",
    )
    rows = found_table(country_report(material(store, "BD")), "reviews").rows
    assert [(row.cells[0], row.cells[1]) for row in rows] == [("BD-02", "Sri Lanka")]
    assert "Who pays?" in str(rows[0].cells[5])


def test_followup_tells_what_changed_after_the_baseline_and_what_is_new(store: Store, clock: Clock) -> None:
    own = next(e for e in store.view(ORGANISER).entries("activity") if e.values.get("ref") == "BD-01")
    clock.now += timedelta(days=90)
    save(store, "BD", "activity", "workplan", entry=own.id, base=own.version, status="on_track", end="2023-06-30")
    save(store, "BD", "activity", "workplan", activity="A new thing")
    save(
        store,
        "BD",
        "progress_update",
        "follow-up",
        subject=own.id,
        period="2023-Q2",
        status="on_track",
        progress="Half",
    )
    report = validate(followup_report(material(store, "BD")))
    changed = [row.cells[1:] for row in found_table(report, "changes").rows]
    assert ("End", "2023-05-02", "2023-06-30") in changed
    assert ("Where does it stand?", "Not started", "On track") in changed or len(changed) == 2
    assert "BD-04  A new thing" in str(report.sections[0].blocks)
    assert "Half" in str(found_table(report, "progress").rows)


def test_every_sentence_that_the_code_asks_for_is_in_the_english_catalogue() -> None:
    words = Templates.of().words("en").sentences
    package = Path(__file__).parents[2] / "kit" / "reports"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    asked = set(re.findall(r'\b(?:w|words)\(\s*"(\w+)"', sources)) | set(
        re.findall(r'choice_column\(\s*m,\s*"(\w+)"', sources)
    )
    assert len(asked) > 80
    assert asked - set(words) == set()


def test_report_in_every_language_of_the_workshop_is_valid(store: Store) -> None:
    for language in ("bn", "ur", "dv"):
        found = replace(material(store, "BD"), language=language)
        validate(country_report(found))
