"""From which ballots results of votes were made that somebody was shown; without the voters' tokens."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection

from kit.domain.ballots import Ballot
from kit.domain.counted import Look
from kit.storage.facts import fact, set_fact


def looks(connection: Connection, session: str, round: str) -> list[Look]:
    """The ballots of each result of a round that was shown, the newest last."""
    kept = fact(connection, _name(session, round))
    return [[_ballot(each) for each in look] for look in json.loads(kept)] if kept else []


def note_look(connection: Connection, session: str, round: str, ballots: Look) -> None:
    """Notes that the result of these ballots is shown."""
    noted = [[_json(ballot) for ballot in look] for look in (*looks(connection, session, round), ballots)]
    set_fact(connection, _name(session, round), json.dumps(noted))


def _name(session: str, round: str) -> str:
    return "counted:" + hashlib.sha256(f"{session}\n{round}".encode()).hexdigest()[:40]


def _json(ballot: Ballot) -> list[Any]:
    return [ballot.delegation, ballot.values, ballot.code]


def _ballot(kept: list[Any]) -> Ballot:
    delegation, values, code = kept
    return Ballot(delegation, values, code)
