"""The run sheet on the console: how late the day is, what to shorten, and every session's times."""

from __future__ import annotations

from typing import Any

from kit.domain.held import DayClock
from kit.domain.runsheet import STEP, Line, Sheet
from kit.domain.shortening import WORTH_MINUTES, Proposal, proposal
from kit.live.agenda import Say
from kit.live.room import Room
from kit.live.run_sheet import RunSheet, hour


def run_data(room: Room, run: RunSheet, language: str, say: Say) -> dict[str, Any]:
    """The whole of it, as JSON, in words of the facilitator's language."""
    found: dict[str, Any] = {
        "zone": room.workshop.time_zone.key,
        "sessions": {
            line.slot.session: _line(line, run, language, say) for sheet in run.sheets.values() for line in sheet.lines
        },
        "summary": "",
        "note": "",
        "late": False,
        "now_before": None,
        "last": "",
        "passed_over": [],
        "proposal": None,
    }
    return found | (_today(room, run.today, run.sheets[run.today.day], language, say) if run.today else {})


def _today(room: Room, clock: DayClock, today: Sheet, language: str, say: Say) -> dict[str, Any]:
    now = clock.now
    slots = [line.slot for line in today.lines]
    offered = proposal(slots, now)
    return {
        "summary": _summary(today, language, say),
        "note": "" if clock.own_date else say("room.day_moved"),
        "late": max(today.late, today.late_at_end) >= WORTH_MINUTES,
        "now_before": next((line.slot.session for line in today.lines if line.begins > (now or 0)), ""),
        "last": today.lines[-1].slot.session,
        "passed_over": [
            {"id": line.slot.session, "words": say("room.passed_over", title=_title(room, line.slot.session, language))}
            for line in today.lines
            if _is_passed_over(line, today)
        ],
        "proposal": _proposal(room, today, offered, language, say) if offered else None,
    }


def _summary(today: Sheet, language: str, say: Say) -> str:
    end, planned = hour(today.ends, language), hour(today.planned_end, language)
    if today.late_at_end >= WORTH_MINUTES:
        return say("room.day_late", late=max(today.late, today.late_at_end), end=end, planned=planned)
    if today.late >= WORTH_MINUTES:
        return say("room.day_caught_up", late=today.late, planned=planned)
    return say("room.day_on_time", end=end)


def _is_passed_over(line: Line, today: Sheet) -> bool:
    """Whether a later session was opened, and this one still stands before the day's end."""
    opened = [other.slot.start for other in today.lines if other.slot.opened is not None]
    return line.counts and line.slot.is_ahead and line.slot.start < max(opened, default=0)


def _proposal(room: Room, today: Sheet, offered: Proposal, language: str, say: Say) -> dict[str, Any]:
    before = {line.slot.session: line.slot.minutes for line in today.lines}
    changes = [
        say("room.propose_minutes", title=_title(room, id, language), minutes=minutes, before=before[id])
        for id, minutes in offered.minutes.items()
    ]
    changes += [say("room.propose_left_out", title=_title(room, id, language)) for id in offered.left_out]
    planned, end = today.planned_end, today.planned_end + offered.still_late
    words = "room.propose_part" if offered.still_late else "room.propose"
    title = say(words, planned=hour(planned, language), end=hour(end, language))
    return {
        "title": title if changes else say("room.propose_nothing", late=offered.still_late),
        "changes": changes,
        "minutes": " ".join(f"{session}:{minutes}" for session, minutes in offered.minutes.items()),
        "left_out": " ".join(offered.left_out),
    }


def _line(line: Line, run: RunSheet, language: str, say: Say) -> dict[str, Any]:
    slot, is_today = line.slot, run.is_today(line.slot.session)
    shortened = slot.minutes != slot.planned
    shown = is_today and line.counts
    return {
        "times": _times(line, is_today, language, say),
        "late": say("room.late", minutes=line.late) if shown and line.late >= STEP else "",
        "pause": say("room.break", minutes=line.pause) if shown and line.pause is not None else "",
        "minutes": slot.minutes,
        "minutes_words": say(
            "room.minutes_agreed" if shortened else "live.minutes", minutes=slot.minutes, planned=slot.planned
        ),
        "left_out": slot.left_out,
        "ahead": slot.opened is None,
    }


def _times(line: Line, is_today: bool, language: str, say: Say) -> str:
    """What there is to say of a session's times beside its planned one; nothing where it is just as planned."""
    slot, begin, end = line.slot, hour(line.begins, language), hour(line.ends, language)
    if slot.left_out:
        return say("room.left_out")
    if slot.opened is not None:
        return say("room.held" if slot.closed is not None else "room.running", begin=begin, end=end)
    moved = line.counts and is_today and (line.late >= STEP or slot.minutes != slot.planned)
    return say("room.expected", begin=begin, end=end) if moved else ""


def _title(room: Room, session: str, language: str) -> str:
    return room.workshop.session(session).title.to(language)
