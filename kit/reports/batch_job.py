"""One report's notebook run and rendered in every format: what a worker process does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.definitions.places import NOTEBOOKS
from kit.reports.batch_result import Failure
from kit.reports.documents import KINDS, REGION
from kit.reports.render import Format


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
        about = {"delegation": self.delegation, "session": self.session}
        return common | {name: value for name, value in about.items() if name == "delegation" or value}

    def file(self, form: str) -> str:
        """A document's name below the place where all go."""
        stem = f"{self.document}-{self.session}" if self.session else self.document
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
    # Imported here: who finds nothing to make should not pay for widgets and kernels.
    from kit.forms.session import DATABASE_VARIABLE, WORKSHOP_VARIABLE
    from kit.kernels.run import NotebookFailed, run_notebook
    from kit.reports.mime import find_report

    environment = {WORKSHOP_VARIABLE: str(job.folder)}
    if job.database:
        environment[DATABASE_VARIABLE] = job.database
    try:
        report = find_report(run_notebook(job.notebook, job.parameters, cwd=job.folder, env=environment))
    except NotebookFailed as failure:
        return JobResult(job, failed=(failed(job, None, failure.message, failure.cell_index + 1),))
    except Exception as error:  # whatever it is, the other reports must still be made, and this one be named
        return JobResult(job, failed=(failed(job, None, f"{type(error).__name__}: {error}"),))
    contents: dict[Format, bytes] = {}
    problems: list[Failure] = []
    for form in job.formats:
        try:
            contents[form] = _rendered(report, form, job)
        except Exception as error:
            problems.append(failed(job, form, f"{type(error).__name__}: {error}"))
    return JobResult(job, contents, tuple(problems))


def _rendered(report: object, form: Format, job: Job) -> bytes:
    from kit.reports.model import Report
    from kit.reports.render import render

    assert isinstance(report, Report)
    return render(report, form, [job.templates])


def failed(job: Job, form: str | None, message: str, cell: int | None = None) -> Failure:
    """What could not be made, named."""
    return Failure(job.name, form, job.notebook.name, cell, message)
