"""A room with a real store, and pages with real kernels in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from forms_room import EXAMPLE, Room, Site, serving
from playwright.sync_api import Browser

from kit.definitions import load_workshop
from kit.storage import open_store


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The example workshop with an empty store, all sessions still to come."""
    store = open_store(replace(load_workshop(EXAMPLE), folder=tmp_path))
    yield Room(store, {(code.role, code.delegation): code.code for code in store.codes.ensure()})
    store.close()


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the server serves."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="session")
def server(notebooks: Path) -> Iterator[str]:
    """The address of a running server with the light page."""
    with serving(notebooks) as address:
        yield address


@pytest.fixture
def site(server: str, notebooks: Path, room: Room, browser: Browser) -> Iterator[Site]:
    """Pages in a browser; errors of their scripts fail the test."""
    made = Site(server, notebooks, room, browser)
    yield made
    for context in made.contexts:
        context.close()
    # A kernel that the test has killed, or a network that it has cut, is told to the browser's console too.
    told = [error for error in made.errors if "Failed to load resource" not in error and "WebSocket" not in error]
    assert told == []
