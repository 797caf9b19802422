"""One small module for each rule; a rule looks at the whole draft and yields flaws."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules import (
    agenda_files,
    anonymity,
    bounds,
    breakouts,
    conditions,
    deadlines,
    duplicates,
    fitting,
    follow_up,
    lists,
    names,
    previous,
    references,
    relied_on,
    somebody,
    tags,
    times,
    translations,
    votes,
)

Rule = Callable[[Draft], Iterator[Flaw]]
RULES: tuple[Rule, ...] = tuple(
    module.check
    for module in (
        agenda_files,
        anonymity,
        bounds,
        breakouts,
        conditions,
        deadlines,
        somebody,
        duplicates,
        fitting,
        follow_up,
        lists,
        names,
        previous,
        references,
        relied_on,
        tags,
        times,
        translations,
        votes,
    )
)
"""All rules; each stands for itself."""


def check_draft(draft: Draft) -> Iterator[Flaw]:
    """The flaws that each rule finds."""
    for rule in RULES:
        yield from rule(draft)
