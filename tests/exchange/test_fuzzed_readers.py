"""Files bent at random: each reader reads them or refuses them in words, soon, and with little memory."""

from __future__ import annotations

import io
import random
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rooms import EXAMPLE, workbook

from kit.definitions import check_workshop, import_xlsform
from kit.definitions.places import TEMPLATES
from kit.definitions.yaml_tree import parse_yaml
from kit.exchange import NotReadable
from kit.exchange.csv_files import read_csv
from kit.exchange.sheets import MOST_COLUMNS, MOST_ROWS
from kit.exchange.xlsx_files import read_xlsx
from kit.live.staff import StaffUnreadable, read_staff
from kit.words import say

SECONDS = 5.0
"""Processor time for one file of a few kilobytes, on a machine that does something else besides."""
HOSTILE = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"&#0;",
    b"&#xFFFFFFFF;",
    b"<v>99999999999999999999</v>",
    b"<v>1e999</v>",
    b"<v>nan</v>",
    b' r="XFD1048576"',
    b' r="A0"',
    b' r="1048576"',
    b' t="s"',
    b' t="e"',
    b' t="d"',
    b' s="99999"',
    b"<f>WEBSERVICE(1)</f>",
    b"]]>",
    b"\0",
    b"\xff\xfe",
    b"<row/>",
    b"</sheetData>",
    b"<mergeCell ref='A1:XFD1048576'/>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b"../../../etc/passwd",
    b"file:///etc/passwd",
    b"count='-1'",
    b"<" * 200,
    b"xmlns='urn:x'",
    b"\xed\xa0\x80",
    b"-1",
    b"1" * 5000,
    b"select_one ../x",
    b"${${a}}",
    b"::",
    b"repeat",
    b"end_group",
    b"calculate",
    b"=1+1",
    b"[[[[",
    b"{{{{",
    b"- - - -",
    b": :",
    b"!!python/name:os.system",
    b"&a [*a]",
    b"%YAML 9.9",
    b"---",
    b"...",
    b"\t",
    b"? ",
    b"| ",
    b"\xe2\x80\xa8",
    b'"',
    b"'",
    b"#",
    b"\r",
)
SEEDS = st.integers(0, 2**32)


def bent(words: bytes, chance: random.Random, most: int = 6) -> bytes:
    """The bytes with something cut, doubled, put in or changed, at a few places."""
    made = bytearray(words)
    for _ in range(chance.randint(1, most)):
        at, length = chance.randrange(len(made) + 1), chance.choice((0, 0, 1, 4, 40, 400))
        match chance.randrange(4):
            case 0:
                made[at : at + length] = chance.choice(HOSTILE)
            case 1:
                made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
            case 2:
                del made[at : at + length]
            case _:
                made[at : at + 1] = chance.randbytes(1)
    return bytes(made)


@cache
def parts(kind: str, folder: Path) -> dict[str, bytes]:
    rows = {
        "plan": [["Activity", "Lead", "Start", "Budget"], ["Train", "City", 45000, 12.5], ["=1+1", "x", None, True]],
        "survey": [
            ["type", "name", "label", "relevant", "constraint"],
            ["select_one yn", "a", "A?", "", ""],
            ["begin_group", "g", "G", "${a} = 'y'", ""],
            ["text", "b", "B?", "", ". > 1"],
            ["end_group", "", "", "", ""],
        ],
    }[kind]
    sheets = [("survey" if kind == "survey" else "Plan", rows)]
    if kind == "survey":
        sheets += [
            ("choices", [["list_name", "name", "label"], ["yn", "y", "Yes"]]),
            ("settings", [["form_title"], ["F"]]),
        ]
    file = workbook(folder / f"{kind}.xlsx", *sheets, merge={"F1:G3": "both"} if kind == "plan" else None)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def bent_workbook(seed: int, kind: str, folder: Path) -> bytes:
    chance, out = random.Random(seed), io.BytesIO()
    inside = dict(parts(kind, folder))
    for name in chance.sample(sorted(inside), chance.randint(1, 2)):
        inside[name] = bent(inside[name], chance)
    if chance.random() < 0.1:
        inside[f"../../{chance.choice(sorted(inside))}"] = b"x"
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as package:
        for name, words in inside.items():
            package.writestr(name, words)
    return bent(out.getvalue(), chance, 2) if chance.random() < 0.2 else out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


def said(refusal: object) -> None:
    """A refusal is a sentence with its places filled in."""
    assert len(str(refusal)) > 20


class Soon:
    """Fails where what is inside took long."""

    def __enter__(self) -> None:
        self.begun = time.process_time()

    def __exit__(self, *_: object) -> None:
        assert time.process_time() - self.begun < SECONDS


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_any_workbook_is_read_or_refused(seed: int, folder: Path) -> None:
    with Soon():
        try:
            sheets = read_xlsx("any.xlsx", bent_workbook(seed, "plan", folder))
        except NotReadable as refused:
            said(refused)
            return
    assert all(len(sheet.rows) <= MOST_ROWS and len(row) <= MOST_COLUMNS for sheet in sheets for row in sheet.rows)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
@example(seed=10)  # a compressed part that is none
def test_any_xlsform_is_read_or_refused(seed: int, folder: Path) -> None:
    file = folder / "form.xlsx"
    file.write_bytes(bent_workbook(seed, "survey", folder))
    with Soon():
        words, flaws = import_xlsform(file)
    assert words or flaws
    assert all(str(flaw) and "{" not in flaw.remedy for flaw in flaws)
    assert "root:" not in words


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_any_yaml_is_read_or_refused(seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    name = chance.choice(("barrier", "registration", "activity", "plan"))
    words = bent((TEMPLATES / "forms" / f"{name}.yaml").read_bytes(), chance).decode("utf-8", "replace")
    with Soon():
        tree, flaws = parse_yaml(words, folder / "any.yaml")
    assert tree is not None or flaws or not words.strip("\n\r\t #.-")


@settings(max_examples=6, deadline=None)
@given(seed=SEEDS)
def test_any_workshop_is_checked_to_the_end(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("w")
    (folder / "workshop.yaml").write_bytes(bent((EXAMPLE / "workshop.yaml").read_bytes(), random.Random(seed)))
    with Soon():
        flaws = check_workshop(folder)
    assert all(str(flaw) for flaw in flaws)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_any_list_of_staff_is_read_or_refused(seed: int, folder: Path) -> None:
    file = folder / "staff.yaml"
    file.write_bytes(bent(b"organisers: [a@b.org]\nfacilitators:\n  - c@d.org\n  - e@f.org\n", random.Random(seed), 3))
    with Soon():
        try:
            assert all("@" in address for address in read_staff(file))
        except StaffUnreadable as refused:
            said(say(refused.code, **refused.details))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, coding=st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-8-sig"]))
def test_any_csv_is_read_or_refused(seed: int, coding: str) -> None:
    words = 'Activity;Lead;Start\nFormação;Cidade;2023-01-01\n"a\nb";=1+1;\'\n' * 20
    with Soon():
        try:
            assert len(read_csv("any.csv", bent(words.encode(coding), random.Random(seed))).rows) <= MOST_ROWS
        except NotReadable as refused:
            said(refused)


def test_merged_cells_that_overlap_a_thousand_times_are_refused_at_once(tmp_path: Path) -> None:
    rows = [["x"] * 40] * 400
    inside = dict(parts("plan", tmp_path))
    whole = workbook(tmp_path / "m.xlsx", ("Plan", rows))
    with zipfile.ZipFile(whole) as package:
        inside = {name: package.read(name) for name in package.namelist()}
    ranges = b'<mergeCell ref="A1:KN5000"/>' * 4000
    sheet = "xl/worksheets/sheet1.xml"
    inside[sheet] = inside[sheet].replace(b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, words in inside.items():
            package.writestr(name, words)
    with Soon(), pytest.raises(NotReadable):
        read_xlsx("m.xlsx", out.getvalue())


@pytest.mark.parametrize("name", ["xl/sharedStrings.txt", "xl/worksheets/sheet1.XML", "docProps/x"])
def test_an_entity_in_a_part_of_any_name_is_refused(tmp_path: Path, name: str) -> None:
    inside = dict(parts("plan", tmp_path)) | {name: b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, words in inside.items():
            package.writestr(part, words)
    with pytest.raises(NotReadable) as refused:
        read_xlsx("e.xlsx", out.getvalue())
    assert refused.value.code == "exchange.entities"
