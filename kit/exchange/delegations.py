"""Delegations by what tables call them."""

from __future__ import annotations

from collections.abc import Callable

from kit.domain.workshop import Workshop


def codes_by_name(workshop: Workshop, key: Callable[[str], str] = str.casefold) -> dict[str, str]:
    """Each delegation's code by its code and by its name in every language, as `key` makes words alike."""
    return {key(name): d.code for d in workshop.delegations for name in (d.code, *d.name.by_language.values())}
