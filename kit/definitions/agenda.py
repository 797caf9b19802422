"""The sessions of the agenda, and their votes."""

from __future__ import annotations

from kit.definitions.choices import read_choices
from kit.definitions.nodes import Scalar
from kit.definitions.scalars import to_integer, to_moment, to_parameter, to_time
from kit.definitions.sections import Section, read_text
from kit.domain.breakouts import USUAL, WAYS, Breakouts
from kit.domain.nominal import NOMINAL, ONCE, SEQUENCES
from kit.domain.workshop import Session, Vote

METHODS = ("dots", "rank", "approve", "impact_effort", "pairwise")
UNITS = ("person", "delegation", "both")
DEFAULT_MINUTES = 60


def read_session(section: Section) -> Session:
    """One item of the agenda; its deadline is in the workshop's local time, still without a zone."""
    name = section.word("id", required=True) or ""
    session = Session(
        id=name,
        title=section.text("title", required=True),
        day=section.number("day", 1),
        start=section.value("start", to_time),
        minutes=section.number("minutes", DEFAULT_MINUTES),
        notebook=section.word("notebook", required=True) or "",
        forms=tuple(word.text for word in section.words("forms")),
        theme=section.word("theme"),
        vote=_vote(section.section("vote")),
        deadline=section.value("deadline", to_moment),
        parameters=_parameters(section.section("parameters")),
        at_least=section.value("at_least", to_integer),
        can_wait=section.flag("can_wait"),
        breakouts=_breakouts(section.section("breakouts")),
    )
    return section.note(session)


def _vote(section: Section | None) -> Vote | None:
    if section is None:
        return None
    sequence = section.one_of("sequence", SEQUENCES, ONCE)
    options = section.node("options", required=sequence != NOMINAL)
    vote = Vote(
        question=section.text("question", required=True),
        options=read_choices(section.source, options, "options") if options else (),
        method=section.one_of("method", METHODS, "rank" if sequence == NOMINAL else "dots"),
        budget=section.number("budget", 5),
        cap=section.number("cap", 3),
        unit=section.one_of("unit", UNITS, "both"),
        min_ballots=section.number("min_ballots", 5),
        sequence=sequence,
        ideas=section.word("ideas") or "ideas",
    )
    return section.note(vote)


def _breakouts(section: Section | None) -> Breakouts | None:
    if section is None:
        return None
    breakouts = Breakouts(
        by=section.one_of("by", WAYS, "mixed"),
        groups=section.number("groups", USUAL),
        places=tuple(read_text(section.source, place, "places") for place in section.items("places")),
        themes=tuple(word.text for word in section.words("themes")),
        most=section.value("most", to_integer),
    )
    return section.note(breakouts)


def _parameters(section: Section | None) -> dict[str, object]:
    """Values for a notebook's parameters cell: single values, or lists of them."""
    if section is None:
        return {}
    found: dict[str, object] = {}
    for key, node in section.table.pairs:
        if isinstance(node, Scalar):
            found[key.text] = to_parameter(node)
        else:
            found[key.text] = [to_parameter(item) for item in section.words(key.text)]
    return found
