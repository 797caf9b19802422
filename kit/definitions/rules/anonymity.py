"""An anonymous form asks nothing that tells who answered."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import all_questions, flaw_at


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags contact data and names in forms that promise anonymity."""
    for written in draft.forms.values():
        for question, _ in all_questions(written):
            if written.form.anonymous and (question.contact or question.names_someone):
                key = "contact" if question.contact else "names_someone"
                yield flaw_at(draft, question, key, "anonymous_asks_name", question=question.name, key=key)
