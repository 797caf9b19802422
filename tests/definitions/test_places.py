"""The kit finds its templates and notebooks in a checkout, and inside the package where it was installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from kit.definitions import places

CHECKOUT = Path(__file__).parents[2]
ASK = "from kit.definitions import places; print(places.FORMS); print(places.notebook_file(places.PACKAGE, 'theme'))"


def test_a_checkout_uses_the_folders_beside_the_package() -> None:
    assert places.FORMS == CHECKOUT / "templates" / "forms"
    assert places.notebook_file(CHECKOUT, "theme") == CHECKOUT / "notebooks" / "theme.ipynb"


def test_an_installed_kit_uses_the_folders_inside_the_package(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(CHECKOUT / "kit", tmp_path / "kit", ignore=ignored)
    shutil.copytree(CHECKOUT / "notebooks", tmp_path / "kit" / "shipped" / "notebooks")
    (tmp_path / "templates").mkdir()  # somebody else's folder of that name beside the packages
    command = [sys.executable, "-c", ASK]
    answer = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    shipped = tmp_path / "kit" / "shipped"
    assert answer.stdout.splitlines() == [
        str(shipped / "templates" / "forms"),
        str(shipped / "notebooks" / "theme.ipynb"),
    ]


def test_a_workshops_own_notebook_stands_before_the_kits(tmp_path: Path) -> None:
    own = tmp_path / "notebooks" / "theme.ipynb"
    own.parent.mkdir()
    own.write_text("{}", encoding="utf-8")
    assert places.notebook_file(tmp_path, "theme") == own
    assert "registration" in places.notebook_names(tmp_path)
