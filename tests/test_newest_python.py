"""Which Python `make` takes, with interpreters that only pretend to be of some version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRETENDING = """#!{python} -S
import sys, sysconfig
sys.version_info = (3, {minor}, 0)
sysconfig.get_config_var = dict(Py_GIL_DISABLED={free}).get
for name in {without}:
    sys.modules[name] = None
code, sys.argv = sys.argv[3], sys.argv[3:]
exec(code)
"""


class Machine:
    """A home and a PATH with nothing but what the script itself needs."""

    def __init__(self, folder: Path) -> None:
        self.home, self.path = folder / "home", folder / "path"
        self.path.mkdir()
        for tool in ("sort", "sed"):
            (self.path / tool).symlink_to(str(shutil.which(tool)))

    def has(self, place: str, minor: int, *without: str, free: int = 0) -> str:
        """Install a Python, below PATH ("path/...") or below the home."""
        file = self.path / place.removeprefix("path/") if place.startswith("path/") else self.home / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PRETENDING.format(python=sys.executable, minor=minor, free=free, without=list(without)))
        file.chmod(0o755)
        return str(file)

    def broken(self, name: str) -> None:
        """A name on PATH that answers as pyenv's does for a version that is not chosen."""
        (self.path / name).write_text("#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n")
        (self.path / name).chmod(0o755)

    def chosen(self, **more: str) -> str:
        """What the script prints; nothing where none will do."""
        environment = {"PATH": str(self.path), "HOME": str(self.home), **more}
        command = [str(ROOT / ".ci" / "newest-python")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_newest_is_taken_though_path_has_an_older_one_and_names_that_do_not_run(machine: Machine) -> None:
    machine.has("path/python3.11", 11)
    for name in ("python3.13", "python3.12"):
        machine.broken(name)
    machine.has(".pyenv/versions/3.12.9/bin/python3.12", 12)
    newest = machine.has(".pyenv/versions/3.12.10/bin/python3.12", 12)
    assert machine.chosen() == newest


@pytest.mark.parametrize(
    "place",
    [
        "path/python3",
        ".pyenv/versions/3.13.0/bin/python3.13",
        ".asdf/installs/python/3.13.1/bin/python3.13",
        ".local/share/mise/installs/python/3.13.1/bin/python3.13",
        ".local/share/uv/python/cpython-3.13.1-linux-x86_64-gnu/bin/python3.13",
        "miniforge3/bin/python3.13",
    ],
)
def test_every_place_is_looked_at(machine: Machine, place: str) -> None:
    machine.has("path/python3.12", 12)
    newest = machine.has(place, 13)
    assert machine.chosen() == newest


def test_a_place_that_has_been_moved_is_found(machine: Machine, tmp_path: Path) -> None:
    moved = machine.has("else where/versions/3.13.0/bin/python3.13", 13)
    assert machine.chosen(PYENV_ROOT=str(machine.home / "else where")) == moved


@pytest.mark.parametrize("lacking", ["ssl", "sqlite3"])
def test_a_python_without_what_the_kit_needs_is_passed_over(machine: Machine, lacking: str) -> None:
    machine.has(".pyenv/versions/3.13.0/bin/python3.13", 13, lacking)
    whole = machine.has("path/python3.11", 11)
    assert machine.chosen() == whole


def test_a_python_without_venv_is_taken_where_there_is_no_other(machine: Machine) -> None:
    bare = machine.has("path/python3.13", 13, "ensurepip")
    assert machine.chosen() == bare
    whole = machine.has("path/python3.11", 11)
    assert machine.chosen() == whole


def test_other_versions_and_free_threads_do_not_do(machine: Machine) -> None:
    machine.has("path/python3", 10)
    machine.has("path/python3.13", 14)
    machine.has(".pyenv/versions/3.13.0t/bin/python3.13", 13, free=1)
    assert machine.chosen() == ""


def planned(folder: Path, *words: str) -> str:
    command = ["make", "-n", f"VENV={folder}", f"{folder}/bin/python", *words]
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "MAKEFLAGS")}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_make_takes_the_python_that_is_named_and_leaves_an_environment_that_is_there(tmp_path: Path) -> None:
    assert '"/my own/python" -m venv' in planned(tmp_path / "new", "PYTHON=/my own/python")
    (tmp_path / "old" / "bin").mkdir(parents=True)
    (tmp_path / "old" / "bin" / "python").touch()
    assert "venv " not in planned(tmp_path / "old")
