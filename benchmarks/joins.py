"""People who join at once: seconds until each can write, processor and memory for each; beside stock Voilà and Panel.

    python benchmarks/joins.py [--joins 1,10,30,100] [--others 1,10] [--session workplan] [--panel] [--json]

The kit's participants join with a code, open the session's page (whose forms have more than forty questions) and
connect to their kernel. Stock Voilà's open a page of forty ipywidgets and connect to its kernel; what a browser then
fetches, 8 MB of scripts and the widgets' state, is left out. Panel's open a page of forty widgets and connect. Each row
has a freshly started server. Memory is what the participants add, as proportional set size. `--panel` installs Panel
into a temporary environment.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import nbformat
import psutil
from nbformat import v4
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from kit.definitions import load_workshop
from kit.live.rehearsal.browsing import Browser, need
from kit.live.rehearsal.delegate import Delegate
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.meter import read
from kit.live.rehearsal.stage import stage

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "sessions" / "south-asia-2023"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
FORTY_WIDGETS = """
import ipywidgets as w
rows = [[w.Text(description=f"Text {i}"), w.IntSlider(description=f"Number {i}"), w.Dropdown(options=["a", "b", "c"]),
         w.Checkbox(description=f"Check {i}")] for i in range(10)]
w.VBox([w.HBox(row) for row in rows])
"""
FORTY_FIELDS = """
import panel as pn
rows = [pn.Row(pn.widgets.TextInput(name=f"Text {i}"), pn.widgets.IntSlider(name=f"Number {i}"),
               pn.widgets.Select(options=["a", "b", "c"]), pn.widgets.Checkbox(name=f"Check {i}")) for i in range(10)]
pn.Column(*rows).servable()
"""
VOILA = "import sys; from voila.app import main; main(['--no-browser', sys.argv[1], '--port=' + sys.argv[2]])"
START_SECONDS = 60
RATIOS = ("slowest_seconds", "cpu_seconds", "memory_mb")
Visit = Callable[[AsyncHTTPClient, int], Awaitable[None]]
Served = tuple[psutil.Process, Visit]


@dataclass(frozen=True)
class Row:
    """So many joined one server at once; seconds, processor seconds and memory (10^6 bytes) of one of them."""

    server: str
    joins: int
    failed: int
    median_seconds: float
    slowest_seconds: float
    cpu_seconds: float
    memory_mb: float


@contextmanager
def kit_server(session: str) -> Iterator[Served]:
    """The example workshop, and how somebody joins it."""
    with stage(load_workshop(EXAMPLE)) as held:

        async def visit(client: AsyncHTTPClient, number: int) -> None:
            delegate = Delegate(number, held.codes[number % len(held.codes)], session, 0)
            await delegate.join(held.address, client)
            if delegate.trouble:
                raise RuntimeError(delegate.trouble[1])

        yield held.process, visit


@contextmanager
def voila_server() -> Iterator[Served]:
    """Stock Voilà with ordinary kernels."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = v4.new_notebook(cells=[v4.new_code_cell(FORTY_WIDGETS)], metadata=KERNEL)
        nbformat.write(notebook, Path(folder) / "form.ipynb")
        with _serving([sys.executable, "-c", VOILA, folder]) as (address, process):

            async def visit(client: AsyncHTTPClient, _: int) -> None:
                browser = Browser(address, client)
                page = need(await browser.get("/voila/render/form.ipynb"), 200).body.decode()
                kernel = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', page)
                await KernelLine.open(browser, _found(kernel, page))

            yield process, visit


@contextmanager
def panel_server(python: Path) -> Iterator[Served]:
    """Panel, whose sessions live in the server process."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.py").write_text(FORTY_FIELDS)
        command = [str(python), "-m", "panel", "serve", str(Path(folder) / "form.py"), "--port"]
        with _serving(command) as (address, process):

            async def visit(client: AsyncHTTPClient, _: int) -> None:
                page = need(await Browser(address, client).get("/form"), 200).body.decode()
                token = _found(re.search(r'"token":"([^"]+)"', page), page)
                request = HTTPRequest(f"{address.replace('http', 'ws')}/form/ws", headers={"Origin": address})
                connection = await websocket_connect(request, subprotocols=["bokeh", token])
                if await connection.read_message() is None:
                    raise RuntimeError("Panel closed the connection")

            yield process, visit


def _found(match: re.Match[str] | None, page: str) -> str:
    if match is None:
        raise RuntimeError(f"the page was cut short: {page[-200:]}")
    return match[1]


@contextmanager
def _serving(command: list[str]) -> Iterator[tuple[str, psutil.Process]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*command, str(port)], stdout=quiet, stderr=quiet, stdin=quiet, start_new_session=True)
    try:
        until = time.monotonic() + START_SECONDS
        while not _listening(port):
            if time.monotonic() > until or server.poll() is not None:
                raise SystemExit(f"{command[:4]} did not start")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", psutil.Process(server.pid)
    finally:
        children = psutil.Process(server.pid).children(recursive=True) if server.poll() is None else []
        server.terminate()
        server.wait(30)
        for child in (child for child in children if child.is_running()):
            child.kill()


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def joined(visit: Visit, joins: int) -> list[float | Exception]:
    """So many join at once: seconds until each could write, or why not."""
    client = AsyncHTTPClient(force_instance=True, max_clients=joins, max_body_size=2**24)

    async def one(number: int) -> float | Exception:
        begun = time.monotonic()
        try:
            await visit(client, number)
        except Exception as error:
            return error
        return time.monotonic() - begun

    with closing(client):
        return await asyncio.gather(*(one(number) for number in range(joins)))


def measured(name: str, server: Callable[[], AbstractContextManager[Served]], joins: int) -> Row:
    """One row of the table."""
    with server() as (process, visit):
        asyncio.run(joined(visit, 1))  # what a server does once, for its first visitor, is not a participant's cost
        before = read(process)
        results = asyncio.run(joined(visit, joins))
        after = read(process)
    times = [result for result in results if isinstance(result, float)]
    for reason in {str(result) for result in results if isinstance(result, Exception)}:
        sys.stderr.write(f"{name}: {reason}\n")
    return Row(
        server=name,
        joins=joins,
        failed=joins - len(times),
        median_seconds=round(statistics.median(times), 2) if times else float("nan"),
        slowest_seconds=round(max(times), 2) if times else float("nan"),
        cpu_seconds=round((after.cpu_seconds - before.cpu_seconds) / joins, 3),
        memory_mb=round((after.memory_bytes - before.memory_bytes) / joins / 1e6, 1),
    )


def table(rows: list[Row]) -> str:
    """Every row, with how many times the kit's figure for as many joins it is."""
    own = {row.joins: row for row in rows if row.server == "workplan-kit"}
    lines = [
        f"{'server':14}{'joins':>6}{'failed':>7}{'median s':>10}{'slowest s':>10}{'CPU s':>8}{'MB':>7}"
        f"   times the kit's: slowest, CPU, MB"
    ]
    for row in rows:
        line = f"{row.server:14}{row.joins:6}{row.failed:7}{row.median_seconds:10.2f}{row.slowest_seconds:10.2f}"
        line += f"{row.cpu_seconds:8.3f}{row.memory_mb:7.1f}"
        if (kit := own.get(row.joins)) and kit is not row:
            line += "   " + ", ".join(
                _times(row, kit, name) for name in ("slowest_seconds", "cpu_seconds", "memory_mb")
            )
        lines.append(line)
    return "\n".join(lines)


def _times(row: Row, kit: Row, name: str) -> str:
    return f"{getattr(row, name) / max(getattr(kit, name), 1e-3):.1f}"


@contextmanager
def panel_python() -> Iterator[Path]:
    """A temporary environment with Panel."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "panel"], check=True)
        yield python


def compared(joins: list[int], others: list[int], session: str, *, panel: bool) -> list[Row]:
    """The kit, then the others, in one run."""
    rows = [measured("workplan-kit", partial(kit_server, session), count) for count in joins]
    rows += [measured("stock Voilà", voila_server, count) for count in others]
    if panel:
        with panel_python() as python:
            rows += [measured("Panel", partial(panel_server, python), count) for count in joins]
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--joins", default="1,10,30,100", help="of the kit and Panel")
    parser.add_argument("--others", default="1,10", help="of stock Voilà, which is slow")
    parser.add_argument("--session", default="workplan", help="the example workshop's session that is opened")
    parser.add_argument("--panel", action="store_true", help="Panel as well")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args()
    joins, others = ([int(count) for count in given.split(",") if count] for given in (options.joins, options.others))
    rows = compared(joins, others, options.session, panel=options.panel)
    sys.stdout.write((json.dumps([asdict(row) for row in rows]) if options.json else table(rows)) + "\n")


if __name__ == "__main__":
    main()
