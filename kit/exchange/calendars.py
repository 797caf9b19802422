"""The agenda, deadlines and milestones as iCalendar (RFC 5545), for people's own calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from kit.domain.checks import ref_of
from kit.domain.entry import Entry
from kit.domain.workshop import Session, Workshop
from kit.exchange.content import Content


def write_calendar(content: Content, file: Path, language: str) -> Path:
    """Writes sessions at their local times, and the deadlines, milestones and ends that may be seen."""
    workshop = content.workshop
    calendar = Calendar()
    calendar.add("prodid", "-//workplan-kit//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", workshop.title.to(language))
    for event in (*_agenda(workshop, language), *_work(content)):
        calendar.add_component(event)
    if any(isinstance(event.get("dtstart").dt, datetime) for event in calendar.walk("VEVENT")):
        calendar.add_missing_timezones(
            workshop.first_day - timedelta(days=366), workshop.last_day + timedelta(days=366)
        )
    file.write_bytes(calendar.to_ical())
    return file


def _agenda(workshop: Workshop, language: str) -> Iterator[Event]:
    for session in workshop.sessions:
        title, day = session.title.to(language), workshop.date_of(session)
        if day is not None and session.start is not None:
            yield _session(workshop, session, day, title, language)
        if session.deadline is not None:
            closes = (
                session.deadline if session.deadline.tzinfo else session.deadline.replace(tzinfo=workshop.time_zone)
            )
            yield _event(f"deadline-{session.id}@{workshop.id}", f"Deadline: {title}", closes)


def _session(workshop: Workshop, session: Session, day: date, title: str, language: str) -> Event:
    start = datetime.combine(day, session.start or datetime.min.time(), workshop.time_zone)
    event = _event(f"{session.id}@{workshop.id}", title, start)
    event.add("dtend", start + timedelta(minutes=session.minutes))
    event.add("location", workshop.place.to(language))
    return event


def _work(content: Content) -> Iterator[Event]:
    for activity in content.entries.get("activity", ()):
        for number, milestone in enumerate(activity.values.get("milestones") or (), 1):
            if due := milestone.get("due"):
                yield _all_day(f"{activity.id}-{number}", activity, str(milestone.get("text") or ""), due)
        if end := activity.values.get("end"):
            yield _all_day(f"{activity.id}-end", activity, f"ends: {activity.values.get('activity') or ''}", end)


def _all_day(uid: str, activity: Entry, words: str, day: str) -> Event:
    event = _event(f"{uid}@activity", f"{ref_of(activity)} {words}", date.fromisoformat(day))
    event.add("transp", "TRANSPARENT")
    return event


def _event(uid: str, summary: str, start: date | datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.now(UTC))
    event.add("summary", summary)
    event.add("dtstart", start)
    return event
