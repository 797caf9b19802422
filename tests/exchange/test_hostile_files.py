"""Files made to hurt are refused with a sentence, and nothing in a file is ever run."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import Room, workbook

from kit.exchange import NotReadable, import_file
from kit.exchange.csv_files import read_csv, write_csv
from kit.exchange.harmless import harmless, written
from kit.exchange.importing import read_sheets
from kit.exchange.sheets import MOST_BYTES, MOST_ROWS

ROWS = [["Activity", "Lead"], ["Train", "City"]]


def repacked(file: Path, part: str, change: bytes | None = None, replace: tuple[bytes, bytes] = (b"", b"")) -> Path:
    """The workbook with one part changed or added."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change if change is not None else parts[part].replace(*replace, 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file


def refusal(file: Path) -> str:
    """The code with which a file is refused."""
    with pytest.raises(NotReadable) as refused:
        read_sheets(file)
    assert "{" not in str(refused.value)
    return refused.value.code.removeprefix("exchange.")


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = workbook(tmp_path / "bomb.xlsx", ("S", ROWS))
    assert refusal(repacked(file, "xl/media/zero.bin", b"\0" * 50_000_000)) == "bomb"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_external_entity_is_refused(tmp_path: Path, coding: str) -> None:
    file = workbook(tmp_path / "xxe.xlsx", ("S", ROWS))
    declared = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    strings = (
        declared + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&e;</t></si></sst>'
    )
    assert refusal(repacked(file, "xl/sharedStrings.xml", strings.encode(coding))) == "entities"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        ("cut.xlsx", b"PK\x03\x04 and nothing more", "damaged"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "unknown_type"),
        ("binary.csv", b"Activity,Lead\0\n", "not_a_table"),
        ("legacy.csv", "Activity,Lead\nFormação de líderes,Câmara à vista\n".encode("latin-1"), "encoding"),
    ],
)  # fmt: skip
def test_file_that_is_no_table_is_refused_in_words(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert refusal(file) == code


def test_wrong_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cp1251.csv"
    file.write_bytes(
        "Мероприятие,Ответственный\nОбучение советников города,Городская администрация\n".encode("cp1251") * 5
    )
    with pytest.raises(NotReadable, match=r"looks like (cp1251|mac_cyrillic|windows|ptcp154|kz1048)"):
        read_sheets(file)


def test_missing_and_oversized_files_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "unreadable"
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    assert refusal(large) == "too_large"


def test_endless_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("a,b\n" * (MOST_ROWS + 1), encoding="utf-8")
    assert refusal(file) == "too_many_cells"
    file.write_text("a," * 400 + "b\n", encoding="utf-8")
    assert refusal(file) == "too_many_cells"


def test_blank_formatted_rows_to_the_end_of_the_sheet_do_no_harm(tmp_path: Path) -> None:
    file = workbook(tmp_path / "blank.xlsx", ("S", ROWS))
    tail = b'<row r="1048576"><c r="A1048576"/></row></sheetData>'
    (sheet,) = read_sheets(repacked(file, "xl/worksheets/sheet1.xml", replace=(b"</sheetData>", tail)))
    assert len(sheet.rows) == 2


def test_formula_with_a_stored_result_is_never_believed(room: Room, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "f.xlsx",
        ("S", [["Activity", "Lead", "Budget"], ["Train", "City", '=WEBSERVICE("http://x.example")']]),
    )
    result = import_file(room.view(), room.workshop, file, "BD")
    assert [(p.cell, p.code) for p in result.problems] == [("C2", "exchange.formula")]
    assert "cost_estimate" not in room.view().entries("activity")[0].values


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
DANGEROUS = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "'", "''=", "\t", "%", "|"]), TEXTS)


@given(TEXTS | DANGEROUS)
def test_harmless_cell_never_begins_like_a_formula_and_can_be_undone(cell: str) -> None:
    safe = harmless(cell)
    assert written(safe) == cell
    assert not safe or safe[0] not in "=+@\t\r|%" or safe.startswith("'")
    assert not safe.startswith("-") or safe.lstrip("-").replace(".", "").isdigit()


@given(st.lists(st.lists(TEXTS | DANGEROUS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_rows_written_as_csv_are_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    rows = [["id", "version", "x"], *[["1", *row[1:]] for row in rows]]
    file = write_csv(tmp_path_factory.mktemp("csv") / "x.csv", rows)
    read = read_csv(file.name, file.read_bytes())
    shown = [[cell.strip() for cell in row] for row in rows]
    assert [[str(cell or "").strip() for cell in row] for row in read.rows] == [
        row[: len(read.rows[0])] for row in shown
    ]


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_as_csv_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        assert len(read_csv("any.csv", content).rows) <= MOST_ROWS
    except NotReadable as refused:
        str(refused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(rows=st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6))
def test_any_rows_under_known_headings_never_break_the_import(room: Room, rows: list[list[str]]) -> None:
    words = io.StringIO()
    for row in [["Activity", "Lead", "Start", "Budget", "Level", "Milestones"], *rows]:
        words.write(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n")
    file = room.folder / "any.csv"
    file.write_bytes(words.getvalue().encode("utf-8", "surrogatepass"))
    try:
        result = import_file(room.view(), room.workshop, file, "BD", dry_run=True)
    except NotReadable as refused:
        str(refused)
    else:
        assert all(problem.message() for problem in result.problems)
