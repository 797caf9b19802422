"""Every delegation's documents and the region's, in parallel; what has not changed is not made again."""

import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from pathlib import Path

from tqdm import tqdm

from kit.reports.batch_job import Job, JobResult, carry_out, failed
from kit.reports.batch_local import local_results, plan_here, plan_in_fork
from kit.reports.batch_result import BatchResult, Document, Failure
from kit.reports.documents import DEFAULT_DOCUMENTS, REGION
from kit.reports.ledger import Ledger
from kit.reports.places import place
from kit.reports.render import FORMATS, Format


def make_reports(
    workshop_dir: Path,
    out: Path | str | None = None,
    delegations: Sequence[str] = (),
    formats: Sequence[Format] = FORMATS,
    language: str | None = None,
    workers: int | None = None,
    progress: bool = True,
    *,
    documents: Sequence[str] = DEFAULT_DOCUMENTS,
    database: str | None = None,
    executor: Executor | None = None,
) -> BatchResult:
    """Write ``out/<delegation>/<document>.<format>`` and ``out/region/<document>.<format>``, each whole or not at all.

    ``out`` is a folder or an address that fsspec knows. Naming delegations leaves the others and the region out.
    ``workers`` is the number of processes, by default one for each processor; ``executor`` takes their place, for
    instance a Dask cluster's. A document that fails is named in the result, the others are made.

    Raises:
        InvalidWorkshop, StorageProblem: where the workshop or its store cannot be read at all.
        ValueError: for a document or an address that is not known, or where there is no workshop before to brief from.
    """
    began = time.monotonic()
    folder = Path(workshop_dir).resolve()
    ledger = Ledger.read(place(out or folder / "reports"))
    asked = (folder, delegations, formats, language, database, documents)
    plan = plan_in_fork if executor is None and not ledger.documents else plan_here  # is everything still to be made?
    found: list[Document] = []
    failures: list[Failure] = []
    jobs: list[Job] = []
    for job in plan(*asked):
        fresh = [form for form in job.formats if ledger.holds(job.file(form), job.state)]
        found += [_document(ledger, job, form, "unchanged") for form in fresh]
        if rest := tuple(form for form in job.formats if form not in fresh):
            jobs.append(job.only(rest))
    # None: shown on a terminal only, so that a log or another program's window holds no half lines.
    with tqdm(total=len(jobs), disable=None if progress else True, file=sys.stderr, unit="report") as bar:
        try:
            for result in results(jobs, workers, executor):
                made, problems = _kept(ledger, result)
                found += made
                failures += problems
                bar.update()
        finally:  # who breaks off keeps what was made until then
            if jobs:
                ledger.write()
    found.sort(key=lambda d: (d.delegation == REGION, d.delegation, d.path))
    return BatchResult(round(time.monotonic() - began, 2), tuple(found), tuple(failures))


def _document(ledger: Ledger, job: Job, form: str, status: str) -> Document:
    return Document(job.name, form, ledger.place.address(job.file(form)), status)


def _kept(ledger: Ledger, result: JobResult) -> tuple[list[Document], list[Failure]]:
    """A result's documents once they are where they belong, and what failed, writing included."""
    job, made, problems = result.job, [], list(result.failed)
    for form, content in result.contents.items():
        try:
            ledger.keep(job.file(form), job.state, content)
            made.append(_document(ledger, job, form, "made"))
        except OSError as error:
            problems.append(failed(job, form, f"{type(error).__name__}: {error}"))
    return made, problems


def results(jobs: Sequence[Job], workers: int | None, executor: Executor | None) -> Iterator[JobResult]:
    """Every job's result as soon as it is there."""
    if executor is None:
        yield from local_results(jobs, workers)
        return
    running = {executor.submit(carry_out, job): job for job in jobs}
    for future in as_completed(running):
        try:
            yield future.result()
        except Exception as error:  # a worker that died for good takes its own job with it, and no other
            yield JobResult(
                running[future], failed=(failed(running[future], None, f"{type(error).__name__}: {error}"),)
            )
