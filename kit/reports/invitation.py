"""What an invitation says beside the code: when and where, in which languages, what to bring, what is kept and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from babel.dates import get_timezone, get_timezone_location

from kit.domain.bidi import left_to_right
from kit.domain.held import days, of_day, planned_start
from kit.domain.texts import direction
from kit.domain.workshop import Workshop
from kit.reports.prepared import consents, named
from kit.words import rows_listed, say
from kit.words.formats import day_words, digits, locale_of


def facts(workshop: Workshop, language: str) -> list[tuple[str, str]]:
    """Label and value of each line, those without a value left out."""
    lines = [
        ("when", "\n".join(when(workshop, language))),
        ("place", workshop.place.to(language)),
        ("languages", named(workshop.languages, language)),
        ("organiser", workshop.organiser.to(language)),
    ]
    return [(say(f"invite.{name}", language), value) for name, value in lines if value]


def when(workshop: Workshop, language: str) -> Iterator[str]:
    """Each day with its first and last hour on the clock of the place, and which clock that is."""
    timed = False
    for number in days(workshop):
        sessions = [session for session in of_day(workshop, number) if session.start]
        if not sessions:
            continue
        timed = True
        day = day_words(workshop.date_of(sessions[0]) or workshop.first_day, language, weekday=True)
        begin = min(map(planned_start, sessions))
        end = max(planned_start(session) + session.minutes for session in sessions)
        yield say("invite.hours", language, day=day, begin=_hour(begin, language), end=_hour(end, language))
    if not timed:
        yield " – ".join(dict.fromkeys(day_words(day, language) for day in (workshop.first_day, workshop.last_day)))
        return
    yield say("invite.clock", language, city=_city(workshop, language), offset=_offset(workshop, language))


def bring(language: str) -> list[str]:
    """What to bring."""
    return [say(f"invite.bring_{name}", language) for name in ("device", "knowledge")]


def privacy(workshop: Workshop, language: str) -> list[str]:
    """The workshop's notice, and each purpose that consent is asked for."""
    asked = rows_listed(consents(workshop, language), language)
    notice = workshop.notice.to(language)
    return [notice, *([say("invite.consents", language, consents=asked)] if asked else [])]


def _city(workshop: Workshop, language: str) -> str:
    """The city by which the time zone is named, in the language where CLDR has it."""
    key = workshop.time_zone.key
    try:
        return str(get_timezone_location(get_timezone(key), locale=locale_of(language), return_city=True))
    except (LookupError, ValueError):
        return key.rpartition("/")[2].replace("_", " ")


def _offset(workshop: Workshop, language: str) -> str:
    """How far that clock is from universal time on the first day: `+05:30`."""
    noon = datetime.combine(workshop.first_day, time(12), workshop.time_zone)
    words = digits(noon.isoformat()[-6:], language)
    return left_to_right(words) if direction(language) == "rtl" else words


def _hour(minutes: int, language: str) -> str:
    return digits(f"{minutes // 60 % 24:02}:{minutes % 60:02}", language)
