"""Where a rehearsal takes place: a copy of the definitions, held by a real server on a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER, Role
from kit.domain.workshop import Workshop
from kit.live.rehearsal.choosing import rehearsed_sessions
from kit.storage import open_store

START_SECONDS = 90.0
_END_SECONDS = 10.0
_LAST_WORDS = 15
"""Lines of the server's log that are shown where it could not start."""
DEFINITIONS = ("*.yaml", "*.yml", "forms/*", "locale/*/LC_MESSAGES/*.po", "notebooks/*")
"""All that is copied of a workshop's folder; its data, records and documents are not."""


class CannotRehearse(Exception):
    """The server of the rehearsal did not start; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running server, and the codes that its delegates join with."""

    folder: Path
    """The copy that is served."""
    address: str
    process: psutil.Process
    codes: tuple[str, ...]
    """One for each delegation."""
    sessions: tuple[str, ...]
    """The sessions that are open, each with something to fill in."""


@contextmanager
def stage(workshop: Workshop) -> Iterator[Stage]:
    """Serve a copy of the workshop with its sessions open; nothing of it remains. Raises CannotRehearse."""
    with tempfile.TemporaryDirectory(prefix="kit-rehearsal-", dir=_on_disk()) as temporary:
        copy = copied(workshop.folder, Path(temporary) / workshop.folder.resolve().name)
        codes, sessions = _opened(copy)
        with _served(copy, Path(temporary) / "server.log") as (address, process):
            yield Stage(copy, address, process, codes, sessions)


def copied(folder: Path, target: Path) -> Path:
    """The definitions of a workshop in a folder of their own."""
    target.mkdir()
    for file in (file for pattern in DEFINITIONS for file in folder.glob(pattern) if file.is_file()):
        place = target / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return target


def _on_disk() -> str | None:
    # /tmp is in memory on many systems, where a save looks quicker than on the workshop's disk.
    return "/var/tmp" if os.access("/var/tmp", os.W_OK | os.X_OK) else None


def _opened(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    workshop = load_workshop(folder)
    store = open_store(workshop)
    try:
        sessions = rehearsed_sessions(workshop)
        for session in sessions:
            store.agenda.open(session, ORGANISER)
        return tuple(c.code for c in store.codes.ensure() if c.role is Role.PARTICIPANT), sessions
    finally:
        store.close()


@contextmanager
def _served(folder: Path, log: Path) -> Iterator[tuple[str, psutil.Process]]:
    port = free_port()
    command = [sys.executable, "-m", "kit", "serve", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as words:
        # A Ctrl-C in the terminal ends the rehearsal, which then ends its server.
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_open(server, address, log)
        yield address, psutil.Process(server.pid)
    finally:
        server.terminate()
        try:
            server.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_open(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise CannotRehearse("\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_WORDS:]))


def free_port() -> int:
    """A port of this machine that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
