"""Sorted free text as others may see it.

A text only where its author opened it to them and a facilitator has read it as it stands now; of everything else no
more than the facilitator's own words for a group, and how many answers it holds where they are enough.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from kit.domain.entry import Entry, Refused
from kit.domain.moderation import Sorted
from kit.domain.suppress import suppress
from kit.domain.viewer import Role, Viewer
from kit.storage.agenda import read_states
from kit.storage.context import Context
from kit.storage.reading import seen
from kit.storage.sheets import Sheet, answered, asked, standing, steps, version_of


@dataclass(frozen=True, slots=True)
class GatheredGroup:
    """A group as others see it."""

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


def gathered(connection: Connection, context: Context, viewer: Viewer, sheet: Sheet) -> Gathered:
    """What has come of a question and may be shown to a viewer. Raises Refused for the public."""
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
    counts = _counts(connection, context, viewer, sheet, found)
    groups = tuple(
        GatheredGroup(group.words, counts[group.id], tuple(texts[e] for e in group.entries if e in texts))
        for group in found.groups
        if group.shown
    )
    grouped = {entry for group in found.groups if group.shown for entry in group.entries}
    alone = tuple(entry for id, entry in texts.items() if id not in grouped)
    return Gathered(groups, alone)


def _counts(
    connection: Connection, context: Context, viewer: Viewer, sheet: Sheet, found: Sorted
) -> dict[str, int | None]:
    """Answers in each group that is shown; while people still write, no number that moves as they do."""
    shown = [group for group in found.groups if group.shown]
    counts = {group.id: sum(entry not in found.hidden for entry in group.entries) for group in shown}
    if viewer.staff:
        return dict(counts)
    if read_states(connection, context.workshop)[sheet.session].state != "closed":
        return dict.fromkeys(counts)
    return dict(suppress(counts).cells)
