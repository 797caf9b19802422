"""What was last shown of totals that are looked at again and again; the same on every wall, and after a restart."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection, delete

from kit.domain.shown import Shown, shown_from
from kit.domain.viewer import Viewer
from kit.storage import tables as t
from kit.storage.facts import fact, set_fact

PREFIX = "shown:"


def remembered(connection: Connection, viewer: Viewer, name: str) -> Shown | None:
    """What those who see as much as the viewer were last shown of the total `name`."""
    kept = fact(connection, _key(viewer, name))
    return shown_from(json.loads(kept)) if kept else None


def remember(connection: Connection, viewer: Viewer, name: str, shown: Shown) -> None:
    """Notes it: counts alone, and nobody's answers."""
    set_fact(connection, _key(viewer, name), json.dumps(shown.to_json()))


def forget_all(connection: Connection) -> None:
    """Forgets every total, when the answers that they counted are deleted."""
    connection.execute(delete(t.about).where(t.about.c.name.startswith(PREFIX)))


def _key(viewer: Viewer, name: str) -> str:
    said = "\n".join((viewer.role.value, viewer.delegation or "", name))
    return PREFIX + hashlib.sha256(said.encode()).hexdigest()[:40]
