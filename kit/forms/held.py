"""When a session was really held, in words, for records and documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from kit.domain.held import Span, planned_start
from kit.domain.workshop import Session, Workshop
from kit.words import rows_listed
from kit.words.formats import day_words, digits


def held_words(spans: Iterable[Span], zone: tzinfo, language: str) -> str:
    """Each time that it was open, on the clock of the place: `31 Jan 2023, 09:58–10:51`; empty where it was not."""
    return rows_listed((_span(x.opened.astimezone(zone), x.closed, zone, language) for x in spans), language)


def planned_words(workshop: Workshop, session: Session, language: str) -> str:
    """When it was to be held by the definition, in the same words; empty for what happens afterwards."""
    day = workshop.date_of(session)
    if day is None or session.start is None:
        return ""
    begin, end = planned_start(session), planned_start(session) + session.minutes
    return f"{day_words(day, language)}, {_hour(begin, language)}–{_hour(end, language)}"


def _span(opened: datetime, closed: datetime | None, zone: tzinfo, language: str) -> str:
    words = f"{day_words(opened.date(), language)}, {digits(f'{opened:%H:%M}', language)}"
    if closed is None:
        return words
    there = closed.astimezone(zone)
    day = "" if there.date() == opened.date() else f"{day_words(there.date(), language)}, "
    return f"{words}–{day}{digits(f'{there:%H:%M}', language)}"


def _hour(minutes: int, language: str) -> str:
    return digits(f"{minutes // 60:02}:{minutes % 60:02}", language)
