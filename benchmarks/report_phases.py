"""Where the processor time of a batch's process goes, phase by phase: what `benchmarks/reports.py` adds up.

`python benchmarks/report_phases.py [--countries N]`. Milliseconds of the processor, the least and the middle of all
countries: on a machine that does something else besides, the least says more.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from reports import make_workshop

T = TypeVar("T")
Phases = dict[str, list[float]]


def timed(phases: Phases, name: str, work: Callable[[], T]) -> T:
    """Do it and note its milliseconds."""
    began = time.process_time()
    done = work()
    phases[name].append((time.process_time() - began) * 1000)
    return done


def measure(folder: Path) -> Phases:
    """One process makes every report of a workshop, as each process of a batch does."""
    phases: Phases = defaultdict(list)
    os.environ["KIT_WORKSHOP"] = str(folder)
    timed(phases, "imports, once", lambda: __import__("kit.reports.warm_batch"))
    from kit.reports import batch_job
    from kit.reports.batch_plan import plan_jobs
    from kit.reports.context import Context
    from kit.reports.model import Report
    from kit.reports.render import FORMATS, render_made_ready

    jobs = timed(phases, "plan of all jobs, once", lambda: plan_jobs(folder, (), FORMATS, None, None))
    timed(phases, "ready, once a process", batch_job.ready)
    for job in jobs:
        who = "country" if job.delegation else "region"
        report = timed(phases, f"{who}: papermill", partial(batch_job.executed, job))
        if not isinstance(report, Report):
            raise SystemExit(str(report))
        context = Context.of(report, [job.templates])
        for form in FORMATS:
            timed(phases, f"{who}: {form}", partial(render_made_ready, context, form))
    batch_job.stop()
    forks = resource.getrusage(resource.RUSAGE_CHILDREN)
    phases["each notebook's fork"] = [(forks.ru_utime + forks.ru_stime) * 1000 / len(jobs)]
    return phases


def main() -> None:
    """Print the phases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--countries", type=int, default=10)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        phases = measure(make_workshop(Path(folder), options.countries))
    for name, taken in phases.items():
        sys.stdout.write(f"{name:28}{min(taken):8.1f}{median(taken):8.1f}\n")


if __name__ == "__main__":
    main()
