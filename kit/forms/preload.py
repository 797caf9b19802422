"""Imported by the warm process, so that no kernel has to: what notebooks use, and the workshop that is served."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from kit.definitions import InvalidWorkshop
from kit.definitions.memory import remembered_workshop
from kit.definitions.places import WORKSHOP_VARIABLE, notebook_file
from kit.domain.entry import Refused
from kit.domain.workshop import Session, Workshop
from kit.forms import session, strings
from kit.forms.changes import SOCKET_VARIABLE
from kit.forms.opened import close_connections, opened_store
from kit.words import load

__all__ = ["session"]

_FOLDER = os.environ.get(WORKSHOP_VARIABLE)
_END = "import ipywidgets\nipywidgets.Widget.close_all()"

with contextlib.suppress(InvalidWorkshop, OSError):
    if _FOLDER:
        languages = remembered_workshop(Path(_FOLDER)).languages
        load(languages)
        strings.load(languages)


def rehearsed() -> Iterator[list[str]]:
    """The cells of the pages that people of the served workshop will open: one session for each notebook.

    They only read. Once they have run, what the first page of a kernel takes longest for is done: the statements of
    the store are compiled, the database is known, no connection to it is left open.
    """
    if not (_FOLDER and SOCKET_VARIABLE in os.environ):
        return
    workshop = remembered_workshop(Path(_FOLDER))
    try:
        # A page's viewer is a person, and none of them can be told to open a page here.
        with contextlib.suppress(Refused):
            opened_store(workshop).people.viewer("")
        for held in {held.notebook: held for held in workshop.sessions}.values():
            yield _cells(workshop, held)
    finally:
        close_connections()


def _cells(workshop: Workshop, held: Session) -> list[str]:
    file = notebook_file(workshop.folder, held.notebook)
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"] if file else []
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    viewer = f"participant:{workshop.delegations[0].code}"
    ours = {"workshop": workshop.id, "session": held.id, "viewer": viewer, "language": workshop.language}
    parameters = {**held.parameters, **ours, "mode": "live"}
    given = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    return [code[0], given, *code[1:], _END] if code else []
