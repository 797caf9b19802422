"""A form's entries as a table: meta columns first, then one column for each question."""

from __future__ import annotations

from collections.abc import Sequence

from kit.domain.entry import Entry
from kit.domain.form import Form
from kit.domain.paper import in_full
from kit.domain.suppress import Suppressed
from kit.exchange.cells import to_cell
from kit.exchange.content import Content, iso
from kit.exchange.headers import META


def names(content: Content, form: Form) -> list[str]:
    """The columns' machine names."""
    return [*META, *(question.name for question in content.questions(form))]


def meta(entry: Entry) -> list[str]:
    """What stands before the answers."""
    times = (iso(entry.created), iso(entry.updated))
    values = (entry.id, entry.version, entry.session, entry.delegation, entry.subject, entry.visibility)
    paper = None if entry.paper is None else in_full(entry.paper)
    marks = ("yes" if entry.late else "no", entry.for_whom, paper)
    told = (*values, entry.attribution, entry.language, *times, *marks)
    return ["" if value is None else str(value) for value in told]


def rows(content: Content, form: Form, language: str | None = None) -> list[list[str]]:
    """One row for each entry; choices by label in `language`, or by name where it is None."""
    questions = content.questions(form)
    return [
        [*meta(e), *(to_cell(q, e.values.get(q.name), content.titles, language) for q in questions)]
        for e in content.entries[form.name]
    ]


def vote_rows(content: Content) -> list[list[str]]:
    """All votes' results, one row for each option, rule and unit; empty where none may be seen."""
    heading = ["session", "unit", "rule", "option", "label", "score", "place", "tied"]
    found: list[list[str]] = []
    for session, tally in content.tallies.items():
        told = tally.to_json(content.workshop.language)
        for unit in ("by_person", "by_delegation"):
            for result in told[unit]:
                found += [_vote_row(session, unit.removeprefix("by_"), result["rule"], row) for row in result["rows"]]
    return [heading, *found] if found else []


def _vote_row(session: str, unit: str, rule: str, row: dict[str, object]) -> list[str]:
    tied = "yes" if row["tied"] else "no"
    return [session, unit, rule, *(str(row[name]) for name in ("option", "label", "score", "place")), tied]


def total_rows(content: Content) -> list[list[str]]:
    """Anonymous forms' totals; a hidden number is an empty cell."""
    found = [
        [form, question, answer, "" if count is None else str(count)]
        for form, questions in content.totals.items()
        for question, totals in questions.items()
        for answer, count in _counts(totals)
    ]
    return [["form", "question", "answer", "people"], *found] if found else []


def _counts(totals: Suppressed) -> Sequence[tuple[str, int | None]]:
    return [*totals.cells.items(), ("", totals.total)]
