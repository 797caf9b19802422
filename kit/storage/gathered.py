"""Sorted free text as others may see it.

A text only where its author opened it to them and a facilitator has read it as it stands now; of everything else no
more than the facilitator's own words for a group, and how many answers it holds where they are enough.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kit.domain.entry import Entry, Refused
from kit.domain.suppress import Suppressed
from kit.domain.viewer import Role, Viewer
from kit.storage.agenda import read_states
from kit.storage.context import Context
from kit.storage.reading import seen
from kit.storage.sheets import Sheet, answered, asked, standing, steps, version_of


@dataclass(frozen=True, slots=True)
class GatheredGroup:
    """A group as others see it."""

    id: str
    words: str
    count: int | None
    """Answers in it; None where the number is not told."""
    texts: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of a question, as far as a viewer may see it."""

    groups: tuple[GatheredGroup, ...] = ()
    texts: tuple[Entry, ...] = ()
    """Answers in no group that is shown."""


ANYBODY = Viewer(Role.PARTICIPANT)
"""All but staff are told the same sizes of groups, on the wall and on their own pages."""


def gathered(connection: Connection, context: Context, viewer: Viewer, sheet: Sheet) -> Gathered:
    """What has come of a question and may be shown to a viewer, who but for staff is told no more than `told` leaves.

    While people still write, no number that moves as they do. Raises Refused for the public.
    """
    if viewer.role is Role.PUBLIC:
        raise Refused("store.not_yours")
    form, question = asked(context, sheet)
    stored = answered(connection, form, question, sheet)
    found = standing(steps(connection, sheet), stored)
    texts = {
        entry.id: entry
        for entry in seen(connection, context, viewer, stored.values())
        if question.name in entry.values
        and entry.id not in found.hidden
        and found.shown.get(entry.id) == version_of(stored[entry.id], question)
    }
    counted = viewer.staff or read_states(connection, context.workshop)[sheet.session].state == "closed"
    groups = tuple(
        GatheredGroup(
            group.id,
            group.words,
            sum(entry not in found.hidden for entry in group.entries) if counted else None,
            tuple(texts[entry] for entry in group.entries if entry in texts),
        )
        for group in found.groups
        if group.shown
    )
    grouped = {entry for group in found.groups if group.shown for entry in group.entries}
    alone = tuple(entry for id, entry in texts.items() if id not in grouped)
    return Gathered(groups, alone)


def sizes(found: Gathered) -> dict[str, int]:
    """How many answers each group holds, where that is counted."""
    return {group.id: group.count for group in found.groups if group.count is not None}


def told(found: Gathered, row: Suppressed) -> Gathered:
    """With the sizes of groups that may be told, and no others."""
    return replace(found, groups=tuple(replace(group, count=row.cells.get(group.id)) for group in found.groups))
