"""Whether it is safe to go on: how far each delegation is, counted and never named by person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from kit.domain.pulse import Pulse
from kit.domain.viewer import Viewer
from kit.domain.workshop import Session
from kit.live.agenda import Say
from kit.live.room import Room
from kit.words import listed


def safe_data(room: Room, viewer: Viewer, language: str, say: Say) -> dict[str, Any]:
    """For each open session: where every delegation stands, and what to know before it is closed."""
    pulses = room.store.view(viewer).pulses()
    now = datetime.now(UTC)
    return {
        session.id: _session(room, session, pulses[session.id], now, language, say)
        for session in room.workshop.sessions
        if session.id in pulses
    }


def _session(
    room: Room, session: Session, pulses: Mapping[str, Pulse], now: datetime, language: str, say: Say
) -> dict[str, Any]:
    stages = {code: pulse.stage(now, vote=session.vote is not None) for code, pulse in pulses.items()}
    name = {delegation.code: delegation.name.to(language) for delegation in room.workshop.delegations}
    writing = [name[code] for code, pulse in pulses.items() if pulse.writing(now)]
    there = [code for code, stage in stages.items() if stage != "absent"]
    open_ones = [name[code] for code in there if stages[code] != "finished"]
    count = say("room.ready_count", ready=len(there) - len(open_ones), all=len(there)) if there else ""
    open_names, writing_names = listed(open_ones, language), listed(writing, language)
    missing = say("room.not_ready", names=open_names) if open_ones else say("room.all_ready") if there else ""
    still = say("room.still_writing", names=writing_names) if writing else ""
    return {
        "delegations": {
            code: {
                "present": pulse.present,
                "stage": stages[code],
                "words": say(f"room.stage_{stages[code]}", minutes=int(pulse.quiet(now).total_seconds()) // 60),
            }
            for code, pulse in pulses.items()
        },
        "state": " ".join(part for part in (count, missing if open_ones else "") if part),
        "closing": " ".join(part for part in (still or missing, say("room.closing_means")) if part),
        "title": session.title.to(language),
    }
