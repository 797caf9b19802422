"""Where the tests of the store keep their small workshop; faults are tried on the same."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "storage"), str(Path(__file__).parent)]


@contextmanager
def folder(*, in_memory: bool = False) -> Iterator[Path]:
    """A folder that is gone afterwards: on a disk, or in memory where only what is in files matters."""
    place = "/dev/shm" if in_memory else "/var/tmp"
    with tempfile.TemporaryDirectory(prefix="kit-faults-", dir=place if Path(place).is_dir() else None) as made:
        yield Path(made)
