"""A real server and a real browser."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_notebooks import write_all
from page_visit import Server, Visit
from playwright.sync_api import Browser

from kit.live.rehearsal.stage import free_port

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ROOT = Path(__file__).parents[2]
START_SECONDS = 120
"""On a machine that does much else, imports alone have taken half a minute."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("notebooks")
    write_all(folder)
    (folder / "kit").symlink_to(ROOT / "kit")  # the notebook of our own widget imports it
    port = free_port()
    log = tmp_path_factory.mktemp("log") / "server.log"
    command = [sys.executable, str(Path(__file__).with_name("page_server.py")), str(folder), str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT)
    try:
        yield ready(Server(f"http://127.0.0.1:{port}", log), process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def ready(server: Server, process: "subprocess.Popen[bytes]") -> Server:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, server.log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(server.url.rsplit(":", 1)[1]))) == 0:
                return server
        time.sleep(0.1)
    raise AssertionError(server.log.read_text())


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    context = browser.new_context()
    context.set_default_timeout(15_000)
    made = Visit(context.new_page(), context, server)
    made.page.on("request", lambda request: made.requests.append(request))
    made.page.on("console", lambda message: made.console.append(message))
    yield made
    context.close()
