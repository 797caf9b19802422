"""The steps of a nominal group as a board: which one it is, and what to do."""

from __future__ import annotations

from typing import Any

from kit.domain.nominal import PHASES, Poll
from kit.words import say


def steps_board(poll: Poll, language: str) -> dict[str, Any] | None:
    """All steps in a line, the present one marked, and under them what to do; None for a vote without steps."""
    if poll.phase is None:
        return None
    over = poll.state == "closed"
    now = PHASES.index(poll.phase.name)
    passed = len(PHASES) if over else now
    steps = [
        {"words": say(f"steps.{name}", language), "state": "done" if place < passed else "now" if place == now else ""}
        for place, name in enumerate(PHASES)
        if not over or place <= now
    ]
    doing = "" if over else say(f"steps.do_{poll.phase.name}", language)
    return {"label": say("steps.title", language), "steps": steps, "doing": doing}
