"""What a first visit costs: kB, requests and time, on our page and on stock Voilà, for the same notebooks in one run.

    python benchmarks/page.py [--json] [--form evaluation]

"form" is the example workshop's form as our widget; "stock" is forty ipywidgets. Both servers start an ordinary
python3 kernel for each visit, so the times compare the pages and not the kernels. Bytes are those on the wire, with
their headers.
"""

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from nbformat import v4
from playwright.sync_api import Browser, CDPSession, sync_playwright

from kit.live.rehearsal.stage import free_port

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "sessions" / "south-asia-2023"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

FORM = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {root!r})
from kit.definitions import load_workshop
from kit.domain.viewer import Role
from kit.forms.widget import FormWidget
from kit.storage import open_store
workshop = load_workshop(Path({example!r}))
store = open_store(replace(workshop, folder=Path({data!r})))
code = next(code.code for code in store.codes.ensure() if code.role is Role.PARTICIPANT)
view = store.view(store.people.join(code, "Visitor", "en"))
FormWidget(view, {form!r}, workshop=workshop, language="en")
"""

STOCK = """
import ipywidgets as w
rows = [[w.Text(description=f"Text {i}"), w.IntSlider(description=f"Number {i}"), w.Dropdown(options=["a", "b", "c"]),
         w.Checkbox(description=f"Check {i}")] for i in range(10)]
w.VBox([w.HBox(row) for row in rows])
"""

OURS = """
import sys
from voila.app import Voila
from kit.live.page import LightPageMixin
class Server(LightPageMixin, Voila):
    pass
server = Server()
server.initialize(["--port=" + sys.argv[2], "--Voila.port_retries=0", "--no-browser", sys.argv[1]])
from pathlib import Path
server.assets.add_folder("forms", Path("kit/forms/static"))
server.start()
"""

USABLE = ":is(main, .jp-OutputArea) :is(input, textarea, select, button, .noUi-handle)"


@dataclass(frozen=True)
class Visit:
    """One first visit: what came over the wire and when the page could be used."""

    server: str
    page: str
    requests: int
    kilobytes: float
    socket_kilobytes_in: float
    usable_seconds: float
    elsewhere: int


class Wire:
    """Counts what Chromium's network layer reports."""

    def __init__(self, session: CDPSession, own: str) -> None:
        self.requests = self.received = self.framed = self.elsewhere = 0
        session.on("Network.requestWillBeSent", lambda event: self._sent(event["request"]["url"], own))
        session.on("Network.webSocketCreated", lambda event: self._sent(event["url"], own.replace("http", "ws")))
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: self._frame(event["response"]["payloadData"]))
        session.send("Network.enable")

    def _sent(self, url: str, own: str) -> None:
        if url.startswith(own):
            self.requests += 1
        elif not url.startswith(("data:", "blob:")):
            self.elsewhere += 1

    def _add(self, length: float) -> None:
        self.received += int(length)

    def _frame(self, payload: str) -> None:
        self.framed += len(payload)


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[str]:
    """A server over the folder; yields its address."""
    port = free_port()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen([*command, str(folder), str(port)], stdout=log, stderr=log, cwd=ROOT)
    try:
        while process.poll() is None and socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def visited(browser: Browser, name: str, address: str, page_name: str) -> Visit:
    """One visit with an empty cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    wire = Wire(context.new_cdp_session(page), address)
    begun = time.monotonic()
    page.goto(f"{address}/voila/render/{page_name}.ipynb", wait_until="commit")
    page.locator(USABLE).first.wait_for(state="visible", timeout=60_000)
    usable = time.monotonic() - begun
    page.wait_for_timeout(1500)  # what comes late counts too
    context.close()
    kilobytes, framed = wire.received / 1000, wire.framed / 1000
    return Visit(
        name, page_name, wire.requests, round(kilobytes, 1), round(framed, 1), round(usable, 2), wire.elsewhere
    )


def notebooks(folder: Path, form: str) -> None:
    data = folder / "data"
    data.mkdir()
    values = {"root": str(ROOT), "example": str(EXAMPLE), "data": str(data), "form": form}
    for name, source in (("form", FORM.format(**values)), ("stock", STOCK)):
        nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(source)], metadata=KERNEL), folder / f"{name}.ipynb")


def measured(form: str) -> list[Visit]:
    """Two visits to each page of each server; the first warms the server's disk cache and is dropped."""
    stock = [
        sys.executable,
        "-c",
        "import sys; from voila.app import main; main(['--no-browser', sys.argv[1], '--port=' + sys.argv[2]])",
    ]
    visits: list[Visit] = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        notebooks(folder, form)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name, command in (("workplan-kit", [sys.executable, "-c", OURS]), ("stock Voilà", stock)):
            with serving(command, folder) as address:
                for page in ("form", "stock"):
                    visits.append([visited(browser, name, address, page) for _ in range(2)][-1])
        browser.close()
    return visits


def table(visits: list[Visit]) -> str:
    lines = [
        "| page | server | requests | kB | socket kB in | usable s | requests elsewhere |",
        "|---|---|---|---|---|---|---|",
    ]
    for visit in sorted(visits, key=lambda visit: visit.page):
        cells = (
            visit.page,
            visit.server,
            visit.requests,
            visit.kilobytes,
            visit.socket_kilobytes_in,
            visit.usable_seconds,
        )
        lines.append("| " + " | ".join(map(str, (*cells, visit.elsewhere))) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--form", default="evaluation", help="the example workshop's form to show")
    options = parser.parse_args()
    visits = measured(options.form)
    sys.stdout.write((json.dumps([asdict(visit) for visit in visits]) if options.json else table(visits)) + "\n")


if __name__ == "__main__":
    main()
