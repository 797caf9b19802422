"""Reports and rules read the library's questions by name; a workshop's own form of the same name should keep them."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_at


def check(draft: Draft) -> Iterator[Flaw]:
    """Warns of a replaced form that lacks a question, or is written or protected in another way."""
    for name, written in draft.forms.items():
        original = draft.library.get(name)
        if original is None or original is written:
            continue
        for question in original.form.questions:
            own = written.form.question(question.name)
            if own is None or own.type is not question.type:
                details = {"form": name, "question": question.name, "type": question.type}
                yield flaw_at(draft, own or written.form, None, "relied_on_question", **details)
        for key in ("per", "protection"):
            theirs, ours = getattr(original.form, key), getattr(written.form, key)
            if theirs != ours:
                yield flaw_at(draft, written.form, key, "relied_on_key", form=name, key=key, ours=ours, theirs=theirs)
