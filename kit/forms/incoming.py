"""Changes as a page sends them. Pages may send anything: shapes are checked here, rights and values in the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.domain.entry import Change, Refused


def change_from(sent: Any, form: str, session: str | None, delegation: str | None) -> Change:
    """The change that a page asks for. Raises Refused where it is not one."""
    if not isinstance(sent, Mapping):
        raise Refused("form.malformed")
    values, resolves = sent.get("values", {}), sent.get("resolves", [])
    if (
        not isinstance(values, Mapping)
        or not isinstance(resolves, list)
        or not all(isinstance(r, str) for r in resolves)
    ):
        raise Refused("form.malformed")
    return Change(
        id=_words(sent, "id"),
        entry=_words(sent, "entry"),
        form=form,
        base=_whole(sent, "base"),
        values={str(name): value for name, value in values.items()},
        session=session,
        subject=_maybe(sent, "subject"),
        delegation=delegation,
        visibility=_maybe(sent, "visibility"),
        attribution=_maybe(sent, "attribution"),
        for_whom=_maybe(sent, "for_whom"),
        language=_maybe(sent, "language") or "en",
        deleted=_deleted(sent),
        resolves=tuple(resolves),
    )


def _words(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 64:
        raise Refused("form.malformed")
    return value


def _maybe(sent: Mapping[str, Any], name: str) -> str | None:
    value = sent.get(name)
    if not isinstance(value, str | None) or len(value or "") > 140:
        raise Refused("form.malformed")
    return value


def _whole(sent: Mapping[str, Any], name: str) -> int:
    value = sent.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("form.malformed")
    return value


def _deleted(sent: Mapping[str, Any]) -> bool | None:
    value = sent.get("deleted")
    if not isinstance(value, bool | None):
        raise Refused("form.malformed")
    return value
