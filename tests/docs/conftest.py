"""The scripts that draw the guides' pictures, for tests to ask."""

from __future__ import annotations

import importlib
import sys

import pytest
from guides import DOCS


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(DOCS)
    yield lambda name: importlib.import_module(f"demo.{name}")
    for name in [name for name in sys.modules if name == "demo" or name.startswith("demo.")]:
        del sys.modules[name]
