"""Drafts as changes: only what differs is saved, and everything that points to others once those are there."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from kit.domain.digits import canonical_decimal
from kit.domain.entry import Change, Refused
from kit.domain.form import Form, Question, QuestionType
from kit.domain.workshop import Workshop
from kit.exchange.result import CellProblem, ImportResult, PreviewRow
from kit.exchange.rows import NAMESPACE, Draft
from kit.storage import View

LONGEST_CELL = 32_767
"""Characters that a spreadsheet's cell holds; a longer text was cut when it was exported."""

_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL)
_POINTERS = (QuestionType.SELECT_ONE_FROM_ENTRIES, QuestionType.SELECT_MULTIPLE_FROM_ENTRIES)


@dataclass
class Saver:
    """Saves an import's drafts, or says what saving them would do."""

    view: View
    workshop: Workshop
    dry_run: bool
    preview: list[PreviewRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def save(self, drafts: Sequence[Draft], problems: Sequence[CellProblem]) -> ImportResult:
        """The outcome of an import."""
        self.problems += problems
        later: list[tuple[Draft, dict[str, Any]]] = []
        for draft in drafts:
            changed = self._differences(draft)
            pointing = {name: changed.pop(name) for name in _to_same_form(draft.form) if name in changed}
            action, version = self._save(draft, changed, has_more=bool(pointing))
            self.preview.append(_preview(draft, action, changed | pointing))
            if pointing and action != "skip":
                later.append((replace(draft, base=version), pointing))
        for draft, pointing in later:
            self._save(draft, pointing, has_more=False)
        return self._result()

    def _differences(self, draft: Draft) -> dict[str, Any]:
        before = self._before(draft)
        changed = {}
        for name, value in draft.answers.items():
            question = draft.form.question(name)
            keeps = value is None and not draft.header.own
            if question is not None and not keeps and not same_answer(question, before.get(name), value):
                changed[name] = value
        return changed

    def _before(self, draft: Draft) -> Mapping[str, Any]:
        """The answers that the file's writer had before them: those of the version that was exported."""
        if draft.existing is None or draft.base == draft.existing.version:
            return draft.existing.values if draft.existing else {}
        values: dict[str, Any] = {}
        try:
            for revision in self.view.history(draft.entry):
                values |= revision.values if revision.version <= draft.base else {}
        except Refused:
            return draft.existing.values
        return values

    def _save(self, draft: Draft, values: dict[str, Any], *, has_more: bool) -> tuple[str, int]:
        """What became of a draft, and the entry's version; a refused answer is reported and the others are saved."""
        action = "change" if draft.existing else "create"
        if not values and not (has_more and not draft.existing):
            return ("same" if draft.existing else "skip", draft.base) if not has_more else (action, draft.base)
        if self.dry_run:
            return action, draft.base
        try:
            return action, self.view.save(self._change(draft, values)).version
        except Refused as refusal:
            name = (refusal.question or "").partition("[")[0]
            self.problems.append(draft.problem(refusal.code, name, refusal.details))
            left = {key: value for key, value in values.items() if key != name}
            return self._save(draft, left, has_more=has_more) if name in values and left else ("skip", draft.base)

    def _change(self, draft: Draft, values: Mapping[str, Any]) -> Change:
        content = json.dumps([draft.entry, draft.base, values], sort_keys=True)
        new = draft.existing is None
        return Change(
            id=str(uuid.uuid5(NAMESPACE, content)),
            entry=draft.entry,
            form=draft.form.name,
            base=draft.base,
            values=values,
            session=self._session(draft.form) if new and self.view.viewer.staff else None,
            subject=str(draft.cell("subject")) if new and draft.cell("subject") else None,
            delegation=draft.delegation,
            language=self.workshop.language,
        )

    def _session(self, form: Form) -> str | None:
        return next((session.id for session in self.workshop.sessions if form.name in session.forms), None)

    def _result(self) -> ImportResult:
        ids = {
            action: tuple(r.entry or "" for r in self.preview if r.action == action) for action in ("create", "change")
        }
        preview, problems = tuple(self.preview), tuple(self.problems)
        return ImportResult("entries", self.dry_run, preview, problems, ids["create"], ids["change"])


def same_answer(question: Question, one: Any, other: Any) -> bool:
    """Whether two answers say the same: numbers by value, no answer like an empty one."""
    if question.type in _NUMBERS and isinstance(one, str | int) and isinstance(other, str | int):
        numbers = canonical_decimal(str(one)), canonical_decimal(str(other))
        if None not in numbers:
            return Decimal(numbers[0] or 0) == Decimal(numbers[1] or 0)
    if isinstance(one, str) and isinstance(other, str) and len(other) == LONGEST_CELL:
        return one.startswith(other)
    return (
        (one or None) == (other or None) if not isinstance(one, bool) and not isinstance(other, bool) else one == other
    )


def _to_same_form(form: Form) -> tuple[str, ...]:
    return tuple(q.name for q in form if q.type in _POINTERS and q.entries_of == form.name)


def _preview(draft: Draft, action: str, values: Mapping[str, Any]) -> PreviewRow:
    row = draft.place + 1
    return PreviewRow(
        draft.sheet.name, row, draft.form.name, action, draft.title, draft.entry, draft.delegation, dict(values)
    )
