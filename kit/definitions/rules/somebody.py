"""A workshop has somebody who takes part, and something that they do."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_in_file


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags a workshop without delegations or without sessions."""
    if not draft.spots.knows(draft.spots):
        return
    for key in ("delegations", "sessions"):
        if not getattr(draft, key):
            yield flaw_in_file(draft, key, "none_given", key=key)
