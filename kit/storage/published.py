"""What was looked at of an anonymous form, and what may be told of it beside (see `kit.domain.shown`).

Looks are noted as entries with their versions: the times of anonymous revisions are cut to the day, and would not tell;
and what people wrote stands in one place alone, from where a purge takes it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from kit.domain.form import Form, Question
from kit.domain.shown import Said, Told, may_follow, show, shown, standing
from kit.domain.suppress import MINIMUM, Suppressed
from kit.storage import tables as t
from kit.storage.facts import fact, set_fact

Moment = Mapping[str, int]
"""Entry's id to its version when it could be looked at."""


def is_news(connection: Connection, form: Form) -> bool:
    """Whether a look at the form now would show what no look has shown."""
    return _news(_noted(connection, form), _now(connection, form))


def note_look(connection: Connection, form: Form) -> None:
    """Notes that the form is looked at as it stands."""
    moments, now = _noted(connection, form), _now(connection, form)
    set_fact(connection, _name(form), json.dumps([*moments, now]))


def published_totals(connection: Connection, form: Form, question: Question) -> Suppressed:
    """How many gave each answer, as far as it may be shown now."""
    cells = [choice.name for choice in question.choices]
    told: tuple[Told, ...] = ()
    for said in _looks(connection, form, question):
        told = show(said, cells, told)
    return shown(cells, told)


def published_words(connection: Connection, form: Form, question: Question) -> tuple[str, ...]:
    """What was written, in the order of the alphabet; nothing where fewer than five wrote something."""
    return tuple(sorted(Counter(standing(_looks(connection, form, question))).elements()))


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


def _news(moments: list[Moment], now: Moment) -> bool:
    if len(now) < MINIMUM or (moments and moments[-1] == now):
        return False
    return may_follow(_whole(now), map(_whole, moments))


def _whole(moment: Moment) -> Said:
    """Each entry as what one person said."""
    return {f"{entry} {version}": 1 for entry, version in moment.items()}


def _looks(connection: Connection, form: Form, question: Question) -> list[Said]:
    """The answers at each look; what was purged since is not among them."""
    query = select(t.revision.c.entry, t.revision.c.version, t.revision.c.answers).join(t.entry)
    rows = connection.execute(query.where(t.entry.c.form == form.name).order_by(t.revision.c.version)).all()
    given = [(entry, version, answers[question.name]) for entry, version, answers in rows if question.name in answers]
    return [_said(given, moment) for moment in _noted(connection, form)]


def _said(given: list[tuple[str, int, Any]], moment: Moment) -> Said:
    answers = {entry: answer for entry, version, answer in given if version <= moment.get(entry, 0)}
    return Counter(str(answer) for answer in answers.values() if answer)
