"""Lists of people to invite are read carefully, and leave nothing behind but codes."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from kit.cli import main
from kit.definitions import load_workshop
from kit.domain.entry import Refused
from kit.domain.viewer import Role
from kit.exchange.invited import read_invited
from kit.exchange.result import NotReadable
from kit.storage import open_store

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"
WORKSHOP = load_workshop(EXAMPLE)
LIST = """Participants of the workshop;;;;
Name;Country;Role;Language;E-mail
Rahima Khatun;Bangladesh;;Bangla;rahima@example.org
علی رضا;PK;participant;اردو;
Ben;Pakistan;Facilitator;;
Rahima Khatun;BD;;bn;Rahima@example.org
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("data", "records", "reports", "invitations")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "south-asia-2023", ignore=ignore))


def listed(tmp_path: Path, words: str, name: str = "list.csv") -> Path:
    file = tmp_path / name
    file.write_text(words, encoding="utf-8")
    return file


def invite(folder: Path, file: Path) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["invite", str(folder), str(file), "--url", "https://w.example.org", "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_list_is_read_by_its_headings_in_any_language_and_each_person_once(tmp_path: Path) -> None:
    people, problems = read_invited(listed(tmp_path, LIST), WORKSHOP)
    assert problems == []
    assert [(p.row, p.name, p.role, p.delegation, p.language, p.email) for p in people] == [
        (3, "Rahima Khatun", Role.PARTICIPANT, "BD", "bn", "rahima@example.org"),
        (4, "علی رضا", Role.PARTICIPANT, "PK", "ur", ""),
        (5, "Ben", Role.FACILITATOR, None, None, ""),
    ]


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        (["", "BD", "", ""], "A2", "exchange.invited_without_name"),
        (["Ann", "Atlantis", "", ""], "B2", "exchange.unknown_delegation"),
        (["Ann", "", "", ""], "B2", "exchange.unknown_delegation"),
        (["Ann", "BD", "king", ""], "C2", "exchange.unknown_role"),
        (['=HYPERLINK("http://evil.example")', "BD", "", ""], "A2", "exchange.formula"),
        (["Ann", "BD", "", "=1+1"], "D2", "exchange.formula"),
        (["A" * 121, "BD", "", ""], "A2", "answers.too_long"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_named(tmp_path: Path, row: list[str], cell: str, code: str) -> None:
    book, file = Workbook(), tmp_path / "list.xlsx"
    for cells in (["Name", "Delegation", "Role", "E-mail"], row, ["Ben", "LK", "", ""]):
        book.active.append(cells)
    book.save(file)
    people, problems = read_invited(file, WORKSHOP)
    assert [person.name for person in people] == ["Ben"]
    assert [(p.cell, p.code, p.refused) for p in problems] == [(cell, code, True)]


def test_an_unknown_language_is_told_and_what_is_no_list_is_refused(tmp_path: Path) -> None:
    people, problems = read_invited(listed(tmp_path, "Name,Delegation,Language\nAnn,BD,Klingon\n"), WORKSHOP)
    assert (people[0].language, [(p.cell, p.refused) for p in problems]) == (None, [("C2", False)])
    with pytest.raises(NotReadable, match="list of people"):
        read_invited(listed(tmp_path, "Name,City\nAnn,Dhaka\n"), WORKSHOP)


def test_everybody_gets_a_page_and_a_code_of_their_own_and_nothing_else_is_stored(folder: Path, tmp_path: Path) -> None:
    made = invite(folder, listed(tmp_path, LIST))
    pdf, table, book = map(Path, made["files"])
    assert pdf.read_bytes().startswith(b"%PDF")
    codes = [each["code"] for each in made["invited"]]
    assert len(set(codes)) == made["new_codes"] == 3
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["language"] for row in rows] == ["bn", "ur", "en"]
    assert [row["link"] for row in rows] == [f"https://w.example.org/join#{code}" for code in codes]
    assert [cell.value for cell in load_workbook(book).active["A"]] == ["name", *(row["name"] for row in rows)]
    store = open_store(load_workshop(folder))
    shared = {code.code for code in store.codes.ensure()}
    assert not shared & set(codes)
    assert [store.people.join(code, "x", "en").delegation for code in codes] == ["BD", "PK", None]
    store.codes.revoke(codes[0])
    with pytest.raises(Refused, match=r"store\.code_revoked"):
        store.people.join(codes[0].lower().replace("-", ""), "x", "en")
    assert store.people.join(codes[1].lower().replace("-", " "), "x", "en").role is Role.PARTICIPANT
    assert {code.code for code in store.codes.ensure()} == shared
    store.close()
    kept = b"".join(file.read_bytes() for file in (folder / "data").rglob("*") if file.is_file())
    assert not [word for word in ("Rahima", "rahima@", "علی") if word.encode() in kept]


def test_the_table_given_back_keeps_codes_but_not_those_of_others(folder: Path, tmp_path: Path) -> None:
    first = invite(folder, listed(tmp_path, LIST))
    table = Path(first["files"][1])
    again = invite(folder, table)
    assert (again["new_codes"], again["invited"]) == (0, [e | {"row": e["row"] - 1} for e in first["invited"]])
    store = open_store(load_workshop(folder))
    shared = next(code.code for code in store.codes.ensure() if code.role is Role.ORGANISER)
    store.close()
    stolen, own = first["invited"][2]["code"], first["invited"][0]["code"]
    words = f"name,delegation,code\nRahima Khatun,BD,{own}\nAnn,BD,{stolen}\nEve,BD,{shared}\nBob,BD,{own}\n"
    codes = [each["code"] for each in invite(folder, listed(tmp_path, words, "other.csv"))["invited"]]
    assert codes[0] == own
    assert not {stolen, shared, own} & set(codes[1:])
