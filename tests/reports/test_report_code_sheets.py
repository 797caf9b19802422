"""Printed join codes."""

from pathlib import Path

from report_reading import pdf_reader
from report_store import example_workshop

from kit.definitions import load_workshop
from kit.reports.sheets import write_code_sheets


def test_code_sheets_have_one_page_each_with_who_code_and_link(tmp_path: Path) -> None:
    workshop = load_workshop(example_workshop(tmp_path))
    rows = [
        {"role": "participant", "delegation": "BD", "code": "7KQX-M2PA", "url": "http://10.0.0.1:8866/join/7KQX-M2PA"},
        {"role": "organiser", "delegation": None, "code": "9ZZZ-AAAA", "url": "http://10.0.0.1:8866/join/9ZZZ-AAAA"},
    ]
    write_code_sheets(workshop, rows, tmp_path / "codes.pdf")
    first, second = (page.extract_text() for page in pdf_reader((tmp_path / "codes.pdf").read_bytes()).pages)
    assert "Bangladesh" in first
    assert "7KQX-M2PA" in first
    assert "Keep it to yourself" not in first
    assert "9ZZZ-AAAA" in second
    assert "Keep it to yourself" in second
