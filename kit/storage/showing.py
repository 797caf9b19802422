"""What was told of totals that are looked at again and again; the same on every wall, and after a restart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete

from kit.domain.shown import Told, told_from
from kit.domain.viewer import Viewer
from kit.storage import tables as t
from kit.storage.facts import fact, set_fact

PREFIX = "told:"


def remembered(connection: Connection, viewer: Viewer, name: str) -> tuple[Told, ...]:
    """What those who see as much as the viewer have been told of the total `name`, the newest last."""
    kept = fact(connection, _key(viewer, name))
    return tuple(map(told_from, json.loads(kept))) if kept else ()


def remember(connection: Connection, viewer: Viewer, name: str, told: Sequence[Told]) -> None:
    """Notes it: counts alone, and nobody's answers."""
    set_fact(connection, _key(viewer, name), json.dumps([each.to_json() for each in told]))


def forget_all(connection: Connection) -> None:
    """Forgets every total, when the answers that they counted are deleted."""
    connection.execute(delete(t.about).where(t.about.c.name.startswith(PREFIX)))


def _key(viewer: Viewer, name: str) -> str:
    said = "\n".join((viewer.role.value, viewer.delegation or "", name))
    return PREFIX + hashlib.sha256(said.encode()).hexdigest()[:40]
