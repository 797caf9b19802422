"""Who runs the workshop, by e-mail address: a file that organisers keep, read at each sign-in, never copied."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kit.domain.viewer import Role

STAFF_FILE = "staff.yaml"
_ROLES = {"organisers": Role.ORGANISER, "facilitators": Role.FACILITATOR}
_MOST_BYTES = 100_000


class StaffUnreadable(Exception):
    """The staff list cannot be used: `code` and `details` find the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


def read_staff(file: Path) -> Mapping[str, Role]:
    """E-mail addresses in small letters with their role, organiser where somebody is both. Raises StaffUnreadable."""
    found = _loaded(file)
    if not isinstance(found, dict) or not found or not found.keys() <= _ROLES.keys():
        raise StaffUnreadable("openid.staff_keys", file=file)
    staff: dict[str, Role] = {}
    for key in reversed(_ROLES):  # facilitators first, so that organisers overrule them
        listed = found.get(key) or []
        if not isinstance(listed, list):
            raise StaffUnreadable("openid.staff_keys", file=file)
        for address in listed:
            if not isinstance(address, str) or address.count("@") != 1:
                raise StaffUnreadable("openid.staff_address", file=file, found=str(address)[:80])
            staff[address.strip().casefold()] = _ROLES[key]
    return staff


def _loaded(file: Path) -> Any:
    try:
        words = file.read_bytes()
        if len(words) > _MOST_BYTES:
            raise StaffUnreadable("openid.staff_unreadable", file=file, reason=f"> {_MOST_BYTES} bytes")
        return YAML(typ="safe", pure=True).load(words.decode("utf-8"))
    except (OSError, ValueError, YAMLError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "problem", None) or type(error).__name__
        raise StaffUnreadable("openid.staff_unreadable", file=file, reason=reason) from error
