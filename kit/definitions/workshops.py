"""From a folder to a Workshop, or to everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit.definitions.choice_lists import with_choices
from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, InvalidWorkshop, errors
from kit.definitions.naming import with_texts
from kit.definitions.reading import lone_form, read_draft
from kit.definitions.rules import check_draft
from kit.definitions.used_texts import drafts
from kit.domain.form import Form
from kit.domain.workshop import Session, Workshop


def read_workshop(folder: Path) -> tuple[Workshop | None, list[Flaw]]:
    """The workshop of a folder and all flaws, by file and line; None where a flaw is an error."""
    draft, flaws = read_draft(folder)
    flaws = sorted({*flaws, *check_draft(draft)})
    return (None if errors(flaws) else _assemble(_translated(draft), frozenset(drafts(draft)))), flaws


def load_workshop(folder: Path) -> Workshop:
    """The workshop of a folder. Raises InvalidWorkshop, with all flaws, where it has errors."""
    workshop, flaws = read_workshop(folder)
    if workshop is None:
        raise InvalidWorkshop(errors(flaws))
    return workshop


def check_workshop(folder: Path) -> list[Flaw]:
    """Every problem of a folder's definitions, by file and line; empty where all is well."""
    return read_workshop(folder)[1]


def parse_form(words: str, file: Path) -> tuple[Form | None, list[Flaw]]:
    """The form that a YAML text states, checked by itself with the library's lists; `file` gives its name."""
    draft, flaws = lone_form(words, file)
    flaws = sorted({*flaws, *check_draft(draft)})
    written = draft.forms.get(file.stem)
    return (with_choices(written, draft) if written and not errors(flaws) else None), flaws


def _translated(draft: Draft) -> Draft:
    return with_texts(draft, draft.catalogues.filled)


def _assemble(draft: Draft, drafted: frozenset[str]) -> Workshop:
    """The workshop of a draft that has no errors; `drafted` are the languages that some of its texts are drafts in."""
    if draft.first_day is None or draft.last_day is None or draft.time_zone is None:
        raise ValueError("a draft without days or time zone has errors, and no workshop is made of it")
    return Workshop(
        folder=draft.folder,
        id=draft.id,
        title=draft.title,
        organiser=draft.organiser,
        first_day=draft.first_day,
        last_day=draft.last_day,
        place=draft.place,
        time_zone=draft.time_zone,
        languages=draft.languages,
        delegations=draft.delegations,
        sessions=tuple(_in_zone(session, draft) for session in draft.sessions),
        forms={name: with_choices(written, draft) for name, written in draft.forms.items()},
        themes=draft.themes,
        findings=draft.findings,
        modalities=draft.modalities,
        retention=draft.retention,
        follow_up=draft.follow_up,
        notice=draft.notice,
        sources=draft.sources,
        illustrative=draft.illustrative,
        previous=draft.previous,
        drafted=drafted,
    )


def _in_zone(session: Session, draft: Draft) -> Session:
    if session.deadline is None:
        return session
    return replace(session, deadline=session.deadline.replace(tzinfo=draft.time_zone))
