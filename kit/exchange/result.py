"""What an import found, and what it did or would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.domain.entry import Refused
from kit.words import say


class NotReadable(Refused):
    """A file that is not read at all: `code` and `details` find the words (`kit.words.exchange`)."""

    def __str__(self) -> str:
        return say(self.code, "en", **self.details)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something wrong with, or doubtful about, one place of a file; `code` and `details` find the words."""

    sheet: str
    cell: str
    """As spreadsheets name it ("C7"); "7" for a whole row, "" for the whole sheet."""
    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    refused: bool = True
    """Whether the cell was left out; otherwise it was read, and how is said."""

    def message(self, language: str = "en") -> str:
        """The place and the sentence."""
        place = " ".join(part for part in (self.sheet, self.cell) if part)
        return f"{place}: {say(self.code, language, **self.details)}"

    def __str__(self) -> str:
        return self.message()


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file as an entry."""

    sheet: str
    row: int
    """As spreadsheets count, the first being 1."""
    form: str
    action: str
    """`create`, `change`, `same` (nothing differs) or `skip` (nothing could be read, or it was refused)."""
    title: str
    entry: str | None
    delegation: str | None
    values: Mapping[str, Any] = field(default_factory=dict)
    """The answers that are new or different."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An import's preview and outcome; of a dry run, what the outcome would be."""

    kind: str
    """`entries`, `findings` or `ballots`."""
    dry_run: bool
    preview: tuple[PreviewRow, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    created: tuple[str, ...] = ()
    """Entry ids."""
    changed: tuple[str, ...] = ()
    definition: str | None = None
    """Findings as YAML, for `findings:` in workshop.yaml: they are part of the definition, not answers."""

    @property
    def refused(self) -> bool:
        """Whether anything in the file was left out."""
        return any(problem.refused for problem in self.problems)

    def lines(self, language: str = "en") -> list[str]:
        """The result for people: what was found by row, what is wrong by cell, and the sum of it."""
        rows = [_row_line(row, language) for row in self.preview if row.action != "same"]
        done = {action: sum(row.action == action for row in self.preview) for action in ("create", "change", "same")}
        refused = sum(problem.refused for problem in self.problems)
        code = "exchange.would_do" if self.dry_run else "exchange.done"
        told = [problem.message(language) for problem in self.problems]
        return [
            *rows,
            *told,
            *([self.definition] if self.definition else []),
            say(code, language, refused=refused, **done),
        ]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The result as plain JSON values, messages in `language`."""
        rows = [{name: getattr(row, name) for name in PreviewRow.__slots__} for row in self.preview]
        problems = [
            {"sheet": p.sheet, "cell": p.cell, "code": p.code, "refused": p.refused, "message": p.message(language)}
            for p in self.problems
        ]
        return {
            "kind": self.kind,
            "dry_run": self.dry_run,
            "created": list(self.created),
            "changed": list(self.changed),
            "rows": [row | {"values": dict(row["values"])} for row in rows],
            "problems": problems,
            "definition": self.definition,
        }


def _row_line(row: PreviewRow, language: str) -> str:
    place, action = f"{row.sheet} {row.row}", say(f"exchange.{row.action}", language)
    details = {
        "place": place,
        "action": action,
        "form": row.form,
        "title": row.title,
        "delegation": row.delegation or "",
    }
    return say("exchange.row", language, **details)
