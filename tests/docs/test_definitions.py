"""What organisers may write is documented, and the guide's examples are correct."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from guides import DOCS, ROOT, fenced
from ruamel.yaml import YAML

from kit.definitions import check_workshop, load_workshop
from kit.definitions.choice_lists import PROVIDED
from kit.domain.form import Per, Protection, QuestionType
from kit.domain.workshop import Retention

EXAMPLE = ROOT / "sessions" / "south-asia-2023"
TEMPLATE = ROOT / "templates" / "workshop" / "workshop.yaml"
ORGANISER = (DOCS / "organiser.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(QuestionType))
def test_every_question_type_has_a_line_of_its_own(kind: QuestionType) -> None:
    assert any(line.startswith((f"| `{kind}`", f"| `{kind} ")) for line in ORGANISER.splitlines())


@pytest.mark.parametrize("word", [*Per, *Protection])
def test_every_way_to_write_and_guard_a_form_has_a_line_of_its_own(word: str) -> None:
    assert f"\n| `{word}` |" in ORGANISER


@pytest.mark.parametrize("name", PROVIDED)
def test_every_list_that_a_workshop_provides_is_named(name: str) -> None:
    assert f"`{name}`" in ORGANISER


def test_every_key_of_the_example_and_of_a_new_workshop_is_explained() -> None:
    yaml = YAML(typ="base")
    for file in (EXAMPLE / "workshop.yaml", TEMPLATE):
        workshop = yaml.load(file)
        vote = next(session["vote"] for session in workshop["sessions"] if "vote" in session)
        inner = [workshop["delegations"][0], workshop["findings"][0], vote, *workshop["sessions"]]
        keys = {*workshop, *(key for table in inner for key in table), *(field.name for field in fields(Retention))}
        assert {key for key in keys if f"`{key}" not in ORGANISER} == set()


def test_the_form_of_the_guide_can_be_used_as_it_stands(tmp_path: Path) -> None:
    (block,) = (block for block in fenced(ORGANISER, "yaml") if block.startswith("# forms/idea.yaml"))
    folder = tmp_path / "south-asia-2023"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("data", "records", "reports"))
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "forms" / "idea.yaml").write_text(block, encoding="utf-8")
    words = (folder / "workshop.yaml").read_text(encoding="utf-8")
    words = words.replace("forms: [barrier, parking_lot]", "forms: [barrier, idea, parking_lot]")
    (folder / "workshop.yaml").write_text(words, encoding="utf-8")
    assert [str(flaw) for flaw in check_workshop(folder) if flaw.severity == "error"] == []
    assert "idea" in load_workshop(folder).forms
