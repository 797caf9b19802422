"""Which rounds of follow-up were sent back to whom, and until when they may be corrected.

They stand among the facts of the database, so that a backup holds them: they decide what counts as agreed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Row, select

from kit.domain.rounds import Summary
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.facts import fact, set_fact

_PREFIX = "round:"


class Rounds:
    """The summaries that were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Summary]:
        """Every summary, oldest first."""
        query = select(t.about).where(t.about.c.name.startswith(_PREFIX, autoescape=True))
        with self._database.reading() as connection:
            found = [_summary(row) for row in connection.execute(query)]
        return sorted(found, key=lambda s: (s.made, s.round, s.delegation))

    def keep(self, summaries: Sequence[Summary], *, again: bool = False) -> list[Summary]:
        """Notes that these were sent; those that a delegation already has of a round stand, unless it is sent again.

        Those that stand afterwards, in the same order.
        """
        with self._database.writing() as connection:
            for summary in summaries:
                name = f"{_PREFIX}{summary.round}:{summary.delegation}"
                if again or fact(connection, name) is None:
                    set_fact(connection, name, _value(summary))
        standing = {(s.round, s.delegation): s for s in self.all()}
        return [standing[s.round, s.delegation] for s in summaries]


def _value(summary: Summary) -> str:
    values = {"made": summary.made.isoformat(), "until": summary.until.isoformat(), "link": summary.link}
    return json.dumps(values | {"weekend": list(summary.weekend)})


def _summary(row: Row[tuple[str, str]]) -> Summary:
    _, round, delegation = row.name.split(":", 2)
    values = json.loads(row.value)
    made, until = datetime.fromisoformat(values["made"]), date.fromisoformat(values["until"])
    return Summary(round, delegation, made, until, tuple(values["weekend"]), values["link"])
