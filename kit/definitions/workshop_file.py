"""`workshop.yaml`: title, days, delegations, agenda, and all else that is not a form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from kit.definitions.agenda import read_session
from kit.definitions.choices import read_choice_lists, read_choices
from kit.definitions.flaws import suggest
from kit.definitions.forms import read_table
from kit.definitions.nodes import Listing, Scalar, Table
from kit.definitions.scalars import to_date, to_time_zone
from kit.definitions.sections import Section
from kit.definitions.sources import Source
from kit.definitions.weekends import DAYS
from kit.domain.form import Choice
from kit.domain.workshop import Delegation, Finding, FollowUp, Retention

RETENTION_KEYS = ("access_needs_days", "ballot_links_days", "contacts_days", "notes_days")
FOLLOW_UP_KEYS = ("first_round_days", "second_round_days", "working_days")


def read_workshop_file(source: Source) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of a Draft that `workshop.yaml` states, and the workshop's languages."""
    section = read_table(source)
    if section is None:
        return {}, (source.language,)
    section.node("languages", required=True)
    languages = tuple(word.text for word in section.words("languages"))
    if languages:
        section.source = replace(source, language=languages[0])
    fields = _who_and_when(section) | _what(section)
    section.note(source.spots)
    return fields, languages or (source.language,)


def _who_and_when(section: Section) -> dict[str, Any]:
    return {
        "id": section.word("id"),
        "title": section.text("title", required=True),
        "organiser": section.text("organiser", required=True),
        "first_day": section.value("first_day", to_date, required=True),
        "last_day": section.value("last_day", to_date, required=True),
        "place": section.text("place"),
        "time_zone": section.value("time_zone", to_time_zone, required=True),
        "delegations": tuple(_delegation(item) for item in section.sections("delegations")),
        "notice": section.text("notice", required=True),
        "sources": tuple(word.text for word in section.words("sources")),
        "illustrative": section.flag("illustrative"),
        "previous": _previous(section),
        "retention": _retention(section.section("retention")),
        "follow_up": _follow_up(section.section("follow_up")),
    }


def _what(section: Section) -> dict[str, Any]:
    return {
        "themes": _choices(section, "themes"),
        "findings": tuple(_finding(item) for item in section.sections("findings")),
        "modalities": _choices(section, "modalities"),
        "lists": read_choice_lists(section),
        "sessions": tuple(read_session(item) for item in section.sections("sessions")),
    }


def _previous(section: Section) -> Path | None:
    """A folder, as seen from this workshop's own."""
    written = section.word("previous")
    return (section.source.file.parent / written).resolve() if written else None


def _choices(section: Section, key: str) -> tuple[Choice, ...]:
    node = section.node(key)
    return read_choices(section.source, node, key) if isinstance(node, Table | Listing | Scalar) else ()


def _delegation(section: Section) -> Delegation:
    delegation = Delegation(
        code=section.word("code", required=True) or "",
        name=section.text("name", required=True),
        cities=_choices(section, "cities"),
        languages=tuple(word.text for word in section.words("languages")),
        currency=section.word("currency"),
        weekend=_weekend(section),
    )
    return section.note(delegation)


def _weekend(section: Section) -> frozenset[int] | None:
    """Days by their English names."""
    if section.node("weekend") is None:
        return None
    days: set[int] = set()
    for word in section.words("weekend"):
        if word.text.lower() in DAYS:
            days.add(DAYS.index(word.text.lower()))
        else:
            suggestion = suggest(word.text, DAYS)
            section.source.flaw(word, "word_unknown", key="weekend", value=word.text, suggestion=suggestion)
    if len(days) == len(DAYS):
        section.source.flaw(section.table, "weekend_whole_week")
    return frozenset(days)


def _finding(section: Section) -> Finding:
    finding = Finding(
        id=section.word("id", required=True) or "",
        text=section.text("text", required=True),
        theme=section.word("theme"),
        illustrative=section.flag("illustrative"),
    )
    return section.note(finding)


def _retention(section: Section | None) -> Retention:
    """Days; `never` keeps the data until somebody deletes it."""
    defaults = Retention()
    if section is None:
        return defaults
    days: dict[str, int | None] = {}
    for key in RETENTION_KEYS:
        node = section.scalar(key)
        if node is not None:
            days[key] = None if node.text == "never" else section.number(key, getattr(defaults, key))
    return section.note(Retention(**days))


def _follow_up(section: Section | None) -> FollowUp:
    usual = FollowUp()
    if section is None:
        return usual
    return section.note(FollowUp(**{key: section.number(key, getattr(usual, key)) for key in FOLLOW_UP_KEYS}))
