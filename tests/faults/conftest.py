"""What the tests of faults stand on: the store's small workshop, and the command's own parts."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import fault_paths  # noqa: F401
