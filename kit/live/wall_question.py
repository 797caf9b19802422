"""What a session asks, as the wall says it in large letters while phones show the form."""

from __future__ import annotations

from typing import Any

from kit.domain.form import Per
from kit.domain.workshop import Session, Vote, Workshop
from kit.words import say

_HOW = {"dots": "live.wall_dots", "rank": "form.ballot_rank", "approve": "form.ballot_approve"}
_HOW |= {method: f"form.ballot_{method}" for method in ("impact_effort", "pairwise")}
"""Way of voting to the sentence that says it."""


def question(session: Session, workshop: Workshop, language: str) -> dict[str, Any]:
    """The vote's question with its options, and each form that delegations fill in with what it asks."""
    forms = [workshop.forms[name] for name in session.forms]
    title = session.title.to(language)
    asked = [
        {"title": form.title.to(language) if form.title.to(language) != title else "", "words": form.intro.to(language)}
        for form in forms
        if form.per is not Per.HUB
    ]
    return {"asked": asked, "vote": _vote(session.vote, language) if session.vote else None}


def _vote(vote: Vote, language: str) -> dict[str, Any]:
    code = _HOW.get(vote.method)
    how = say(code, language, budget=vote.budget, cap=vote.cap) if code else ""
    return {
        "question": vote.question.to(language),
        "how": how,
        "options": [option.label.to(language) for option in vote.options],
    }
