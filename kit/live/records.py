"""Closing a session writes its record: its notebook, executed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.definitions.places import notebook_file
from kit.domain.workshop import Session, Workshop
from kit.kernels.run import run_notebook

RECORD_VIEWER = "facilitator"
"""Records are the facilitator's: notes without their authors, no contacts, no single ballot."""


def session_parameters(workshop: Workshop, session: Session, viewer: str, language: str, mode: str) -> dict[str, Any]:
    """What papermill sets in a session's notebook: ids only; `mode` is `live`, `record` or `report`."""
    ours = {"workshop": workshop.id, "session": session.id, "viewer": viewer, "language": language, "mode": mode}
    return {**session.parameters, **ours}


def write_record(workshop: Workshop, session: Session, database: str | None = None) -> Path:
    """Execute a session's notebook into `records/`, under the session's name and the time.

    Raises NotebookFailed with the cell and the message; the half-run notebook is kept beside the record.
    """
    records = workshop.folder / "records"
    records.mkdir(exist_ok=True)
    moment = datetime.now(UTC).astimezone(workshop.time_zone)
    output = records / f"{session.id}-{moment:%Y-%m-%dT%H%M%S}.ipynb"
    notebook = notebook_file(workshop.folder, session.notebook)
    if notebook is None:
        raise FileNotFoundError(session.notebook)
    parameters = session_parameters(workshop, session, RECORD_VIEWER, workshop.language, "record")
    run_notebook(notebook, parameters, output, cwd=workshop.folder, env=kernel_environment(workshop, database))
    return output


def kernel_environment(workshop: Workshop, database: str | None) -> dict[str, str]:
    """What a kernel must know and no notebook may hold: where the workshop and its database are."""
    here = dict(os.environ) | {"KIT_WORKSHOP": str(workshop.folder)}
    return here | ({"KIT_DB": database} if database else {})
