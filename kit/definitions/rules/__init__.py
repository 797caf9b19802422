"""One small module for each rule; a rule looks at the whole draft and yields flaws."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw

Rule = Callable[[Draft], Iterator[Flaw]]
RULES: tuple[Rule, ...] = ()


def check_draft(draft: Draft) -> Iterator[Flaw]:
    """The flaws that each rule finds."""
    for rule in RULES:
        yield from rule(draft)
