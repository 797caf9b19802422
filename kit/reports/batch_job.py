"""One report's notebook run and rendered in every format: what a worker process does."""

import gc
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

from kit.definitions.places import NOTEBOOKS, WORKSHOP_VARIABLE
from kit.reports.batch_result import Failure
from kit.reports.context import Context
from kit.reports.documents import KINDS, REGION
from kit.reports.model import Bars, Column, Report, Row, Section, Series, Table
from kit.reports.render import FORMATS, Format, render_made_ready

if TYPE_CHECKING:
    from kit.kernels.forker import Forker

_forker: "Forker | None" = None
"""In a process that makes one report after the other: what its notebooks are forked from."""


@dataclass(frozen=True)
class Job:
    """One report; plain values alone, so that it can travel to another process or machine."""

    name: str
    """The delegation's code, or "region"."""
    document: str
    folder: Path
    formats: tuple[Format, ...]
    language: str
    templates: Path
    database: str | None
    session: str = ""
    """For kinds that are made for each session."""
    round_name: str = ""
    """For kinds that are made for each round of follow-up."""
    state: str = ""

    @property
    def delegation(self) -> str:
        """Empty for the region's report."""
        return "" if self.name == REGION else self.name

    @property
    def notebook(self) -> Path:
        """The workshop's own notebook of that name, else the kit's."""
        name = KINDS[self.document].notebook(region=not self.delegation)
        own = self.folder / "notebooks" / name
        return own if own.is_file() else NOTEBOOKS / name

    @property
    def viewer(self) -> str:
        """A delegation's report holds what its members may see, the region's what the hub's staff may."""
        return f"participant:{self.delegation}" if self.delegation else KINDS[self.document].region_viewer

    @property
    def parameters(self) -> dict[str, str]:
        """What papermill sets in the notebook: ids alone."""
        common = {"workshop": self.folder.name, "viewer": self.viewer, "language": self.language}
        about = {"delegation": self.delegation, "session": self.session, "round_name": self.round_name}
        return common | {name: value for name, value in about.items() if name == "delegation" or value}

    def file(self, form: str) -> str:
        """A document's name below the place where all go."""
        stem = "-".join(part for part in (self.document, self.session, self.round_name) if part)
        return f"{self.name}/{stem}.{form}"

    def only(self, formats: tuple[Format, ...]) -> "Job":
        """The same job for these formats."""
        return replace(self, formats=formats)


@dataclass(frozen=True)
class JobResult:
    """What one job made, and what it could not make.

    Contents travel to the process that was asked for them: only there is the place where they go known and reachable.
    """

    job: Job
    contents: Mapping[Format, bytes] = field(default_factory=dict)
    failed: tuple[Failure, ...] = ()


def carry_out(job: Job) -> JobResult:
    """Run the notebook and render each format; nothing that fails stops what does not depend on it."""
    report = executed(job)
    return report if isinstance(report, JobResult) else rendered(job, report)


def executed(job: Job) -> Report | JobResult:
    """The report that the job's notebook shows, or what went wrong in it."""
    # Imported here: who finds nothing to make should not pay for widgets and kernels.
    from kit.forms.opened import DATABASE_VARIABLE
    from kit.kernels.run import NotebookFailed, run_notebook
    from kit.kernels.run_forked import can_run_forked, run_forked
    from kit.reports.mime import find_report

    environment = {WORKSHOP_VARIABLE: str(job.folder)}
    if job.database:
        environment[DATABASE_VARIABLE] = job.database
    try:
        if _forker and can_run_forked(job.notebook):
            nb = run_forked(job.notebook, job.parameters, _forker, cwd=job.folder, env=environment)
        else:
            nb = run_notebook(job.notebook, job.parameters, cwd=job.folder, env=environment)
        return find_report(nb)
    except NotebookFailed as failure:
        return JobResult(job, failed=(failed(job, None, failure.message, failure.cell_index + 1),))
    except Exception as error:  # whatever it is, the other reports must still be made, and this one be named
        return JobResult(job, failed=(failed(job, None, f"{type(error).__name__}: {error}"),))


def rendered(job: Job, report: Report) -> JobResult:
    """A report in each of the job's formats."""
    contents: dict[Format, bytes] = {}
    problems: list[Failure] = []
    context = None
    for form in job.formats:
        try:
            context = context or Context.of(report, [job.templates])
            contents[form] = render_made_ready(context, form)
        except Exception as error:
            problems.append(failed(job, form, f"{type(error).__name__}: {error}"))
    return JobResult(job, contents, tuple(problems))


def ready() -> None:
    """In a process that makes reports, before its first: a process that notebooks are forked from, and caches."""
    global _forker
    gc.enable()
    if hasattr(os, "fork"):
        from kit.kernels.forker import Forker

        with suppress(OSError):  # notebooks then run on kernels
            _forker = Forker()
            Finalize(None, stop, exitpriority=0)
    # There is such a process for each processor: threads of Typst's own would only take turns.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    chart = Bars("b", "B", "B", ("a",), (Series("s", (1.0,)),))
    table = Table("t", "T", (Column("c"),), (Row("r", ("x",)),))
    section = Section("s", "S", (chart, table))
    report = Report("country-workplan", "T", "en", date(2023, 1, 1), "D", False, "W", "0", (section,))
    for form in FORMATS:
        render_made_ready(Context.of(report), form)
    # What is imported by now stays: looking through it for garbage again and again took a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000)


def stop() -> None:
    """Let go of what `ready` started, and wait until it has ended; a process of a batch does so at its end."""
    global _forker
    if _forker:
        _forker.close()
    _forker = None


def failed(job: Job, form: str | None, message: str, cell: int | None = None) -> Failure:
    """What could not be made, named."""
    return Failure(job.name, form, job.notebook.name, cell, message)
