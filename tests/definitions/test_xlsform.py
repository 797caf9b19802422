"""XLSForm workbooks: what is taken over, what is told of, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kit.definitions import Flaw, import_xlsform, parse_form
from kit.definitions.xlsform import workbook
from kit.domain.form import Form, Question, QuestionType

Rows = list[list[Any]]
HEAD = ["type", "name", "label"]
YES_NO: Rows = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


def write(folder: Path, survey: Rows, choices: Rows | None = None, settings_rows: Rows | None = None) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in (("survey", survey), ("choices", choices or []), ("settings", settings_rows or [])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = folder / "ward-visit.xlsx"
    book.save(file)
    return file


def imported(file: Path) -> tuple[Form, list[Flaw]]:
    words, flaws = import_xlsform(file)
    form, of_the_form = parse_form(words, Path("ward_visit.yaml"))
    assert form is not None, (of_the_form, words)
    return form, flaws


def codes(flaws: list[Flaw]) -> list[tuple[str, int]]:
    return [(flaw.code, flaw.line) for flaw in flaws]


def question(form: Form, name: str) -> Question:
    found = form.question(name)
    assert found is not None
    return found


def test_questions_of_every_common_type_are_taken_over_without_a_flaw(tmp_path: Path) -> None:
    kinds = [
        "text",
        "integer",
        "decimal",
        "date",
        "select_one yn",
        "select_multiple yn",
        "rank yn",
        "acknowledge",
        "note",
    ]
    survey = [HEAD, *([kind, f"q{number}", f"Label {number}"] for number, kind in enumerate(kinds))]
    form, flaws = imported(write(tmp_path, survey, YES_NO))
    assert flaws == []
    assert [str(item.type) for item in form] == [kind.split()[0] for kind in kinds]
    assert [choice.name for choice in question(form, "q4").choices] == ["yes", "no"]
    assert question(form, "q1").label.to("en") == "Label 1"


def test_spoken_type_names_of_older_forms_are_understood(tmp_path: Path) -> None:
    survey = [
        HEAD,
        ["select one yn", "a", "A"],
        ["select all that apply from yn", "b", "B"],
        ["begin repeat", "r", "R"],
    ]
    survey += [["string", "c", "C"], ["end repeat"]]
    form, flaws = imported(write(tmp_path, survey, YES_NO))
    assert flaws == []
    assert [item.type for item in form] == [QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.REPEAT]
    assert [row.name for row in question(form, "r").questions] == ["c"]


def test_languages_of_columns_are_kept(tmp_path: Path) -> None:
    survey = [
        ["type", "name", "label::English (en)", "label::বাংলা (bn)", "hint::Français"],
        ["text", "a", "Name", "নাম", "Nom"],
    ]
    form, flaws = imported(
        write(tmp_path, survey, None, [["form_title", "default_language"], ["Visit", "English (en)"]])
    )
    assert flaws == []
    assert dict(question(form, "a").label.by_language) == {"en": "Name", "bn": "নাম"}
    assert dict(question(form, "a").hint.by_language) == {"fr": "Nom"}
    assert form.title.to("en") == "Visit"


def test_a_column_in_an_unknown_language_is_told_of(tmp_path: Path) -> None:
    survey = [["type", "name", "label", "label::Klingonese"], ["text", "a", "Name", "pong"]]
    form, flaws = imported(write(tmp_path, survey))
    assert codes(flaws) == [("xls_language", 1)]
    assert dict(question(form, "a").label.by_language) == {"en": "Name"}


def test_conditions_requirements_and_limits_of_simple_form_are_kept(tmp_path: Path) -> None:
    survey = [
        [*HEAD, "required", "relevant", "constraint", "appearance"],
        ["select_one yn", "ok", "OK?", "yes"],
        ["text", "why", "Why?", "true()", "${ok} = 'no'", "string-length(.) <= 80", "multiline"],
        ["integer", "n", "How many?", "selected(${ok}, 'yes')", None, ". > 0 and . <= 10"],
        ["date", "d", "When?", None, None, ". >= date('2024-01-01')"],
    ]
    form, flaws = imported(write(tmp_path, survey, YES_NO))
    assert flaws == []
    why, number = question(form, "why"), question(form, "n")
    assert (why.required, why.max_length, why.multiline) == (True, 80, True)
    assert why.is_relevant({"ok": "no"})
    assert not why.is_relevant({"ok": "yes"})
    assert number.is_required({"ok": "yes"})
    assert not number.is_required({"ok": "no"})
    assert (number.minimum, number.maximum, question(form, "d").minimum) == ("1", "10", "2024-01-01")


@pytest.mark.parametrize(
    ("column", "words", "code"),
    [
        ("relevant", "not(${ok} = 'yes')", "xls_expression_lost"),
        ("relevant", "${ok} = 'yes' or ${other} = 'x'", "xls_expression_lost"),
        ("relevant", "${nobody} = 'yes'", "xls_condition_lost"),
        ("constraint", "regex(., '[a-z]+')", "xls_expression_lost"),
        ("required", "${ok} > 3", "xls_expression_lost"),
        ("calculation", "1 + 1", "xls_column_lost"),
        ("choice_filter", "a = b", "xls_column_lost"),
    ],
)
def test_what_the_kit_cannot_say_is_told_of_with_its_row(tmp_path: Path, column: str, words: str, code: str) -> None:
    survey = [[*HEAD, column], ["select_one yn", "ok", "OK?"], ["text", "a", "A", words]]
    form, flaws = imported(write(tmp_path, survey, YES_NO))
    assert codes(flaws) == [(code, 3)]
    assert flaws[0].severity == "warning"
    assert question(form, "a").relevant is None


def test_groups_become_headings_and_hand_down_their_condition(tmp_path: Path) -> None:
    survey = [
        [*HEAD, "relevant"],
        ["select_one yn", "ok", "OK?"],
        ["begin_group", "g", "More", "${ok} = 'yes'"],
        ["text", "a", "A"],
        ["text", "b", "B"],
        ["end_group"],
        ["text", "c", "C"],
    ]
    form, flaws = imported(write(tmp_path, survey, YES_NO))
    assert codes(flaws) == [("xls_group", 3)]
    assert question(form, "a").group.to("en") == "More"
    assert not question(form, "b").group
    assert [question(form, name).is_relevant({"ok": "no"}) for name in "abc"] == [False, False, True]


def test_names_that_cannot_be_stored_are_renamed_everywhere(tmp_path: Path) -> None:
    choices = [["list name", "value", "label"], ["my list", "dark red", "Red"], ["my list", 1, "One"]]
    survey = [
        [*HEAD, "relevant"],
        ["select_one my list", "first-one", "First"],
        ["text", "b", "B", "${first-one} = 'dark red'"],
    ]
    form, flaws = imported(write(tmp_path, survey, choices))
    assert {flaw.code for flaw in flaws} == {"xls_renamed"}
    first = question(form, "first_one")
    assert [choice.name for choice in first.choices] == ["dark_red", "1"]
    assert question(form, "b").is_relevant({"first_one": "dark_red"})


def test_a_list_with_the_name_of_one_that_workshops_provide_keeps_its_own_choices(tmp_path: Path) -> None:
    choices = [["list_name", "name", "label"], ["languages", "a", "A"]]
    form, _ = imported(write(tmp_path, [HEAD, ["select_one languages", "l", "L"]], choices))
    assert [choice.name for choice in question(form, "l").choices] == ["a"]


def test_types_that_cannot_be_asked_and_rows_that_do_not_close_are_told_of(tmp_path: Path) -> None:
    survey = [
        HEAD,
        ["geopoint", "g", "Where?"],
        ["start", "s"],
        ["end_group"],
        ["time", "t", "When?"],
        ["begin_repeat", "r", "R"],
    ]
    survey += [["begin_repeat", "inner", "Inner"], ["text", "a", "A"]]
    form, flaws = imported(write(tmp_path, survey))
    expected = {
        "xls_type_lost": 2,
        "xls_not_opened": 4,
        "xls_type_nearest": 5,
        "xls_nested_repeat": 7,
        "xls_not_closed": 6,
    }
    assert {flaw.code: flaw.line for flaw in flaws if flaw.line != 7 or flaw.code == "xls_nested_repeat"} == expected
    assert [row.name for row in question(form, "r").questions] == ["a"]


def test_a_list_that_is_missing_is_an_error_with_its_row(tmp_path: Path) -> None:
    _, flaws = import_xlsform(write(tmp_path, [HEAD, ["select_one ynn", "a", "A"]], YES_NO))
    assert ("xls_list_missing", 2) in codes(flaws)
    assert any('"yn"' in flaw.remedy for flaw in flaws)


def test_a_workbook_without_questions_is_one_flaw(tmp_path: Path) -> None:
    assert import_xlsform(write(tmp_path, [HEAD]))[0] == ""
    assert codes(import_xlsform(write(tmp_path, [HEAD]))[1]) == [("xls_no_survey", 0)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"type,name\ntext,a\n", b"\xd0\xcf\x11\xe0old excel"])
def test_a_file_that_is_no_workbook_is_one_flaw(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    assert (import_xlsform(file)[0], codes(import_xlsform(file)[1])) == ("", [("xls_unreadable", 0)])


def test_a_file_that_is_not_there_is_one_flaw(tmp_path: Path) -> None:
    assert codes(import_xlsform(tmp_path / "none.xlsx")[1]) == [("xls_unreadable", 0)]


def test_a_workbook_that_unpacks_to_a_huge_size_is_refused_unread(tmp_path: Path) -> None:
    file = write(tmp_path, [HEAD, ["text", "a", "A"]])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/media/bomb.bin", "w") as part:
        for _ in range(workbook.MAX_UNPACKED_BYTES // 1_000_000 + 1):
            part.write(bytes(1_000_000))
    assert file.stat().st_size < workbook.MAX_BYTES
    assert codes(import_xlsform(file)[1]) == [("xls_too_large", 0)]


def test_a_sheet_of_very_many_rows_is_refused(tmp_path: Path) -> None:
    rows: Rows = [HEAD, *(["note", f"n{number}", "N"] for number in range(workbook.MAX_ROWS + 5))]
    assert codes(import_xlsform(write(tmp_path, rows))[1]) == [("xls_too_many_rows", workbook.MAX_ROWS + 1)]


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("entity", [b"&c;", b"&f;"])
def test_a_part_with_entities_brings_neither_growth_nor_files(tmp_path: Path, part: str, entity: bytes) -> None:
    file = write(tmp_path, [HEAD, ["text", "a", "REPLACED"]])
    attacked = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(attacked, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                body = content.split(b"?>", 1)[1] if content.startswith(b"<?xml") else content
                content = ENTITIES + body.replace(b"REPLACED", entity).replace(
                    b"</worksheet>", entity + b"</worksheet>"
                )
            target.writestr(info.filename, content)
    file.write_bytes(attacked.getvalue())
    words, flaws = import_xlsform(file)
    assert "aaaaaaaaaa" not in words
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in words
    assert words or flaws


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["text", "select_one yn", "begin_repeat", "end_repeat", "begin_group", "end_group", "a", "b", "${a} = 'x'"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
HEADERS = ["type", "name", "label", "hint", "required", "relevant", "constraint", "appearance"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=6),
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4),
)
def test_any_cells_at_all_are_imported_or_told_of(
    tmp_path_factory: pytest.TempPathFactory, rows: Rows, choices: Rows
) -> None:
    file = write(tmp_path_factory.mktemp("any"), [HEADERS, *rows], [YES_NO[0], *choices])
    words, flaws = import_xlsform(file)
    assert words or flaws
    assert all(flaw.problem for flaw in flaws)


def test_a_note_without_a_name_gets_one_silently(tmp_path: Path) -> None:
    form, flaws = imported(write(tmp_path, [HEAD, ["note", None, "Welcome"], ["text", "a", "A"]]))
    assert flaws == []
    assert [item.name for item in form] == ["row_2", "a"]
