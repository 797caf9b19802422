"""Every flaw has its two sentences, and every sentence has a flaw."""

from __future__ import annotations

import re
from pathlib import Path

import kit.definitions
from kit.definitions.flaws import WARNINGS, Flaw
from kit.words.define import MESSAGES

SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in Path(kit.definitions.__file__).parent.rglob("*.py"))
SUFFIX = "_remedy"
SENTENCES = {"did_you_mean", "known_are", "none_known", "new_in_use", "new_failed"}
"""Codes that are sentences by themselves."""
CODES = {code.removeprefix("define.").removesuffix(SUFFIX) for code in MESSAGES} - SENTENCES


def test_every_flaw_says_what_is_wrong_and_what_to_write_instead() -> None:
    assert {
        code for code in CODES if f"define.{code}" not in MESSAGES or f"define.{code}{SUFFIX}" not in MESSAGES
    } == set()


def test_every_sentence_belongs_to_a_flaw_that_some_rule_reports() -> None:
    assert {code for code in CODES if f'"{code}"' not in SOURCES.replace("WARNINGS", "")} == set()


def test_every_flaw_that_a_rule_reports_has_its_sentences() -> None:
    calls = re.findall(
        r"""(?:flaw|make_flaw|flaw_at|flaw_in_file|_Stop)\(\s*[^()"]*(?:"[a-z_]+", )?"([a-z_]+)"[,)]""", SOURCES
    )
    assert len(set(calls)) > 50
    assert set(calls) - CODES == set()


def test_every_code_of_a_warning_has_sentences() -> None:
    assert WARNINGS <= CODES


def test_a_flaw_reads_as_place_problem_and_remedy() -> None:
    flaw = Flaw(Path("a/workshop.yaml"), 3, "some", "This is wrong.", "Write that.")
    assert str(flaw) == "a/workshop.yaml:3: This is wrong. Write that."
    assert str(Flaw(Path("a.yaml"), 0, "some", "It is empty.", "")) == "a.yaml: It is empty."
