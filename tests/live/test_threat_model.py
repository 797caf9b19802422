"""The threat model names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_the_threat_model_names_exists(file: str, name: str) -> None:
    words = (ROOT / file).read_text(encoding="utf-8")
    assert not name or re.search(rf"^def {name}\(", words, re.MULTILINE)


def test_every_row_of_a_threat_names_a_test() -> None:
    doors = PAGE.partition("## Doors")[2].partition("## The ten")[0]
    rows = [line for line in doors.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(rows) > 30
    assert all("`tests/" in row for row in rows)
