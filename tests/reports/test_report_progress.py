"""`kit report` shows how far it is on a terminal, and is quiet where nobody watches."""

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from report_store import Clock, example_workshop, filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = filled(example_workshop(tmp_path), Clock())
    store.close()
    return store.workshop.folder


def command(folder: Path, *options: str) -> list[str]:
    asked = ("--delegation", "BD", "--format", "html", "--workers", "1", "--out", str(folder.parent / "out"))
    return [sys.executable, "-m", "kit", "report", str(folder), *asked, *options]


def on_a_terminal(command: list[str]) -> str:
    """What a person sees whose terminal is both stdout and stderr."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # how Linux says that nobody writes any more
                break
            if not part:
                break
            seen += part
        assert process.wait(60) == 0, seen
    os.close(ours)
    return seen.decode()


def test_progress_is_shown_on_a_terminal_and_not_in_a_pipe(folder: Path) -> None:
    seen = on_a_terminal(command(folder))
    assert "0/1" in seen
    assert "1/1" in seen
    assert "100%" in seen
    piped = subprocess.run(command(folder, "--out", str(folder.parent / "again")), capture_output=True, check=True)
    assert b"workplan.html" in piped.stdout
    assert piped.stderr == b""


def test_json_is_alone_on_a_terminal_too(folder: Path) -> None:
    seen = on_a_terminal(command(folder, "--json"))
    assert seen.strip().startswith("{")
    assert "1/1" not in seen
