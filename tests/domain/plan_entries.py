"""Entries for tests of rules."""

from __future__ import annotations

from typing import Any

from kit.domain.entry import Entry


def entry(entry_id: str, form: str = "activity", delegation: str | None = "BD", **values: Any) -> Entry:
    """An entry with these answers."""
    subject = values.pop("subject", None)
    return Entry(entry_id, form, 1, values, delegation=delegation, subject=subject)


def activity(entry_id: str, **values: Any) -> Entry:
    """An activity about which there is nothing to say, unless `values` give reason to."""
    whole = {
        "ref": f"BD-{entry_id}",
        "activity": f"Do {entry_id}",
        "lead_institution": f"Lead {entry_id}",
        "start": f"2024-0{1 + 3 * (sum(map(ord, entry_id)) % 3)}-01",
        "end": "2024-12-31",
        "cost_estimate": "0",
        "baseline": "0",
        "do_no_harm_check": "no",
    }
    return entry(entry_id, **(whole | values))
