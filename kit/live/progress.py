"""Who has answered in a session, and who has not: counted by delegation, never by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.domain.workshop import Session
from kit.live.room import Room
from kit.storage import Count
from kit.storage.counts import VOTE


def progress(room: Room, session: Session, everything: Sequence[Count], language: str) -> dict[str, Any]:
    """Numbers for each delegation: entries by form, ballots, and the delegations that have given nothing yet.

    `everything` is what `View.counts()` gives, over all sessions: it is asked once for the whole agenda.
    """
    counts = [count for count in everything if count.session == session.id]
    delegations = {d.code: {"forms": {}, "ballots": 0} for d in room.workshop.delegations}
    for count in counts:
        if count.delegation in delegations:
            _add(delegations[count.delegation], count)
    anonymous = sum(c.entries for c in counts if c.delegation is None)
    silent = [code for code, given in delegations.items() if not (sum(given["forms"].values()) or given["ballots"])]  # type: ignore[attr-defined]
    asked = bool(session.forms or session.vote)
    return {
        "delegations": delegations,
        "anonymous": anonymous,
        "missing": [room.workshop.delegation(code).name.to(language) for code in silent] if asked else [],
        "vote": session.vote is not None,
        "forms": [form for form in session.forms if form in room.workshop.forms],
        "form_titles": {
            f: room.workshop.forms[f].title.to(language) for f in session.forms if f in room.workshop.forms
        },
    }


def _add(delegation: dict[str, Any], count: Count) -> None:
    if count.form == VOTE:
        delegation["ballots"] += count.entries
    else:
        delegation["forms"][count.form] = delegation["forms"].get(count.form, 0) + count.entries
