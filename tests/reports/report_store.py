"""The example workshop in a folder of its own, with entries as delegations would leave them."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from kit.definitions import load_workshop
from kit.definitions.places import NOTEBOOKS
from kit.domain.entry import Change
from kit.domain.viewer import ORGANISER, Role, Viewer
from kit.storage import Store, open_store

EXAMPLE = NOTEBOOKS.parent / "sessions" / "south-asia-2023"
IN_THE_ROOM = datetime(2023, 2, 1, 6, 0, tzinfo=UTC)
_numbers = count(1)


class Clock:
    """A time that tests move."""

    now = IN_THE_ROOM

    def __call__(self) -> datetime:
        return self.now


def example_workshop(folder: Path) -> Path:
    """A copy of the example's definition, without data."""
    target = folder / "south-asia-2023"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("data", "records", "reports"))
    return target


def filled(folder: Path, clock: Clock) -> Store:
    """A store in which two delegations have planned, reviewed and matched."""
    store = open_store(load_workshop(folder), clock=clock)
    for session in store.workshop.sessions:
        store.agenda.open(session.id, ORGANISER)
    for code, currency in (("BD", "BDT"), ("LK", "USD")):
        save(
            store,
            code,
            "plan",
            "workplan",
            vision=f"Safe towns in {code}",
            period_start="2023-03-01",
            period_end="2024-02-29",
            shared=True,
        )
        first = save(
            store,
            code,
            "priority",
            "workplan",
            title=f"Train councillors ({code})",
            why="No induction",
            objective="Councillors can act",
            target_12m="40 councillors",
        )
        for number in range(3):
            activity(store, code, first, number, currency)
        save(
            store,
            code,
            "stakeholder",
            "opening-registration",
            institution=f"Youth council of {code}",
            type="civil_society",
            why="Reaches young people",
            contact_route="via_delegation",
        )
    return store


def activity(store: Store, code: str, priority: str, number: int, currency: str) -> str:
    """One complete activity."""
    start = IN_THE_ROOM.date() + timedelta(days=30 * (number + 1))
    return save(
        store,
        code,
        "activity",
        "workplan",
        ref=f"{code}-{number + 1:02d}",
        priority=priority,
        objective="Calm talk",
        activity=f"Hold course {number + 1} in {code}",
        expected_output="A handbook",
        level="city",
        lead_institution="City council",
        hub_role=("training", "fund", "none")[number],
        start=start.isoformat(),
        end=(start + timedelta(days=60)).isoformat(),
        milestones=[{"text": "First course held", "due": (start + timedelta(days=30)).isoformat()}],
        cost_estimate=str(1000 * (number + 1)),
        currency=currency,
        funding_status=("secured", "to_find", "requested")[number],
        indicator="Councillors trained",
        unit="people",
        baseline="0",
        target="40",
        risk="Elections",
        likelihood="2",
        impact="3",
        mitigation="Plan early",
        do_no_harm_check="no",
        status="not_started",
    )


def save(store: Store, code: str, form: str, session: str, /, entry: str = "", base: int = 0, **values: Any) -> str:
    """Save one entry for a delegation and return its id."""
    name = entry or f"entry-{next(_numbers)}"
    known = {key: value for key, value in values.items() if key not in ("subject", "session_")}
    change = Change(
        f"change-{next(_numbers)}",
        name,
        form,
        base,
        known,
        session=session,
        delegation=code,
        subject=values.get("subject"),
    )
    store.view(Viewer(Role.ORGANISER, code)).save(change)
    return name
