"""Everything about one person, found and written for them to have."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from kit.storage import Person, Store, about_person
from kit.words import say

_FEWEST = 6
"""Letters of an id that are enough to name somebody."""


class WhoIsMeant(Exception):
    """Nobody or several people answer to a name; the message lists them, a line each."""


def find_person(store: Store, who: str) -> Person:
    """The person with this id, the beginning of it, or this name. Raises WhoIsMeant."""
    people = store.people.all()
    wanted = who.strip()
    found = [p for p in people if len(wanted) >= _FEWEST and p.id.startswith(wanted)]
    found = found or [p for p in people if p.display_name and p.display_name.casefold() == wanted.casefold()]
    if len(found) != 1:
        lines = [say("cli.person_unknown" if not found else "cli.person_several", who=who)]
        raise WhoIsMeant("\n".join([*lines, *map(person_line, found or people)]))
    return found[0]


def person_line(person: Person) -> str:
    """One person for a list at the terminal."""
    where = f"{person.role.value} {person.delegation or ''}".strip()
    return f"{person.id[:12]}  {where:<16} {person.joined:%Y-%m-%d %H:%M}  {person.display_name}"


def export_person(store: Store, person: Person, file: Path) -> None:
    """Write all that is held about somebody as JSON, readable by the file's owner alone. Raises OSError."""
    held = about_person(store, person.id)
    words = json.dumps(held, ensure_ascii=False, indent=2, default=_plain)
    file.touch(mode=0o600, exist_ok=True)
    file.chmod(0o600)
    file.write_text(words + "\n", encoding="utf-8")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return str(value)


__all__ = ["WhoIsMeant", "export_person", "find_person", "person_line"]
