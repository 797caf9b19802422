"""Entries as tables: a pandas frame for those who work on in a notebook, HTML for records and readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.domain.entry import Entry
from kit.domain.form import Form, Question, QuestionType
from kit.domain.workshop import Workshop
from kit.forms.answers import in_words
from kit.forms.board_tables import html_table
from kit.forms.remarks import remarks_on
from kit.words import listed, say

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 400
"""Characters of one cell in HTML; the frame and the store have the whole text."""


def entries_frame(entries: Sequence[Entry], form: Form, workshop: Workshop, language: str) -> pd.DataFrame:
    """One row for each entry, by its id; one column of words for each question that anybody answered.

    The first column names the delegation, where any entry's is known to the viewer.
    """
    # Pandas takes more than a second to import: pages and records, which show tables without it, do not wait for it.
    import pandas as pd

    index = pd.Index([entry.id for entry in entries], name="id")
    return pd.DataFrame(_columns(entries, form, workshop, language), index=index, dtype="str")


def entries_table(entries: Sequence[Entry], form: Form, workshop: Workshop, language: str) -> Markup:
    """The same as HTML under the form's title."""
    title = Markup("<h2>{}</h2>").format(form.title.to(language))
    if not entries:
        return title + Markup("<p>{}</p>").format(say("session.nothing_yet", language))
    columns = _columns(entries, form, workshop, language)
    rows = ([cell[:LONGEST] for cell in row] for row in zip(*columns.values(), strict=True))
    return title + html_table(list(columns), rows)


def _columns(entries: Sequence[Entry], form: Form, workshop: Workshop, language: str) -> dict[str, list[str]]:
    questions = [q for q in form if q.type is not QuestionType.NOTE and any(_has(e, q) for e in entries)]
    columns = {q.label.to(language): [in_words(q, e.values.get(q.name), language) for e in entries] for q in questions}
    remarks = [listed(remarks_on(entry, workshop, language), language) for entry in entries]
    if any(remarks):
        columns[say("session.remarks", language)] = remarks
    if any(entry.delegation for entry in entries):
        countries = [_country(entry, workshop, language) for entry in entries]
        columns = {say("session.delegation", language): countries, **columns}
    return columns


def _has(entry: Entry, question: Question) -> bool:
    return entry.values.get(question.name) not in (None, "", [])


def _country(entry: Entry, workshop: Workshop, language: str) -> str:
    return workshop.delegation(entry.delegation).name.to(language) if entry.delegation else ""
