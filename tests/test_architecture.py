"""Imports run one way, as the design says; modules stay small; every test is collected."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KIT = ROOT / "kit"
MAY_IMPORT = {
    "words": set(),
    "domain": {"words"},
    "definitions": {"words", "domain"},
    "storage": {"words", "domain"},
    "forms": {"words", "domain", "definitions", "storage"},
    "exchange": {"words", "domain", "definitions", "storage"},
    "kernels": {"words", "domain", "definitions", "storage"},
    "live": {"words", "domain", "definitions", "storage", "forms", "exchange", "kernels"},
    "reports": {"words", "domain", "definitions", "storage", "forms", "exchange", "kernels"},
    "cli": {"words", "domain", "definitions", "storage", "forms", "exchange", "kernels", "live", "reports"},
}
"""Part of the kit to the parts that it may import."""
WIDEST_MODULE_LINES = 320


def parts_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module] if node.module != "kit" else [f"kit.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("kit."))


MODULES = sorted(path for path in KIT.rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_a_part_imports_only_what_stands_left_of_it(part: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports kit.{imported}"
        for path in (KIT / part).rglob("*.py")
        for imported in parts_imported(path)
        if imported != part and imported not in MAY_IMPORT[part]
    }
    assert not wrong


def test_every_part_of_the_package_has_its_place_in_the_order() -> None:
    folders = {path.name for path in KIT.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders == set(MAY_IMPORT)


def test_the_domain_touches_no_file_database_widget_or_framework() -> None:
    forbidden = {
        "sqlalchemy",
        "ipywidgets",
        "anywidget",
        "tornado",
        "voila",
        "papermill",
        "nbformat",
        "pandas",
        "sqlite3",
    }
    wrong = {
        f"{path.name}: {name}"
        for path in (KIT / "domain").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name.split(".")[0] in forbidden
    }
    assert not wrong


def test_only_storage_talks_to_the_database() -> None:
    wrong = {
        str(path.relative_to(ROOT))
        for path in MODULES
        if "storage" not in path.parts
        and any(
            word in path.read_text(encoding="utf-8")
            for word in ("import sqlalchemy", "from sqlalchemy", "import sqlite3")
        )
    }
    assert not wrong


def test_no_module_is_so_long_that_everything_goes_there() -> None:
    long = {str(p.relative_to(ROOT)): n for p in MODULES if (n := p.read_text().count("\n")) > WIDEST_MODULE_LINES}
    assert not long


def test_every_test_function_stands_where_pytest_looks() -> None:
    hidden = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if not path.name.startswith("test_") and "\ndef test_" in path.read_text(encoding="utf-8")
    ]
    assert not hidden


def test_public_functions_and_classes_are_documented() -> None:
    bare = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare


def test_no_two_test_files_outside_packages_have_the_same_name() -> None:
    """pytest imports them by their bare names."""
    files = (path for path in (ROOT / "tests").rglob("*.py") if not (path.parent / "__init__.py").exists())
    names = sorted(path.name for path in files if path.name != "conftest.py")
    assert names == sorted(set(names))


def test_a_server_starts_without_building_the_grammar_of_addresses_in_other_scripts() -> None:
    look = "import sys, kit.live.app; print('lark' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_the_command_that_has_documents_made_does_not_import_what_only_their_makers_need() -> None:
    """A third of a batch's fixed time: the process that makes the documents plans them too."""
    heavy = ("anywidget", "ipywidgets", "sqlalchemy", "typst")
    look = f"import sys, kit.cli, kit.reports.command; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
