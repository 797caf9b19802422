"""The parking lot: what came up and is taken care of later."""

from __future__ import annotations

from collections.abc import Iterable

from kit.domain.entry import Entry

FORM = "parking_lot"
ITEM, WHO, UNTIL, DONE = "item", "who", "until", "done"
"""Its questions."""


def in_turn(entries: Iterable[Entry]) -> list[Entry]:
    """What is still to be done first, the soonest before what has no day; then what is settled."""
    listed = [entry for entry in entries if entry.values.get(ITEM)]
    return sorted(listed, key=lambda e: (e.values.get(DONE) is True, str(e.values.get(UNTIL) or "9999-12-31")))
