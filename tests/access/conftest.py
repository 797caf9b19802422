"""One filled workshop for all tests of a file, looked at by people who read in several languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from open_house import House, fill, served_example


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example workshop, served, its sessions open or closed, in which nobody has written yet."""
    with served_example(tmp_path_factory.mktemp("empty")) as room:
        fill(room, written=False)
        yield House(room)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example workshop, served and filled by five delegations."""
    with served_example(tmp_path_factory.mktemp("house")) as room:
        fill(room)
        yield House(room)
