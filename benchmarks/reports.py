"""All countries' documents beside papermill and nbconvert as they come, in one run.

`python benchmarks/reports.py [--countries N] [--json]`. The kit makes four formats for each country and the region from
stored entries; papermill starts a fresh kernel for each country, two at a time, and nbconvert writes HTML alone, both
called in two processes that live for the whole run; then the same by the commands that somebody types. Then the kit's
command once more with nothing changed, and a plan of 2,000 activities.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from ruamel.yaml import YAML

from kit.definitions import load_workshop
from kit.definitions.places import NOTEBOOKS
from kit.domain.entry import Change
from kit.domain.viewer import ORGANISER, Role, Viewer
from kit.storage import Store, open_store

EXAMPLE = NOTEBOOKS.parent / "sessions" / "south-asia-2023"
PROCESSES = 2
PR_SET_CHILD_SUBREAPER = 36
"""prctl(2)"""
MOST_SECONDS_TO_END = 20
ACTIVITIES = 12
LONG_PLAN = 2000
DAY_ONE = date(2023, 3, 1)
SUPPORT, FUNDING = ("training", "fund", "helpdesk", "none"), ("secured", "to_find", "requested")


@dataclass(frozen=True)
class Measured:
    """Seconds by the clock and of the processors, and the largest memory of any one process in MB (RSS)."""

    seconds: float
    processor_seconds: float
    megabytes: float


def make_workshop(folder: Path, countries: int) -> Path:
    """The example's definition with that many delegations, each with a filled plan."""
    target = folder / "many-countries"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("data", "records", "reports"))
    yaml = YAML()
    file = target / "workshop.yaml"
    definition = yaml.load(file.read_text(encoding="utf-8"))
    names = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(countries)]
    definition["id"] = target.name
    definition["delegations"] = [{"code": c, "name": f"Country {c}", "languages": ["en"]} for c in names]
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(definition, stream)
    store = open_store(load_workshop(target))
    for session in store.workshop.sessions:
        store.agenda.open(session.id, ORGANISER)
    for name in names:
        fill(store, name)
    store.close()
    return target


def fill(store: Store, code: str) -> None:
    """A plan as a delegation leaves it: three priorities, twelve activities with milestones, costs, risks."""
    plan = {"vision": f"Safe towns in {code}", "period_start": "2023-03-01", "period_end": "2024-02-29", "shared": True}
    save(store, code, "plan", "plan", plan)
    for number in range(3):
        save(store, code, "priority", f"p{number}", {"title": f"Priority {number}", "objective": "Councils can act"})
    for number in range(ACTIVITIES):
        start = DAY_ONE + timedelta(days=25 * number)
        dates = {"start": start.isoformat(), "end": (start + timedelta(days=60)).isoformat()}
        milestones = [{"text": "Half way", "due": (start + timedelta(days=30)).isoformat()}]
        money = {"cost_estimate": str(1000 * (number + 1)), "currency": "EUR", "funding_status": FUNDING[number % 3]}
        risk = {"risk": "Elections", "likelihood": "2", "impact": "3", "mitigation": "Plan early"}
        about = {"activity": f"Hold course {number} in {code}", "lead_institution": "City council", "target": "40"}
        about |= {"hub_role": SUPPORT[number % 4], "indicator": "Councillors trained", "status": "not_started"}
        linked = {"priority": f"{code}-p{number % 3}", "milestones": milestones}
        save(store, code, "activity", f"a{number}", {**about, **dates, **money, **risk, **linked})


def save(store: Store, code: str, form: str, entry: str, values: dict[str, Any]) -> None:
    """One entry of a delegation."""
    change = Change(f"{code}-{entry}-1", f"{code}-{entry}", form, 0, values, session="workplan", delegation=code)
    store.view(Viewer(Role.ORGANISER, code)).save(change)


def plain(workshop: Path, code: str, out: Path) -> None:
    """One country with papermill and nbconvert as they come: a fresh kernel, nbconvert's own template."""
    import papermill
    from nbconvert import HTMLExporter

    os.environ["KIT_WORKSHOP"] = str(workshop)
    parameters = {"workshop": workshop.name, "delegation": code, "viewer": f"participant:{code}"}
    executed = str(out / f"{code}.ipynb")
    notebook = str(NOTEBOOKS / "report_country.ipynb")
    papermill.execute_notebook(notebook, executed, parameters, kernel_name="python3", progress_bar=False)
    (out / f"{code}.html").write_text(HTMLExporter().from_filename(executed)[0], encoding="utf-8")


def with_papermill(workshop: Path, out: Path) -> int:
    """Every country, two at a time; how many had to be run again, since a port was taken before their kernel had it."""
    out.mkdir()
    codes = [delegation.code for delegation in load_workshop(workshop).delegations]
    again = []
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for code, future in [(code, pool.submit(plain, workshop, code, out)) for code in codes]:
            try:
                future.result()
            except RuntimeError:  # "Kernel died before replying to kernel_info"
                again.append(code)
        for code in again:
            pool.submit(plain, workshop, code, out).result()
    return len(again)


def typed(workshop: Path, code: str, out: Path) -> None:
    """One country by the commands `papermill` and `jupyter nbconvert`, as somebody types them."""
    notebook, executed = NOTEBOOKS / "report_country.ipynb", out / f"{code}.ipynb"
    parameters = {"workshop": workshop.name, "delegation": code, "viewer": f"participant:{code}"}
    given = [word for name, value in parameters.items() for word in ("-r", name, value)]
    run = ["papermill", str(notebook), str(executed), *given, "-k", "python3", "--no-progress-bar"]
    convert = ["nbconvert", "--to", "html", str(executed)]
    for command in (run, convert):
        subprocess.run(
            [sys.executable, "-m", *command],
            check=True,
            capture_output=True,
            env={**os.environ, "KIT_WORKSHOP": str(workshop)},
        )


def with_commands(workshop: Path, out: Path) -> None:
    """Every country by commands, two at a time."""
    out.mkdir()
    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(lambda each: typed(workshop, each.code, out), load_workshop(workshop).delegations))


def with_the_kit(workshop: Path, out: Path) -> None:
    """The command as an organiser types it, in a process of its own."""
    command = [sys.executable, "-m", "kit", "report", str(workshop), "--out", str(out), "--workers", str(PROCESSES)]
    found = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout)
    if found["failed"]:
        raise SystemExit(str(found["failed"]))


def measured(work: Callable[[], None]) -> Measured:
    """Do it and look at it meanwhile."""
    used = _used()
    with _watched() as peak:
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
    return Measured(round(seconds, 2), round(_used() - used, 1), round(peak[0] / 1e6))


def _used() -> float:
    """Processor seconds of this process and of all that were below it, adopted ones too, once they have ended."""
    until = time.monotonic() + MOST_SECONDS_TO_END
    while time.monotonic() < until and _reaped():
        time.sleep(0.05)
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _reaped() -> bool:
    """Reap what has ended; whether others are still ending, besides Python's own tracker of what is shared."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return any("resource_tracker" not in " ".join(process.cmdline()) for process in psutil.Process().children())


def adopt_orphans() -> None:
    """Processes that outlive their parent come to this one, so that their time is counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@contextmanager
def _watched() -> Iterator[list[int]]:
    """The largest RSS of any process below this one, in bytes, looked at five times a second."""
    peak, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            for process in psutil.Process().children(recursive=True):
                try:
                    peak[0] = max(peak[0], process.memory_info().rss)
                except psutil.Error:
                    continue

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def long_plan() -> dict[str, float]:
    """Seconds to render a table of 2,000 activities, and the timeline of the first of them, in PDF and DOCX."""
    from kit.reports.model import Column, Money, Report, Row, Section, Span, Table, Timeline
    from kit.reports.render import render

    columns = (Column("No."), Column("Activity", weight=3), Column("Start", "date"), Column("Cost", "money"))
    days = [DAY_ONE + timedelta(days=n % 300) for n in range(LONG_PLAN)]
    money = Money(Decimal("1250.50"), "EUR")
    rows = tuple(Row(f"r{n}", (f"A-{n:04d}", "Hold a town hall", day, money)) for n, day in enumerate(days))
    spans = tuple(Span(f"r{n}", f"A-{n:04d}", day, day + timedelta(days=60)) for n, day in enumerate(days))
    blocks = (Table("t", "Activities", columns, rows, landscape=True), Timeline("tl", "Timeline", "alt", spans))
    report = Report(
        "country-workplan", "Long", "en", DAY_ONE, "Draft", False, "Workshop", "0", (Section("s", "Plan", blocks),)
    )
    render(replace(report, sections=(Section("s", "Plan"),)), "pdf")  # imports and fonts are paid once a process
    found = {}
    for form in ("pdf", "docx"):
        began = time.perf_counter()
        render(report, form)  # type: ignore[arg-type]
        found[form] = round(time.perf_counter() - began, 2)
    return found


def main() -> None:
    """Print seconds, memory and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--countries", type=int, default=6, help="how many; 50 for the full measurement")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args()
    adopt_orphans()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        workshop = make_workshop(place, options.countries)
        kit = measured(lambda: with_the_kit(workshop, place / "kit"))
        again = measured(lambda: with_the_kit(workshop, place / "kit"))
        repeated: list[int] = []
        plain_way = measured(lambda: repeated.append(with_papermill(workshop, place / "plain")))
        commands = measured(lambda: with_commands(workshop, place / "commands"))
        documents = len(list((place / "kit").rglob("workplan.*")))
    found = {
        "countries": options.countries,
        "kit": {"documents": documents, **asdict(kit)},
        "kit_unchanged": {"seconds": again.seconds},
        "papermill_nbconvert_html": {"documents": options.countries, "repeated": repeated[0], **asdict(plain_way)},
        # Without it every process compiles what it imports, papermill's kernels above all.
        "bytecode_is_kept": not sys.dont_write_bytecode,
        "times_faster_for_all": round(plain_way.seconds / kit.seconds, 1),
        # On a machine that does something else besides, this number says more.
        "times_less_processor_time": round(plain_way.processor_seconds / kit.processor_seconds, 1),
        "typed_as_commands": {"documents": options.countries, **asdict(commands)},
        "times_faster_than_commands": round(commands.seconds / kit.seconds, 1),
        "times_less_processor_time_than_commands": round(commands.processor_seconds / kit.processor_seconds, 1),
        "times_faster_a_document": round(plain_way.seconds / options.countries / (kit.seconds / max(documents, 1)), 1),
        f"plan_of_{LONG_PLAN}_activities_seconds": long_plan(),
    }
    if options.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    for name, value in found.items():
        sys.stdout.write(f"{name:42}{value}\n")


if __name__ == "__main__":
    main()
