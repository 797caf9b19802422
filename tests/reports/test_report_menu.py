"""JupyterLab's menu "Save and Export Notebook As" shows what Jupyter Server lists; our formats are among it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from report_examples import full_report

from kit.reports.codec import to_json
from kit.reports.model import MIME_TYPE

TOKEN = "a-token-of-this-test"
SECONDS = 90
BEGINNINGS = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}

Get = Callable[[str], tuple[str, bytes]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Get]:
    """A Jupyter Server whose folder holds a report's executed notebook; gives a type and a content for a path."""
    shown = new_output("display_data", data={MIME_TYPE: to_json(full_report())})
    nbformat.write(new_notebook(cells=[new_code_cell("display(report)", outputs=[shown])]), tmp_path / "report.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: str(tmp_path / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR")}
    options = {"token": TOKEN, "port": port, "ip": "127.0.0.1", "root_dir": tmp_path, "open_browser": False}
    arguments = [f"--ServerApp.{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "jupyter_server", *arguments, "--allow-root"]

    def get(path: str) -> tuple[str, bytes]:
        with urlopen(
            Request(f"http://127.0.0.1:{port}/{path}", headers={"Authorization": f"token {TOKEN}"}), timeout=SECONDS
        ) as answer:
            return str(answer.headers.get_content_type()), answer.read()

    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, env=os.environ | own, stderr=log) as process:
        until = time.monotonic() + SECONDS
        while True:
            try:
                get("api/status")
                break
            except URLError:
                assert process.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
                assert time.monotonic() < until
                time.sleep(0.1)
        try:
            yield get
        finally:
            process.terminate()


def test_menu_of_jupyterlab_offers_our_formats_and_saves_them(server: Get) -> None:
    offered = json.loads(server("api/nbconvert")[1])
    ours = {name: about["output_mimetype"] for name, about in offered.items() if name.startswith("workplan-")}
    assert set(ours) == {f"workplan-{form}" for form in BEGINNINGS}
    for form, beginning in BEGINNINGS.items():
        kind, content = server(f"nbconvert/workplan-{form}/report.ipynb?download=true")
        assert kind == ours[f"workplan-{form}"]
        assert content.startswith(beginning)
