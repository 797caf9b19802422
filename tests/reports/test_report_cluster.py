"""A Dask cluster makes the same documents, also when one of its workers is killed midway; outputs go to any address."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import fsspec
import pytest
from report_store import Clock, example_workshop, filled, save

from kit.reports.batch import make_reports
from kit.reports.command import make
from kit.storage import Store

DELEGATIONS = {"BD", "IN", "LK", "MV", "PK", "region"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled(example_workshop(tmp_path), Clock())
    yield store
    store.close()


def started(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    with (folder / f"{arguments[0]}-{time.monotonic_ns()}.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers, each a process of its own, one job at a time each."""
    folder.mkdir()
    about = folder / "scheduler.json"
    quiet = ("--no-dashboard", "--scheduler-file", str(about))
    scheduler = started("scheduler", "--host", "127.0.0.1", "--port", "0", *quiet, folder=folder)
    running = [scheduler]
    try:
        until = time.monotonic() + 60
        while not about.is_file() and time.monotonic() < until:
            time.sleep(0.1)
        address = json.loads(about.read_text())["address"]
        flags = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        crew = [started("worker", address, *flags, folder=folder) for _ in range(workers)]
        running += crew
        yield address, crew
    finally:
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_batch_on_a_cluster_finishes_though_one_of_two_workers_is_killed_midway(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with cluster(tmp_path / "cluster", workers=2) as (address, (first, second)):

        def kill_one() -> None:
            until = time.monotonic() + 120
            while not list(out.rglob("workplan.*")) and time.monotonic() < until:
                time.sleep(0.02)
            os.killpg(first.pid, signal.SIGKILL)

        killer = Thread(target=kill_one)
        killer.start()
        result = make(store.workshop.folder, out=out, formats="html", scheduler=address, as_json=True)
        killer.join()
        assert (first.poll(), second.poll()) == (-signal.SIGKILL, None)
    assert not result.failed, result
    assert {(d.delegation, d.format, d.status) for d in result.documents} == {
        (name, "html", "made") for name in DELEGATIONS
    }
    assert all(Path(d.path).stat().st_size > 5000 for d in result.documents)


def test_cluster_that_cannot_be_reached_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(ValueError, match="--dask tcp"):
        make(store.workshop.folder, scheduler="tcp://127.0.0.1:9", as_json=True)


def statuses(store: Store, out: str) -> dict[str, str]:
    with ThreadPoolExecutor(1) as executor:
        result = make_reports(store.workshop.folder, out, ["BD", "LK"], ("html",), progress=False, executor=executor)
    assert not result.failed, result
    return {d.path: d.status for d in result.documents}


def test_documents_go_to_an_address_of_fsspec_and_are_not_made_twice_there(store: Store) -> None:
    out = "memory://report-test/out"
    paths = {f"memory:///report-test/out/{name}/workplan.html" for name in ("BD", "LK")}
    files = fsspec.filesystem("memory")
    try:
        assert statuses(store, out) == dict.fromkeys(paths, "made")
        assert b"Bangladesh" in files.cat_file("/report-test/out/BD/workplan.html")
        assert statuses(store, out) == dict.fromkeys(paths, "unchanged")
        files.rm("/report-test/out/BD/workplan.html")
        save(store, "LK", "priority", "workplan", title="Reach schools")
        assert set(statuses(store, out).values()) == {"made"}
    finally:
        files.rm("/report-test", recursive=True)


def test_file_address_is_a_folder(store: Store, tmp_path: Path) -> None:
    assert set(statuses(store, f"file://{tmp_path}/there").values()) == {"made"}
    assert (tmp_path / "there" / "LK" / "workplan.html").is_file()
    assert set(statuses(store, str(tmp_path / "there")).values()) == {"unchanged"}


def test_address_of_an_unknown_protocol_is_refused_in_words(store: Store) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        make_reports(store.workshop.folder, "nowhere://x", progress=False)
