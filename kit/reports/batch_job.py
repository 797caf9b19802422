"""One report's notebook run and rendered in every format: what a worker process does."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from kit.definitions.places import NOTEBOOKS
from kit.forms.session import DATABASE_VARIABLE, WORKSHOP_VARIABLE
from kit.reports.batch_result import Document, Failure
from kit.reports.render import Format


@dataclass(frozen=True)
class Job:
    """One report; plain values alone, so that it can travel to another process or machine."""

    name: str
    delegation: str
    """Empty for the region's report."""
    folder: Path
    target: Path
    formats: tuple[Format, ...]
    language: str
    templates: Path
    database: str | None
    state: str = ""

    @property
    def notebook(self) -> Path:
        """The workshop's own notebook of that name, else the kit's."""
        name = "report_country.ipynb" if self.delegation else "report_region.ipynb"
        own = self.folder / "notebooks" / name
        return own if own.is_file() else NOTEBOOKS / name

    @property
    def viewer(self) -> str:
        """A delegation's report holds what its members may see, the region's what the organiser may."""
        return f"participant:{self.delegation}" if self.delegation else "organiser"

    def path(self, form: str) -> Path:
        """Where a format's document goes."""
        return self.target / self.name / f"workplan.{form}"

    def only(self, formats: tuple[Format, ...]) -> "Job":
        """The same job for these formats."""
        return replace(self, formats=formats)

    def in_state(self, state: str) -> "Job":
        """The same job, told what its data and templates are."""
        return replace(self, state=state)


@dataclass(frozen=True)
class JobResult:
    """What one job made, and what it could not make."""

    job: Job
    documents: tuple[Document, ...] = ()
    failed: tuple[Failure, ...] = ()


def carry_out(job: Job) -> JobResult:
    """Run the notebook and write each format; nothing that fails stops what does not depend on it."""
    from kit.kernels.run import NotebookFailed, run_notebook
    from kit.reports.mime import find_report

    parameters = {
        "workshop": job.folder.name,
        "delegation": job.delegation,
        "viewer": job.viewer,
        "language": job.language,
    }
    environment = {WORKSHOP_VARIABLE: str(job.folder)}
    if job.database:
        environment[DATABASE_VARIABLE] = job.database
    try:
        report = find_report(run_notebook(job.notebook, parameters, cwd=job.folder, env=environment))
    except NotebookFailed as failure:
        return JobResult(job, failed=(_failure(job, None, failure.message, failure.cell_index + 1),))
    except Exception as error:  # whatever it is, the other reports must still be made, and this one be named
        return JobResult(job, failed=(_failure(job, None, f"{type(error).__name__}: {error}"),))
    documents: list[Document] = []
    failed: list[Failure] = []
    for form in job.formats:
        try:
            documents.append(_write(job, form, _rendered(report, form, job)))
        except Exception as error:
            failed.append(_failure(job, form, f"{type(error).__name__}: {error}"))
    return JobResult(job, tuple(documents), tuple(failed))


def _rendered(report: object, form: Format, job: Job) -> bytes:
    from kit.reports.model import Report
    from kit.reports.render import render

    assert isinstance(report, Report)
    return render(report, form, [job.templates])


def _failure(job: Job, form: str | None, message: str, cell: int | None = None) -> Failure:
    return Failure(job.name, form, job.notebook.name, cell, message)


def _write(job: Job, form: Format, document: bytes) -> Document:
    """Write a document beside its place and move it there, so that nobody ever opens half of one."""
    path = job.path(form)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(document)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return Document(job.name, form, str(path), "made", hashlib.sha256(document).hexdigest())
