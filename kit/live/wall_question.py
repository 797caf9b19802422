"""What a session asks, as the wall says it in large letters while phones show the form."""

from __future__ import annotations

from typing import Any

from kit.domain.form import Per
from kit.domain.nominal import TAKES_IDEAS, Poll
from kit.domain.workshop import Session, Workshop
from kit.words import say

_HOW = {"dots": "live.wall_dots", "rank": "form.ballot_rank", "approve": "form.ballot_approve"}
_HOW |= {method: f"form.ballot_{method}" for method in ("impact_effort", "pairwise")}
"""Way of voting to the sentence that says it."""


def question(session: Session, workshop: Workshop, poll: Poll | None, language: str) -> dict[str, Any]:
    """The vote's question with its options, and each form that delegations fill in with what it asks."""
    forms = [workshop.forms[name] for name in session.forms]
    title = session.title.to(language)
    asked = [
        {"title": form.title.to(language) if form.title.to(language) != title else "", "words": form.intro.to(language)}
        for form in forms
        if form.per is not Per.HUB
    ]
    if poll is not None and poll.phase is not None and poll.phase.name not in TAKES_IDEAS:
        asked = []  # ideas are not written any more
    return {"asked": asked, "vote": _vote(poll, language) if poll else None}


def _vote(poll: Poll, language: str) -> dict[str, Any]:
    vote, step = poll.vote, _step(poll, language)
    code = _HOW.get(vote.method)
    how = say(code, language, budget=vote.budget, cap=vote.cap) if code else ""
    return {
        "question": vote.question.to(language),
        "how": how if poll.has_options else "",
        "options": [option.label.to(language) for option in vote.options] if poll.has_options else [],
        "step": step,
    }


def _step(poll: Poll, language: str) -> dict[str, str] | None:
    if poll.phase is None:
        return None
    name = poll.phase.name
    return {"title": say(f"steps.{name}", language), "words": say(f"steps.do_{name}", language)}
