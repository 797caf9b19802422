"""A small workshop without mistakes, into which each test writes one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.definitions import Flaw, check_workshop

WORKSHOP = """\
title: Small
organiser: The office
first_day: 2024-03-01
last_day: 2024-03-02
time_zone: Asia/Colombo
languages: [en]
delegations:
  - code: AA
    name: Aland
    cities: {one: One}
    currency: EUR
  - code: BB
    name: Beland
themes:
  trust: Trust
findings:
  - id: F1
    text: A finding
    theme: trust
choices:
  colour: {red: Red, green: Green}
sessions:
  - id: opening
    title: Opening
    day: 1
    start: 9:30
    minutes: 30
    notebook: talk
    forms: [idea]
    deadline: 2024-03-20 18:00
  - id: vote
    title: Vote
    day: 1
    start: 10:00
    notebook: talk
    vote:
      question: Which?
      method: dots
      budget: 5
      cap: 3
      options: {a: A, b: B, c: C}
notice: What is kept
"""
IDEA = """\
title: Ideas
entry_title: idea
questions:
  - type: text
    name: idea
    label: What is your idea?
  - type: select_one colour
    name: colour
    label: Which colour?
    relevant: {idea: "*"}
  - type: date
    name: start
    label: From
  - type: date
    name: end
    label: To
    not_before: start
  - type: integer
    name: number
    label: How many?
    minimum: 1
    maximum: 5
    required: {colour: [red, green]}
  - type: begin_repeat
    name: steps
    label: Steps
    questions:
      - type: text
        name: step
        label: Step
choices:
  size:
    small: Small
    large: Large
"""
Check = Callable[[str, str], list[Flaw]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small workshop's folder."""
    for name in ("forms", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "workshop.yaml").write_text(WORKSHOP, encoding="utf-8")
    (tmp_path / "forms" / "idea.yaml").write_text(IDEA, encoding="utf-8")
    (tmp_path / "notebooks" / "talk.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def check_with(folder: Path) -> Check:
    """Writes `new` in the place of `old`, in the file that has it, and checks."""

    def check(old: str, new: str) -> list[Flaw]:
        files = [file for file in folder.rglob("*.yaml") if old in file.read_text(encoding="utf-8")]
        assert len(files) == 1, f"{old!r} stands in {len(files)} files"
        words = files[0].read_text(encoding="utf-8")
        assert words.count(old) == 1, f"{old!r} stands {words.count(old)} times"
        files[0].write_text(words.replace(old, new), encoding="utf-8")
        return check_workshop(folder)

    return check
