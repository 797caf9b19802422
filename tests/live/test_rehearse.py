"""A rehearsal on a real server: what it measures, what it reports when something is broken, what it leaves alone."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
import pytest

from kit.definitions import load_workshop
from kit.live.rehearsal import rehearse
from kit.live.rehearsal.pages import BadPage, read_page
from kit.live.rehearsal.stage import copied

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "sessions" / "south-asia-2023"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example with data that a rehearsal must not touch."""
    target = tmp_path / EXAMPLE.name
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("data", "records", "reports", "export"))
    (target / "data").mkdir()
    (target / "data" / "workshop.db").write_bytes(b"not even a database")
    (target / "registrations.xlsx").write_bytes(b"people's addresses")
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def command_lines_of_children() -> Iterator[str]:
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):  # ended, or not yet buried
            yield " ".join(child.cmdline())


def test_delegates_join_and_save_and_the_folder_stays_as_it_was(folder: Path) -> None:
    before = contents(folder)
    report = rehearse(load_workshop(folder), participants=4, pause_seconds=0.05)
    assert report.failures == ()
    assert report.join_seconds.count == 4
    assert report.save_seconds.count >= 4
    assert report.use.participant_bytes
    assert report.use.participant_bytes > 10**6
    assert report.advice.participants
    assert contents(folder) == before
    assert not [words for words in command_lines_of_children() if "kit-rehearsal-" in words]


def test_a_session_that_breaks_is_named_and_the_command_fails(folder: Path) -> None:
    broken = nbformat.read(ROOT / "notebooks" / "registration.ipynb", 4)
    broken.cells[1].source = "1 / 0"
    (folder / "notebooks").mkdir()
    nbformat.write(broken, folder / "notebooks" / "registration.ipynb")
    command = [sys.executable, "-m", "kit", "rehearse", str(folder), "--participants", "1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert [(f["session"], f["step"]) for f in report["failures"]] == [("opening-registration", "join")]
    assert "notebook failed" in report["failures"][0]["reason"]
    assert report["advice"]["participants"] == 0
    assert "Joining" in done.stderr


def test_a_folder_without_a_workshop_is_wrong_use(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kit", "rehearse", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, cwd=ROOT).returncode == 2


def test_only_definitions_are_copied(folder: Path, tmp_path: Path) -> None:
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "forms" / "extra.yaml").write_text("title: Extra")
    copied(folder, tmp_path / "copy")
    translations = {str(file.relative_to(folder)) for file in folder.glob("locale/*/LC_MESSAGES/*.po")}
    assert translations
    assert set(contents(tmp_path / "copy")) == {"workshop.yaml", "forms/extra.yaml", *translations}


def test_a_page_that_was_cut_short_is_said_to_be() -> None:
    with pytest.raises(BadPage, match="cut short"):
        read_page("<html><body><p>Loading")
