"""The content of the guides' pictures fits the example's forms, so that `make screenshots` can be run at any time."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pytest
from guides import DOCS, ROOT

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER
from kit.storage import open_store


@pytest.fixture
def filling(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(DOCS)
    yield importlib.import_module("demo.filling")
    for name in [name for name in sys.modules if name == "demo" or name.startswith("demo.")]:
        del sys.modules[name]


def test_five_delegations_can_write_all_of_the_content(tmp_path: Path, filling) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "south-asia-2023"
    ignore = shutil.ignore_patterns("data", "records", "reports")
    shutil.copytree(ROOT / "sessions" / "south-asia-2023", folder, ignore=ignore)
    store = open_store(load_workshop(folder))
    delegations = filling.Delegations(store)
    for session in store.workshop.sessions:
        store.agenda.open(session.id, ORGANISER)
        delegations.write(session.id)
        store.agenda.close(session.id, ORGANISER)
    delegations.decide()
    delegations.park()
    delegations.sort()
    filling.confirm(store, "BD", "Head of delegation", "2023-02-01")
    view = store.view(ORGANISER)
    tally = view.tally("priorities")
    assert tally is not None
    assert not tally.hidden
    assert {entry.delegation for entry in view.entries("activity")} == set(delegations.people)
    assert view.plan_state("BD") == "confirmed"
    store.close()
