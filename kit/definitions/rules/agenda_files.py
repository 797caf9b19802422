"""Every notebook and form that the agenda names is there."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, make_flaw, suggest
from kit.definitions.places import notebook_file, notebook_names
from kit.definitions.rules.looking import flaw_at


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags sessions whose notebook or form is missing, and forms of the workshop that no session uses."""
    for session in draft.sessions:
        if session.notebook and notebook_file(draft.folder, session.notebook) is None:
            suggestion = suggest(session.notebook, notebook_names(draft.folder))
            details = {"session": session.id, "name": session.notebook, "suggestion": suggestion}
            yield flaw_at(draft, session, "notebook", "notebook_missing", **details)
        for name in session.forms:
            if name not in draft.forms:
                details = {"session": session.id, "name": name, "suggestion": suggest(name, draft.forms)}
                yield flaw_at(draft, session, "forms", "form_missing", **details)
    yield from _not_used(draft)


def _not_used(draft: Draft) -> Iterator[Flaw]:
    named = {name for session in draft.sessions for name in session.forms}
    for name, written in draft.forms.items():
        if name not in draft.library and name not in named:
            yield make_flaw(written.file, 0, "form_not_used", name=name)
