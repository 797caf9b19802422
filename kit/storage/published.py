"""What may be told of anonymous answers that went on changing after they were first shown.

Two looks at a total tell what was answered between them. So what is shown stands still from the moment that its
session closes, and moves on only by groups that are large enough to be shown themselves. What was shown is noted as
entries with their versions: the times of anonymous revisions are cut to the day, and would not tell.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from kit.domain.form import Form, Question
from kit.domain.suppress import MINIMUM, Suppressed, suppress, suppress_again
from kit.storage import tables as t
from kit.storage.facts import fact, set_fact

Moment = Mapping[str, int]
"""Entry's id to its version when it could be looked at."""


def publish(connection: Connection, form: Form) -> None:
    """Notes what may be shown of an anonymous form from now on: when its session closes, and after a late answer."""
    moments, now = _noted(connection, form), _now(connection, form)
    last = moments[-1] if moments else {}
    changed = sum(last.get(entry) != now.get(entry) for entry in last.keys() | now.keys())
    if not moments or (changed and (len(last) < MINIMUM or changed >= MINIMUM)):
        set_fact(connection, _name(form), json.dumps([*moments, now] if len(last) >= MINIMUM else [now]))


def published_totals(connection: Connection, form: Form, question: Question) -> Suppressed:
    """How many gave each answer, as far as it may be shown now."""
    first, *later = _noted(connection, form) or [_now(connection, form)]
    shown = suppress(_counted(connection, first, question))
    known = _visible(shown)
    for moment in later:
        counts = _counted(connection, moment, question)
        following = suppress(counts) if shown.total is None else suppress_again(counts, known)
        if following is not None:
            shown = following
            known |= _visible(shown)
    return shown


def published_words(connection: Connection, form: Form, question: Question) -> tuple[str, ...]:
    """What was written, in the order of the alphabet; nothing where fewer than five wrote something."""
    moments = _noted(connection, form) or [_now(connection, form)]
    shown: list[str] = []
    for moment in moments:
        words = sorted(str(answer) for answer in _answers(connection, moment, question) if answer)
        fresh = (Counter(words) - Counter(shown)).total()
        if not shown or fresh >= MINIMUM or fresh == 0:
            shown = words if len(words) >= MINIMUM else shown
    return tuple(shown)


def _name(form: Form) -> str:
    return f"published:{form.name}"[:64]


def _noted(connection: Connection, form: Form) -> list[Moment]:
    kept = fact(connection, _name(form))
    moments: list[Moment] = json.loads(kept) if kept else []
    return moments


def _now(connection: Connection, form: Form) -> Moment:
    entries = select(t.entry.c.id, t.entry.c.version)
    standing = entries.where(t.entry.c.form == form.name, t.entry.c.deleted.is_(False))
    return {row.id: row.version for row in connection.execute(standing)}


def _answers(connection: Connection, moment: Moment, question: Question) -> list[Any]:
    """The answers as they stood at that moment; what was purged since is not among them."""
    query = select(t.revision.c.entry, t.revision.c.version, t.revision.c.answers)
    given: dict[str, Any] = {}
    for entry, version, answers in connection.execute(query.order_by(t.revision.c.entry, t.revision.c.version)):
        if version <= moment.get(entry, 0) and question.name in answers:
            given[entry] = answers[question.name]
    return list(given.values())


def _counted(connection: Connection, moment: Moment, question: Question) -> dict[str, int]:
    given = Counter(map(str, _answers(connection, moment, question)))
    return {choice.name: given[choice.name] for choice in question.choices}


def _visible(shown: Suppressed) -> dict[str, int]:
    return {name: count for name, count in shown.cells.items() if count is not None and shown.total is not None}
