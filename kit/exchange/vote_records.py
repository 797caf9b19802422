"""Records of votes as files: written for the organiser alone, and checked by anybody who is handed one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.domain.records import check, short
from kit.words import say


def write_record(found: Mapping[str, Any], file: Path) -> list[str]:
    """Writes a record; what it holds and may reveal. Raises OSError, also for a file that exists."""
    with file.open("x", encoding="utf-8") as handle:
        file.chmod(0o600)
        json.dump(found, handle, ensure_ascii=False, indent=1)
    if not found["ballots"]:
        return [say("record.few", min=found["vote"]["min_ballots"], file=file)]
    return [
        say("record.written", file=file, ballots=len(found["ballots"]), seal=short(found["ballots_seal"])),
        say("record.reveals"),
        say("record.reveals_delegations" if _says_delegations(found) else "record.no_delegations"),
    ]


def check_record(file: Path) -> tuple[bool, dict[str, Any], list[str]]:
    """Whether a record agrees with itself, then what was found as JSON and in words. Raises OSError or ValueError."""
    found = json.loads(file.read_text(encoding="utf-8"))
    wrong = check(found)
    document = {"agrees": not wrong, "problems": [{"code": each.code, **each.details} for each in wrong]}
    if wrong:
        problems = [f"- {say(each.code, **each.details)}" for each in wrong]
        return False, document, [say("record.disagrees", file=file), *problems]
    if not found["ballots"]:
        return True, document, [say("record.hidden")]
    agrees = say("record.agrees", file=file, ballots=len(found["ballots"]), seal=short(found["ballots_seal"]))
    return True, document, [agrees, *([] if _says_delegations(found) else [say("record.agrees_by_person")])]


def _says_delegations(found: Mapping[str, Any]) -> bool:
    return any("delegation" in line for line in found["ballots"])
