"""Every delegation's documents and the region's, in parallel; what has not changed is not made again."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from kit.definitions import load_workshop
from kit.reports.batch_job import Job, JobResult, carry_out
from kit.reports.batch_result import BatchResult, Document, Failure
from kit.reports.ledger import Ledger, state_of
from kit.reports.material import TEMPLATES_IN_WORKSHOP
from kit.reports.render import FORMATS, Format
from kit.storage import open_store

REGION = "region"
ATTEMPTS = 2
"""A worker that dies takes its job with it: what was not finished is tried once more on fresh workers."""
WORKER_ENDED = "a worker process ended; the machine may be short of memory, try --workers 1"


def make_reports(
    workshop_dir: Path,
    out: Path | None = None,
    delegations: Sequence[str] = (),
    formats: Sequence[Format] = FORMATS,
    language: str | None = None,
    workers: int | None = None,
    progress: bool = True,
    *,
    database: str | None = None,
    executor: Executor | None = None,
) -> BatchResult:
    """Write ``out/<delegation>/workplan.<format>`` and ``out/region/workplan.<format>``, each whole or not at all.

    Naming delegations leaves the others and the region out. ``workers`` is the number of processes, by default one for
    each processor; ``executor`` takes their place, for instance a Dask cluster's. A document that fails is named in the
    result, the others are made.

    Raises:
        InvalidWorkshop, StorageProblem: where the workshop or its store cannot be read at all.
    """
    began = time.monotonic()
    folder, target = Path(workshop_dir).resolve(), Path(out or Path(workshop_dir) / "reports").resolve()
    target.mkdir(parents=True, exist_ok=True)
    ledger = Ledger.read(target / "ledger.json")
    documents: list[Document] = []
    failed: list[Failure] = []
    jobs: list[Job] = []
    for job in plan_jobs(folder, target, delegations, formats, language, database):
        fresh = [form for form in job.formats if ledger.holds(target, job.path(form), job.state)]
        documents += [Document(job.name, form, str(job.path(form)), "unchanged") for form in fresh]
        if rest := tuple(form for form in job.formats if form not in fresh):
            jobs.append(job.only(rest))
    with tqdm(total=len(jobs), disable=not progress, file=sys.stderr, unit="report") as bar:
        for result in _results(jobs, workers, executor):
            documents += result.documents
            failed += result.failed
            ledger.note(target, result)
            bar.update()
    ledger.write()
    documents.sort(key=lambda d: (d.delegation == REGION, d.delegation, d.format))
    return BatchResult(round(time.monotonic() - began, 2), tuple(documents), tuple(failed))


def plan_jobs(
    folder: Path,
    target: Path,
    delegations: Sequence[str],
    formats: Sequence[Format],
    language: str | None,
    database: str | None,
) -> list[Job]:
    """What there is to make, each with the state of everything that it is made from."""
    workshop = load_workshop(folder)
    templates = folder.joinpath(*TEMPLATES_IN_WORKSHOP)
    spoken = language or workshop.language
    store = open_store(workshop, database)
    try:
        names = list(delegations) or [*(item.code for item in workshop.delegations), REGION]
        jobs = []
        for name in names:
            region = name == REGION and not delegations
            job = Job(name, "" if region else name, folder, target, tuple(formats), spoken, templates, database)
            data = store.fingerprint(None if region else name)
            jobs.append(job.in_state(state_of(data, job.notebook, spoken, folder, templates)))
        return jobs
    finally:
        store.close()


def _results(jobs: Sequence[Job], workers: int | None, executor: Executor | None) -> Iterator[JobResult]:
    """Every job's result as soon as it is there."""
    if executor:
        yield from _on(executor, jobs)
        return
    left = {job.name: job for job in jobs}
    for attempt in range(ATTEMPTS):
        # After a death one job at a time: the one that kills its worker must not take others with it again.
        most = 1 if attempt else workers or os.cpu_count() or 1
        for result in _on_processes(tuple(left.values()), most):
            del left[result.job.name]
            yield result
    for job in left.values():
        yield JobResult(job, failed=(Failure(job.name, None, job.notebook.name, None, WORKER_ENDED),))


def _on_processes(jobs: Sequence[Job], workers: int) -> Iterator[JobResult]:
    """Results of fresh processes; jobs whose process died are left out."""
    if not jobs:
        return
    # Spawned, not forked: this process may hold threads and database connections that no child may inherit.
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn")) as pool:
        yield from _on(pool, jobs)


def _on(pool: Executor, jobs: Sequence[Job]) -> Iterator[JobResult]:
    for future in as_completed([pool.submit(carry_out, job) for job in jobs]):
        with suppress(BrokenProcessPool):
            yield future.result()
