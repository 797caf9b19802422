"""A real server on a copy of the example workshop, and real browsers on it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from held_room import EXAMPLE, Room, with_votes
from playwright.sync_api import Browser

from kit.live.rehearsal.stage import free_port


def _copy_of_example(folder: Path) -> Path:
    ignore = shutil.ignore_patterns("data", "records", "reports", "export")
    return Path(shutil.copytree(EXAMPLE, folder / EXAMPLE.name, ignore=ignore))


@contextmanager
def _held(folder: Path, browser: Browser, change: Callable[[Path], object] = str) -> Iterator[Room]:
    held = Room(_copy_of_example(folder), free_port(), browser, folder / "server.log")
    change(held.folder)
    held.start()
    try:
        yield held
    finally:
        for context in held.contexts:
            context.close()
        held.stop()
        if held.process and held.process.poll() is None:
            os.killpg(held.process.pid, signal.SIGKILL)
    assert not held.errors


@pytest.fixture
def room(tmp_path: Path, browser: Browser) -> Iterator[Room]:
    """A freshly started room; the test fails where a page's script raised an error."""
    with _held(tmp_path, browser) as held:
        yield held


@pytest.fixture(scope="module")
def shared_room(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Room]:
    """One room for all tests of a file, which leave nothing behind that another would trip over."""
    with _held(tmp_path_factory.mktemp("shared"), browser) as held:
        yield held


@pytest.fixture(scope="module")
def voting_room(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Room]:
    """One room whose agenda has a nominal group, and votes by impact and effort and by pairs."""
    with _held(tmp_path_factory.mktemp("votes"), browser, with_votes) as held:
        yield held
