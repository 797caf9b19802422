"""Rooms for tests of files in and out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rooms import Room, make_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The example workshop with an empty store."""
    made = make_room(tmp_path)
    yield made
    made.store.close()
