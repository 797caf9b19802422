"""A batch on this machine: as many processes as processors, each of which makes one report after the other.

They are forked from one that has imported everything. A notebook runs in a fork of its own, or on a kernel if it needs
one; what it reports is rendered in the process that asked.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Lock
from typing import Any

from kit.definitions.places import WORKSHOP_VARIABLE
from kit.kernels.zygote import PRELOAD_VARIABLE
from kit.reports.batch_job import Job, JobResult, carry_out, failed, ready

WORKER_ENDED = "a worker process ended; the machine may be short of memory, try --workers 1"
_CAN_FORK = hasattr(os, "fork")


def warm_up(folder: Path) -> None:
    """Start the process that those of a batch are forked from, unless it runs; returns at once."""
    if not _CAN_FORK:
        return
    # Its children inherit both: the second is for a notebook that needs a kernel.
    wanted = {WORKSHOP_VARIABLE: str(folder), PRELOAD_VARIABLE: "kit.reports.warm_notebooks"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        _context()
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def plan_here(*asked: Any) -> list[Job]:
    """As `kit.reports.batch_plan.plan_jobs`, which needs much that a process may have no other use for."""
    from kit.reports.batch_plan import plan_jobs

    return plan_jobs(*asked)


def plan_in_fork(folder: Path, *asked: Any) -> list[Job]:
    """The same by a process that has read the definitions already, since it is to make the documents."""
    warm_up(folder)
    try:
        with ProcessPoolExecutor(1, mp_context=_context()) as pool:
            return pool.submit(plan_here, folder, *asked).result()
    except Exception:  # whatever it is, it happens here again, and is then told to who asked
        return plan_here(folder, *asked)


def local_results(jobs: Sequence[Job], workers: int | None) -> Iterator[JobResult]:
    """Every job's result as soon as it is there; ``workers`` processes make them, by default one for each processor."""
    if not jobs:
        return
    most = min(workers or os.cpu_count() or 1, len(jobs))
    warm_up(jobs[0].folder)
    with _makers(most) as pool, ThreadPoolExecutor(2 * most, "report") as threads:
        one_at_a_time = Lock()
        # A region's report is the longest: begun first, it is not what all wait for at the end.
        ordered = sorted(jobs, key=lambda job: bool(job.delegation))
        for future in as_completed([threads.submit(_carried_out, job, pool, one_at_a_time) for job in ordered]):
            yield future.result()


def _makers(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=_context(), initializer=ready)


def _context() -> BaseContext:
    """Processes forked from one that has imported everything; this one may hold threads and database connections."""
    context = get_context("forkserver" if _CAN_FORK else "spawn")
    if _CAN_FORK:
        context.set_forkserver_preload(["kit.reports.warm_batch"])
    return context


def _carried_out(job: Job, pool: ProcessPoolExecutor, one_at_a_time: Lock) -> JobResult:
    try:
        return pool.submit(carry_out, job).result()
    except BrokenProcessPool:
        # The report that killed its worker must not take others with it again.
        with one_at_a_time:
            return _alone(job)


def _alone(job: Job) -> JobResult:
    try:
        with _makers(1) as pool:
            return pool.submit(carry_out, job).result()
    except BrokenProcessPool:
        return JobResult(job, failed=(failed(job, None, WORKER_ENDED),))
