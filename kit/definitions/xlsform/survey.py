"""The survey sheet: rows into questions, groups into headings, repeats into rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.definitions.choices import ChoiceLists
from kit.definitions.flaws import Flaw, make_flaw, suggest
from kit.definitions.xlsform.cells import TRUE, Lost, read_bounds, read_relevant, read_required
from kit.definitions.xlsform.columns import read_text
from kit.definitions.xlsform.lists import list_name
from kit.definitions.xlsform.naming import stored_name
from kit.definitions.xlsform.types import NEAREST, OR_OTHER, SAME, SILENT, split_type
from kit.definitions.xlsform.workbook import Row
from kit.domain.form import Condition, Question, QuestionType
from kit.domain.texts import Text

NOT_USED = ("calculation", "default", "choice_filter", "repeat_count", "trigger", "parameters", "constraint_message")
SELECTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})


@dataclass(slots=True)
class _Level:
    """A group, a repeat or the form itself, while its rows are read."""

    questions: list[Question]
    heading: Text = field(default_factory=Text)
    relevant: Condition | None = None
    repeat: Question | None = None
    number: int = 0


@dataclass(slots=True)
class Survey:
    """Reads the rows one after another."""

    file: Path
    language: str
    lists: ChoiceLists
    flaws: list[Flaw] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    """Old name to new name of questions."""
    rows: dict[str, int] = field(default_factory=dict)
    """Question's name to its row in the sheet."""
    levels: list[_Level] = field(default_factory=lambda: [_Level([])])

    def flaw(self, row: Row | int, code: str, /, **details: object) -> None:
        """Notes what was lost or changed, at a row of the sheet."""
        number = row if isinstance(row, int) else row.number
        self.flaws.append(make_flaw(self.file, number, code, **details))

    def read(self, rows: list[Row]) -> tuple[Question, ...]:
        """All questions of the sheet."""
        for row in rows:
            self._row(row)
        while len(self.levels) > 1:
            self.flaw(self.levels[-1].number, "xls_not_closed")
            self._close()
        return tuple(self.levels[0].questions)

    def _row(self, row: Row) -> None:
        word, rest = split_type(row.cells.get("type", ""))
        if word in {"begin_group", "begin_repeat"}:
            self._open(row, word == "begin_repeat")
        elif word in {"end_group", "end_repeat"}:
            if len(self.levels) > 1:
                self._close()
            else:
                self.flaw(row, "xls_not_opened", value=word)
        elif word and word not in SILENT:
            self._question(row, word, rest)

    def _open(self, row: Row, is_repeat: bool) -> None:
        label = read_text(row, "label", self.language)
        inside_repeat = any(level.repeat for level in self.levels)
        if is_repeat and not inside_repeat:
            repeat = Question(self._name(row), QuestionType.REPEAT, label, group=self._heading())
            own = replace(repeat, hint=read_text(row, "hint", self.language), relevant=self._relevant(row))
            self.levels.append(_Level([], repeat=own, number=row.number))
            return
        self.flaw(row, "xls_nested_repeat" if is_repeat else "xls_group", name=row.cells.get("name", ""))
        relevant = self._relevant(row)
        self.levels.append(_Level(self.levels[-1].questions, label, relevant, number=row.number))

    def _close(self) -> None:
        level = self.levels.pop()
        if level.repeat and level.questions:
            self.levels[-1].questions.append(replace(level.repeat, questions=tuple(level.questions)))
        elif level.repeat:
            self.flaw(level.number, "xls_repeat_empty", name=level.repeat.name)

    def _heading(self) -> Text:
        """The heading of the group that has just begun; used up by its first question."""
        level = self.levels[-1]
        heading, level.heading = level.heading, Text()
        return heading

    def _question(self, row: Row, word: str, rest: str) -> None:
        kind = SAME.get(word) or NEAREST.get(word)
        if kind is None:
            self.flaw(row, "xls_type_lost", value=word, name=row.cells.get("name", ""))
            return
        if word in NEAREST:
            self.flaw(row, "xls_type_nearest", value=word, type=kind, name=row.cells.get("name", ""))
        question = Question(
            name=self._name(row),
            type=kind,
            label=read_text(row, "label", self.language),
            hint=read_text(row, "hint", self.language),
            required=kind is not QuestionType.NOTE and read_required(row, self._lost(row)),
            relevant=self._relevant(row),
            choice_list=self._list(row, rest) if kind in SELECTS else None,
            multiline=kind is QuestionType.TEXT and "multiline" in row.cells.get("appearance", ""),
            read_only=row.cells.get("readonly", row.cells.get("read_only", "no")).lower() in TRUE,
            group=self._heading(),
        )
        for column in NOT_USED:
            if column in row.cells:
                self.flaw(row, "xls_column_lost", column=column, name=question.name)
        self.levels[-1].questions.append(replace(question, **read_bounds(row, kind, self._lost(row))))

    def _name(self, row: Row) -> str:
        written = row.cells.get("name", "")
        taken = {question.name for level in self.levels for question in level.questions}
        name = stored_name(written or f"row_{row.number}", taken)
        if written and name != written:
            self.flaw(row, "xls_renamed", old=written, new=name)
            self.renamed.setdefault(written, name)
        self.rows[name] = row.number
        return name

    def _list(self, row: Row, rest: str) -> str:
        wanted = rest.lower()
        if wanted.endswith(OR_OTHER):
            self.flaw(row, "xls_or_other", name=row.cells.get("name", ""))
            rest = rest[: -len(OR_OTHER)]
        name = list_name(rest.strip() or "choices")
        if name not in self.lists:
            self.flaw(row, "xls_list_missing", name=rest, suggestion=suggest(rest, self.lists))
        return name

    def _lost(self, row: Row) -> Lost:
        """What to call with a column and its words where they cannot be said here."""
        return lambda column, words: self.flaw(row, "xls_expression_lost", column=column, value=words)

    def _relevant(self, row: Row) -> Condition | None:
        """The row's own condition and those of the groups that it stands in, up to the repeat."""
        outer: list[Condition] = []
        for level in reversed(self.levels):
            outer += [level.relevant] if level.relevant else []
            if level.repeat:
                break
        return read_relevant(row, outer, self._lost(row))
