"""A served copy of the example, with the options of a server on the internet."""

from __future__ import annotations

import contextlib
import json
import os
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER
from kit.live.rehearsal.stage import copied, free_port
from kit.storage import open_store

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"


@dataclass(frozen=True)
class Served:
    """A running server."""

    folder: Path
    address: str
    log: Path
    codes: dict[tuple[str, str | None], str]
    pid: int

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def logged(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextlib.contextmanager
def served(
    place: Path,
    *options: str,
    scheme: str = "http",
    trust: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[Served]:
    """`kit serve` with options, until people can join."""
    folder = copied(EXAMPLE, place / EXAMPLE.name)
    codes = _opened(folder)
    port, log = free_port(), place / "server.log"
    command = [sys.executable, "-m", "kit", "serve", str(folder), "--port", str(port), *options]
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, stdout=words, stderr=words, env=os.environ | (environment or {}), start_new_session=True
        )
    try:
        address = f"{scheme}://127.0.0.1:{port}"
        _wait(process, address, trust, log)
        yield Served(folder, address, log, codes, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _opened(folder: Path) -> dict[tuple[str, str | None], str]:
    store = open_store(load_workshop(folder))
    store.agenda.open("barriers", ORGANISER)
    codes = {(code.role.value, code.delegation): code.code for code in store.codes.ensure()}
    store.close()
    return codes


def _wait(process: subprocess.Popen[bytes], address: str, trust: Path | None, log: Path) -> None:
    context = ssl.create_default_context(cafile=trust) if trust else None
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5, context=context) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8"))


def told(answer: bytes) -> dict[str, object]:
    read: dict[str, object] = json.loads(answer)
    return read
