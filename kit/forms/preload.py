"""Imported by the warm process, so that no kernel has to: what notebooks use, and the workshop that is served."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from kit.definitions import InvalidWorkshop
from kit.definitions.memory import remembered_workshop
from kit.forms import session
from kit.words import say

with contextlib.suppress(InvalidWorkshop, OSError):
    if folder := os.environ.get(session.WORKSHOP_VARIABLE):
        remembered_workshop(Path(folder))
say("session.nothing_yet")
