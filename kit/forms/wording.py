"""Why a match fits and what a plan lacks, as people read it."""

from __future__ import annotations

from collections.abc import Mapping

from kit.domain.matching import Match, Reason
from kit.domain.workshop import Workshop
from kit.words import listed, say


def reasons_in_words(match: Match, workshop: Workshop, language: str) -> str:
    """Every reason and obstacle of a match, one sentence after another."""
    return " · ".join(reason_in_words(reason, workshop, language) for reason in (*match.reasons, *match.obstacles))


def reason_in_words(reason: Reason, workshop: Workshop, language: str) -> str:
    """One reason; names of choices become their labels."""
    details = {name: _labels(name, value, workshop, language) for name, value in reason.details.items()}
    return say(reason.code, language, **details)


def _labels(question: str, value: str, workshop: Workshop, language: str) -> str:
    labels = _choice_labels(question, workshop, language)
    return listed([labels.get(name, name) for name in value.split(", ")], language)


def _choice_labels(question: str, workshop: Workshop, language: str) -> Mapping[str, str]:
    asked = workshop.forms["offer_need"].question(question)
    return {choice.name: choice.label.to(language) for choice in asked.choices} if asked else {}
