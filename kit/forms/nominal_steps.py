"""The steps of a nominal group, for phones and records: which one it is, and what to do."""

from __future__ import annotations

from markupsafe import Markup

from kit.domain.nominal import PHASES, Poll
from kit.words import say

_STEP = Markup("<li class='{}'{}>{}</li>")


def steps_markup(poll: Poll, language: str) -> Markup:
    """All steps in a line, the present one marked, and under them what to do; nothing for a vote without steps."""
    if poll.phase is None:
        return Markup("")
    now = PHASES.index(poll.phase.name)
    over = poll.state == "closed"
    steps = Markup("").join(_step(place, name, now, over, language) for place, name in enumerate(PHASES))
    words = "" if over else say(f"steps.do_{poll.phase.name}", language)
    doing = Markup("<p class='kit-step-now' role='status'>{}</p>").format(words) if words else Markup("")
    title = say("steps.title", language)
    return Markup("<div class='kit-steps'><ol aria-label='{}'>{}</ol>{}</div>").format(title, steps, doing)


def _step(place: int, name: str, now: int, over: bool, language: str) -> Markup:
    current = place == now and not over
    kind = "is-now" if current else "is-ahead" if place > now else "is-done"
    return _STEP.format(kind, Markup(" aria-current='step'") if current else "", say(f"steps.{name}", language))
