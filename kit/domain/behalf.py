"""Answers that somebody types for a person without a device: for whom is told by role, never by name."""

from __future__ import annotations

from dataclasses import replace

from kit.domain.entry import Entry
from kit.domain.form import Choice, Form, Per
from kit.domain.workshop import Workshop

MEMBER = "member"
"""Some member of the delegation; no more is told of them."""
NOBODY = ""
"""In a change: it was one's own after all."""
_FORM, _QUESTION = "registration", "role_type"


def roles(workshop: Workshop) -> tuple[Choice, ...]:
    """The roles that can be told, as the workshop's registration asks for them; none where it does not."""
    form = workshop.forms.get(_FORM)
    question = form.question(_QUESTION) if form else None
    return question.choices if question else ()


def is_known(workshop: Workshop, for_whom: str) -> bool:
    """Whether somebody of this word can be written for."""
    return for_whom == MEMBER or any(role.name == for_whom for role in roles(workshop))


def takes_others(form: Form) -> bool:
    """Whether a form's entry can be typed for someone else: not what the hub writes, nor what is anonymous."""
    return form.per is not Per.HUB and not form.anonymous


def can_be_remarked(form: Form) -> bool:
    """Whether the mark can be set and taken back in the form itself.

    Not where each person has one entry, which would become another's, nor where all write one together.
    """
    return takes_others(form) and form.per not in (Per.PERSON, Per.DELEGATION)


def marked(entry: Entry, for_whom: str, by: str | None) -> Entry:
    """The entry as typed for someone by the person `by`, who is then not its author; with `NOBODY`, as their own."""
    typist = entry.entered_by or entry.author or by
    if for_whom == NOBODY:
        return replace(entry, for_whom=None, entered_by=None, author=typist)
    return replace(entry, for_whom=for_whom, entered_by=typist, author=None)
