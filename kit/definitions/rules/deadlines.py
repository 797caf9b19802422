"""A deadline lies after the session that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_at


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags a deadline that passes before its session, or, for what follows the event, before its last day."""
    if draft.first_day is None or draft.last_day is None:
        return
    for session in draft.sessions:
        day = draft.first_day + timedelta(days=session.day - 1) if session.day else draft.last_day
        begins = datetime.combine(day, session.start or time())
        if session.deadline and session.deadline <= begins:
            details = {"session": session.id, "deadline": f"{session.deadline:%Y-%m-%d %H:%M}"}
            yield flaw_at(
                draft, session, "deadline", "deadline_too_early", begins=f"{begins:%Y-%m-%d %H:%M}", **details
            )
