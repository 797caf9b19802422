"""How facilitators sort free text: what lies before them, and each step that they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from kit.domain.cleaning import clean_line
from kit.domain.entry import Entry, Refused
from kit.domain.moderation import LONGEST_WORDS, OF_ANSWERS, OF_GROUPS, Sorted, Step
from kit.domain.viewer import Role, Viewer
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.events import announce
from kit.storage.reading import seen
from kit.storage.sheets import Sheet, answered, asked, of, standing, steps, version_of
from kit.storage.target import check_id
from kit.storage.writing import Writer

_ANOTHER = Viewer(Role.PARTICIPANT)
"""A participant of no delegation: what they read, everybody in the room may."""
MOST_ANSWERS = 200
"""In one step."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a facilitator sees it."""

    entry: Entry
    text: str
    version: int
    """In which it was last changed."""
    opened: bool
    """Its author lets other delegations read it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a facilitator sorts, with what was done so far."""

    answers: tuple[Answer, ...]
    sorted: Sorted
    steps: tuple[Step, ...]
    """Every step, those that were taken back among them."""


def desk(connection: Connection, context: Context, viewer: Viewer, sheet: Sheet) -> Desk:
    """What lies before those who sort. Raises Refused for anyone but facilitators and organisers."""
    if not viewer.staff:
        raise Refused("store.only_staff")
    form, question = asked(context, sheet)
    stored = answered(connection, form, question, sheet)
    readable = {entry.id: entry for entry in seen(connection, context, viewer, stored.values())}
    everybodys = seen(connection, context, _ANOTHER, stored.values())
    opened = {entry.id for entry in everybodys if question.name in entry.values}
    answers = [
        Answer(entry, str(entry.values[question.name]), version_of(stored[id], question), id in opened)
        for id, entry in readable.items()
        if question.name in entry.values
    ]
    taken = steps(connection, sheet)
    return Desk(tuple(answers), standing(taken, (answer.entry.id for answer in answers)), tuple(taken))


def sort(
    writer: Writer, sheet: Sheet, action: str, entries: Mapping[str, int], group: str | None, words: str | None
) -> None:
    """Takes one step. Raises Refused for one that names what is not there, and for a text that was changed since."""
    lying = desk(writer.connection, writer.context, writer.viewer, sheet)
    if action in OF_ANSWERS:
        _check_answers(lying, action, entries)
        group = _known_group(lying, group, may_be_new=True) if action == "group" else None
    elif action in OF_GROUPS:
        entries, group = {}, _known_group(lying, group, may_be_new=False)
    else:
        raise Refused("store.malformed", what="action")
    new = action == "group" and all(known.id != group for known in lying.sorted.groups)
    named = _words(words) if action == "rename" or new else None
    _write(writer, sheet, {"action": action, "entries": dict(entries), "group_id": group, "words": named})


def take_back(writer: Writer, sheet: Sheet) -> bool:
    """Takes the last step back, whoever made it; whether there was one. Raises Refused."""
    if not writer.viewer.staff:
        raise Refused("store.only_staff")
    asked(writer.context, sheet)
    taken = select(func.max(t.moderation.c.step)).where(of(sheet), t.moderation.c.undone.is_(False))
    last = writer.connection.execute(taken).scalar_one()
    if last is None:
        return False
    writer.connection.execute(update(t.moderation).where(t.moderation.c.step == last).values(undone=True))
    announce(writer.connection, "wall", session=sheet.session)
    return True


def _check_answers(lying: Desk, action: str, entries: Mapping[str, int]) -> None:
    if not 0 < len(entries) <= MOST_ANSWERS:
        raise Refused("store.malformed", what="entries")
    versions = {answer.entry.id: answer.version for answer in lying.answers}
    for entry, version in entries.items():
        if entry not in versions:
            raise Refused("store.not_found")
        if action == "show" and versions[entry] != version:
            raise Refused("store.answer_changed")


def _known_group(lying: Desk, group: str | None, *, may_be_new: bool) -> str:
    check_id("group", group)
    assert group is not None
    if not may_be_new and all(known.id != group for known in lying.sorted.groups):
        raise Refused("store.group_gone")
    return group


def _words(words: str | None) -> str:
    named = clean_line(words or "")[:LONGEST_WORDS].strip()
    if not named:
        raise Refused("store.group_words")
    return named


def _write(writer: Writer, sheet: Sheet, columns: Mapping[str, object]) -> None:
    following = select(func.coalesce(func.max(t.moderation.c.step), 0) + 1).scalar_subquery()
    row = {"step": following, "at": writer.context.clock(), "by": writer.viewer.person, "undone": False, **columns}
    place = {"session": sheet.session, "form": sheet.form, "question": sheet.question}
    writer.connection.execute(insert(t.moderation).values(**place, **row))
    announce(writer.connection, "wall", session=sheet.session)
