"""Paper forms by their number: which form and delegation each is for, what was typed in from it, and its photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from kit.domain.entry import Change, Entry, Refused
from kit.domain.form import Form, Protection
from kit.domain.paper import FIRST, UNNUMBERED, in_full, is_numbered, is_unnumbered
from kit.domain.photos import Photo, as_kept
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.people import check_admitted
from kit.storage.tables import NO_PHOTO
from kit.storage.writing import Writer


@dataclass(frozen=True, slots=True)
class Paper:
    """One form for someone without a device."""

    number: int
    """Without its check digit."""
    form: str
    delegation: str
    subject: str | None = None
    """The finding that it is about."""
    printed: bool = True
    """False where somebody told their answers, and there is no sheet."""
    entry: str | None = None
    """What was typed in from it."""
    keyed: datetime | None = None
    """When that was begun."""
    keyed_by: str | None = None
    photo_at: datetime | None = None
    """When a photo of it was handed in; None where there is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper form to be made."""

    form: str
    delegation: str
    subject: str | None = None


class Papers:
    """The paper forms of a workshop; only their delegation and staff learn of one."""

    def __init__(self, workshop: Workshop, database: Database, clock: Callable[[], datetime]) -> None:
        self._workshop, self._database, self._clock = workshop, database, clock

    def make(self, asked: Sequence[Asked], by: Viewer, *, printed: bool) -> list[int]:
        """Gives each a new number, in order. Raises Refused where `by` may not write for a delegation."""
        with self._database.writing() as connection:
            check_admitted(connection, by)
            for each in asked:
                check_may_key(self._workshop, by, each.form, each.delegation)
            last = connection.execute(select(func.max(t.paper.c.number))).scalar_one_or_none() or FIRST - 1
            numbers = list(range(last + 1, last + 1 + len(asked)))
            for number, each in zip(numbers, asked, strict=True):
                place = {"form": each.form, "delegation": each.delegation, "subject": each.subject}
                row = {"number": number, "printed": printed, "made": self._clock(), **place}
                connection.execute(insert(t.paper).values(**row))
        return numbers

    def may_type(self, form: Form, by: Viewer) -> bool:
        """Whether somebody may type in a form for any delegation at all."""
        delegation = by.delegation or self._workshop.delegations[0].code
        try:
            check_may_key(self._workshop, by, form.name, delegation)
        except Refused:
            return False
        return True

    def find(self, number: int, by: Viewer) -> Paper:
        """The form of that number. Raises Refused where there is none for `by`."""
        with self._database.reading() as connection:
            check_admitted(connection, by)
            return find_paper(connection, self._workshop, number, by)

    def photo(self, number: int, by: Viewer) -> Photo | None:
        """The photo of a form; None where there is none. Raises Refused as `find` does."""
        with self._database.reading() as connection:
            check_admitted(connection, by)
            find_paper(connection, self._workshop, number, by)
            asked = select(t.paper.c.photo, t.paper.c.photo_type, t.paper.c.photo_turn).where(
                t.paper.c.number == number
            )
            row = connection.execute(asked).one()
        return None if row.photo is None else Photo(row.photo, row.photo_type, row.photo_turn)

    def put_photo(self, number: int, photo: bytes, by: Viewer) -> None:
        """Keeps a photo of a form, without what its camera wrote into it. Raises Refused for what is no photo."""
        kept = as_kept(photo)
        columns = {"photo": kept.picture, "photo_type": kept.media_type, "photo_turn": kept.turn}
        self._set_photo(number, by, **columns, photo_at=self._clock(), photo_by=by.person)

    def remove_photo(self, number: int, by: Viewer) -> None:
        """Deletes a form's photo."""
        self._set_photo(number, by, **NO_PHOTO)

    def _set_photo(self, number: int, by: Viewer, **columns: object) -> None:
        with self._database.writing() as connection:
            check_admitted(connection, by)
            find_paper(connection, self._workshop, number, by)
            connection.execute(update(t.paper).where(t.paper.c.number == number).values(**columns))


def check_may_key(workshop: Workshop, by: Viewer, form: str, delegation: str) -> None:
    """Raises Refused where somebody may not type in a form for a delegation: staff for any, members for their own."""
    found = workshop.forms.get(form)
    if found is None or not is_numbered(found):
        raise Refused("store.form_unknown", form=form[:64])
    if all(delegation != known.code for known in workshop.delegations):
        raise Refused("store.delegation_unknown", delegation=delegation[:32])
    if not by.staff and (by.role is Role.PUBLIC or by.delegation != delegation):
        raise Refused("store.not_yours")
    if by.role is Role.FACILITATOR and found.protection is Protection.FUND:
        raise Refused("store.not_yours")


def find_paper(connection: Connection, workshop: Workshop, number: int, by: Viewer) -> Paper:
    """The form of that number. Raises Refused where there is none, or `by` may not know of it."""
    columns = [t.paper.c[name] for name in Paper.__slots__]
    row = connection.execute(select(*columns).where(t.paper.c.number == number)).mappings().one_or_none()
    try:
        if row is not None:
            check_may_key(workshop, by, row["form"], row["delegation"])
            return Paper(**row)
    except Refused:
        pass  # Whose form it is is no business of somebody who may not have it.
    raise Refused("store.paper_unknown", number=in_full(number))


def check_paper(writer: Writer, form: Form, change: Change) -> Change:
    """A change as its paper form says: for which delegation, about what.

    Raises Refused where the form is another one, or another entry was typed in from it.
    """
    if change.paper is None:
        return change
    if change.paper == UNNUMBERED:
        return _check_unnumbered(writer, form, change)
    paper = find_paper(writer.connection, writer.context.workshop, change.paper, writer.viewer)
    if paper.form != form.name:
        raise Refused("store.malformed", what="form")
    if paper.entry not in (None, change.entry):
        raise Refused("store.paper_keyed", number=in_full(paper.number))
    return replace(change, delegation=paper.delegation, subject=paper.subject)


def _check_unnumbered(writer: Writer, form: Form, change: Change) -> Change:
    """A change as an anonymous sheet has it: of nobody, for nobody, about nothing. Staff type it in, named to us alone.

    Raises Refused for others, and for forms that are not anonymous.
    """
    if not writer.viewer.staff or writer.viewer.person is None or not is_unnumbered(form):
        raise Refused("store.not_yours")
    return replace(change, delegation=None, subject=None, for_whom=None)


def note_keyed(writer: Writer, change: Change, entry: Entry) -> None:
    """Notes which entry was typed in from a paper form, and when that was begun."""
    if change.paper in (None, UNNUMBERED):
        return
    unkeyed = (t.paper.c.number == change.paper) & t.paper.c.entry.is_(None)
    row = {"entry": entry.id, "keyed": writer.context.clock(), "keyed_by": writer.viewer.person}
    writer.connection.execute(update(t.paper).where(unkeyed).values(**row))
