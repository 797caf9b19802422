"""What is to be known of how an entry was written: for someone else, from paper, late."""

from __future__ import annotations

from kit.domain.behalf import MEMBER, roles
from kit.domain.entry import Entry
from kit.domain.paper import UNNUMBERED, in_full
from kit.domain.workshop import Workshop
from kit.words import say


def remarks_on(entry: Entry, workshop: Workshop, language: str) -> list[str]:
    """Each remark as a few words; none for an entry that its author wrote in time."""
    found = []
    if entry.for_whom:
        who = whom_in_words(entry.for_whom, workshop, language)
        found.append(say("form.remark_for_whom", language, who=who))
    if entry.paper == UNNUMBERED:
        found.append(say("form.remark_unnumbered", language))
    elif entry.paper is not None:
        found.append(say("form.remark_paper", language, number=in_full(entry.paper)))
    if entry.late:
        found.append(say("form.remark_late", language))
    return found


def whom_in_words(for_whom: str, workshop: Workshop, language: str) -> str:
    """Somebody's role; of a role that is no longer asked for its name."""
    if for_whom == MEMBER:
        return say("form.for_member", language)
    return next((role.label.to(language) for role in roles(workshop) if role.name == for_whom), for_whom)


def whom_choices(workshop: Workshop, language: str) -> list[dict[str, str]]:
    """For whom one can type who has no device."""
    names = (MEMBER, *(role.name for role in roles(workshop)))
    return [{"name": name, "label": whom_in_words(name, workshop, language)} for name in names]
