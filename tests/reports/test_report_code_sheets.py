"""Printed join codes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_reading import pdf_reader
from report_store import example_workshop

from kit.definitions import load_workshop
from kit.domain.texts import text
from kit.domain.workshop import Workshop
from kit.reports.invitation import when
from kit.reports.sheets import write_code_sheets

ROWS = [
    {"role": "participant", "delegation": "BD", "code": "7KQX-M2PA", "url": "http://10.0.0.1:8866/join#7KQX-M2PA"},
    {"role": "organiser", "delegation": None, "code": "9ZZZ-AAAA", "url": "http://10.0.0.1:8866/join#9ZZZ-AAAA"},
]


def pages(workshop: Workshop, folder: Path, language: str | None = None) -> list[str]:
    write_code_sheets(workshop, ROWS, folder / "codes.pdf", language)
    read = pdf_reader((folder / "codes.pdf").read_bytes()).pages
    return [" ".join(page.extract_text().split()) for page in read]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return load_workshop(example_workshop(tmp_path))


def test_code_sheets_have_one_page_each_with_who_code_and_link(workshop: Workshop, tmp_path: Path) -> None:
    first, second = pages(workshop, tmp_path)
    assert "Bangladesh" in first
    assert "7KQX-M2PA" in first
    assert "Keep it to yourself" not in first
    assert "9ZZZ-AAAA" in second
    assert "Keep it to yourself" in second


def test_a_delegations_sheet_invites_it_with_hours_place_and_what_is_kept(workshop: Workshop, tmp_path: Path) -> None:
    first, second = pages(replace(workshop, place=text("Colombo, town hall")), tmp_path)
    for told in (
        "Tuesday, 31 January 2023, 09:00–17:30", "Wednesday, 1 February 2023, 09:00–17:00", "Colombo (UTC+05:30)",
        "town hall", "charger", "deleted after 12 months", "I may be in photographs",
    ):  # fmt: skip
        assert told in first
        assert told not in second


def test_a_very_long_notice_stays_on_the_one_page_of_its_sheet(workshop: Workshop, tmp_path: Path) -> None:
    long = text(workshop.notice.to("en") * 3 + " The last word.")
    assert "The last word." in pages(replace(workshop, notice=long), tmp_path)[0]


def test_sheets_are_in_a_language_or_each_in_its_delegations_own(workshop: Workshop, tmp_path: Path) -> None:
    bengali, arabic = "[\u0995-\u09b9]", "[\u0600-\u06ff\ufb50-\ufeff]"
    own, organiser = pages(workshop, tmp_path, "own")
    assert ("Bangladesh" in own, bool(re.search(bengali, own))) == (False, True)
    assert "Keep it to yourself" in organiser
    assert re.search(arabic, pages(workshop, tmp_path, "ur")[1])
    assert "Bangladesh" in pages(replace(workshop, languages=("en", "si")), tmp_path, "own")[0]


def test_without_times_the_days_alone_are_told(workshop: Workshop) -> None:
    untimed = tuple(replace(session, start=None) for session in workshop.sessions)
    assert list(when(replace(workshop, sessions=untimed), "en")) == ["31 Jan 2023 – 1 Feb 2023"]
