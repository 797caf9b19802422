"""What one written value means: a date, a time, a number, yes or no. None, and a flaw, where it means nothing."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from kit.definitions.flaws import suggest
from kit.definitions.nodes import Scalar
from kit.definitions.sources import Source

FIXME = re.compile(r"\bFIXME\b")
YES, NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off"})
LAST_MINUTE = time(23, 59)


def needs_filling(node: Scalar) -> bool:
    """Whether a value still waits to be written; said once for each file, not again by every converter."""
    return bool(FIXME.search(node.text))


def to_date(source: Source, node: Scalar) -> date | None:
    """A day written as 2023-01-31."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        source.flaw(node, "date_unreadable", value=node.text)
        return None
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        source.flaw(node, "date_not_in_calendar", value=node.text)
        return None


def to_time(source: Source, node: Scalar) -> time | None:
    """A time of day written as 9:30 or 09:30."""
    match = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", node.text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        source.flaw(node, "time_unreadable", value=node.text)
        return None
    return time(int(match[1]), int(match[2]))


def to_moment(source: Source, node: Scalar) -> datetime | None:
    """A day, or a day and a time, in local time without a zone; a day alone means until its end."""
    day_text, _, time_text = node.text.partition(" ")
    day = to_date(source, Scalar(day_text, node.line))
    hour = to_time(source, Scalar(time_text.strip(), node.line)) if time_text else LAST_MINUTE
    return datetime.combine(day, hour) if day and hour else None


def to_integer(source: Source, node: Scalar) -> int | None:
    """A whole number, not negative."""
    if not re.fullmatch(r"[0-9]{1,9}", node.text):
        source.flaw(node, "integer_unreadable", value=node.text)
        return None
    return int(node.text)


def to_flag(source: Source, node: Scalar) -> bool | None:
    """Yes or no."""
    word = node.text.lower()
    if word not in YES | NO:
        source.flaw(node, "flag_unreadable", value=node.text)
        return None
    return word in YES


def to_time_zone(source: Source, node: Scalar) -> ZoneInfo | None:
    """A time zone of the IANA list, such as Asia/Colombo."""
    try:
        return ZoneInfo(node.text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        remedy = suggest(node.text, available_timezones())
        source.flaw(node, "time_zone_unknown", value=node.text, suggestion=remedy)
        return None


def to_parameter(node: Scalar) -> str | int | float | bool:
    """A notebook's parameter: numbers, true and false where written without quotation marks; all else is text."""
    if node.plain and re.fullmatch(r"-?[0-9]{1,15}", node.text):
        return int(node.text)
    if node.plain and re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", node.text):
        return float(node.text)
    return node.text == "true" if node.plain and node.text in {"true", "false"} else node.text
