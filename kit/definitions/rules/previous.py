"""The workshop before this one is another, and it is there."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import WORKSHOP_FILE, Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_in_file


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags a folder without a workshop, which is no reason not to hold this one, and the workshop's own."""
    if draft.previous is None:
        return
    if draft.previous == draft.folder.resolve():
        yield flaw_in_file(draft, "previous", "previous_itself")
    elif not (draft.previous / WORKSHOP_FILE).is_file():
        yield flaw_in_file(draft, "previous", "previous_missing", folder=draft.previous)
