"""The folder for sockets is short, private, and comes back when somebody cleaned it away."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.kernels import places


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(places, "_folder", None)
    yield
    places._remove()


def test_folder_is_private_and_short_enough_for_a_socket() -> None:
    folder = places.runtime_folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(os.fsencode(places.next_stem())) + len("-5") <= 103


def test_folder_too_deep_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 90)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    assert deep not in places.runtime_folder().parents


def test_folder_cleaned_away_is_made_anew() -> None:
    shutil.rmtree(places.runtime_folder())
    assert places.runtime_folder().is_dir()


def test_stems_never_repeat() -> None:
    assert len({places.next_stem() for _ in range(50)}) == 50
