"""The choices sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kit.definitions.choice_lists import PROVIDED
from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.xlsform.columns import read_text
from kit.definitions.xlsform.naming import choice_name, stored_name
from kit.definitions.xlsform.workbook import Row
from kit.domain.form import Choice


@dataclass(slots=True)
class Lists:
    """All lists by the names that they get here, and what was renamed on the way."""

    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)
    """List and old choice to new choice."""
    flaws: list[Flaw] = field(default_factory=list)


def list_name(words: str) -> str:
    """A list's name here; those that a workshop provides itself are left to it."""
    return stored_name(words, PROVIDED)


def read_lists(rows: list[Row], language: str, file: Path) -> Lists:
    """The lists of the choices sheet, in its order."""
    lists = Lists()
    for row in rows:
        written = row.cells.get("name", row.cells.get("value", ""))
        name = list_name(row.cells.get("list_name", row.cells.get("list", "")))
        before = lists.choices.get(name, ())
        new = choice_name(written, {choice.name for choice in before})
        if new != written:
            lists.renamed.setdefault((name, written), new)
            lists.flaws.append(make_flaw(file, row.number, "xls_renamed", old=written, new=new))
        label = read_text(row, "label", language)
        lists.choices[name] = (*before, Choice(new, label))
    return lists
