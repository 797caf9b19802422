"""People who vote on paper: each ballot is cast by a person of its own, so that it can be changed and counts once."""

from __future__ import annotations

from collections.abc import Callable

from kit.domain.entry import Refused
from kit.domain.viewer import Role
from kit.domain.workshop import Workshop
from kit.storage import Store, View

_LONGEST = 80
"""Characters of a display name."""


def paper_voters(store: Store, workshop: Workshop) -> Callable[[str, str], View]:
    """Delegation and a ballot's number to the view of the person who stands for that ballot.

    The person joins with the delegation's code and is called after the ballot; the same number finds the same person
    again, so that a sheet that is read twice casts each ballot once.
    """

    def view(delegation: str, number: str) -> View:
        name = f"Paper ballot {number}"[:_LONGEST].strip()
        there = next((person for person in store.people.of(delegation) if person.display_name == name), None)
        found = store.people.viewer(there.id) if there else store.people.join(code(delegation), name, workshop.language)
        return store.view(found)

    def code(delegation: str) -> str:
        codes = (c for c in store.codes.ensure() if c.role is Role.PARTICIPANT and c.delegation == delegation)
        usable = next((c.code for c in codes if c.revoked is None), None)
        if usable is None:
            raise Refused("store.code_revoked", typed=delegation)
        return usable

    return view
