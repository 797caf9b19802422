"""pyproject.toml, requirements.lock and environment.yml say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {
    "psycopg": "psycopg",
    "brotli": "brotli-python",
    "ruamel-yaml": "ruamel.yaml",
    "matplotlib": "matplotlib-base",
}
"""Where conda-forge calls a package otherwise."""
NOT_IN_CONDA = {"pysqlite3"}
"""What makes up for a Python that links an old library; conda-forge's own is new."""


def project() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def wanted() -> dict[str, SpecifierSet]:
    lines = [*project()["dependencies"], *project()["optional-dependencies"]["test"]]
    return {canonicalize_name(Requirement(line).name): Requirement(line).specifier for line in lines}


def locked(lock: str = "requirements.lock") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", (ROOT / lock).read_text(), re.M):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def in_conda() -> dict[str, SpecifierSet]:
    listed = YAML(typ="safe").load((ROOT / "environment.yml").read_text())["dependencies"]
    plain = [line for line in listed if isinstance(line, str)]
    from_pip = next(line["pip"] for line in listed if isinstance(line, dict))
    return {canonicalize_name(Requirement(line).name): Requirement(line).specifier for line in [*plain, *from_pip]}


def test_the_lock_pins_every_dependency_within_its_range() -> None:
    versions = locked()
    wrong = {n: versions.get(n) for n, s in wanted().items() if not any(s.contains(v) for v in versions.get(n, []))}
    assert not wrong


def test_the_checkers_lock_adds_to_the_other_and_changes_nothing() -> None:
    ours, checkers = locked(), locked("requirements-pdf-ua.lock")
    assert {name: versions for name, versions in checkers.items() if name in ours} == ours
    (line,) = project()["optional-dependencies"]["pdf-ua"]
    assert all(Requirement(line).specifier.contains(version) for version in checkers[Requirement(line).name])


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-pdf-ua.lock"])
def test_the_lock_holds_a_hash_for_every_pin_and_names_no_host(lock: str) -> None:
    words = (ROOT / lock).read_text()
    pins = re.split(r"^(?=[\w.-]+(?:\[[\w,]+\])?==)", words, flags=re.M)[1:]
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"https?://|index-url|find-links|file:", words)


def test_conda_gets_the_same_packages_in_the_same_ranges() -> None:
    ours = {
        canonicalize_name(CONDA_NAMES.get(name, name)): spec
        for name, spec in wanted().items()
        if name not in NOT_IN_CONDA
    }
    theirs = {name: spec for name, spec in in_conda().items() if name not in ("python", "pip")}
    assert {n: str(s) for n, s in theirs.items()} == {n: str(s) for n, s in ours.items()}


def test_conda_gets_the_same_python() -> None:
    assert str(in_conda()["python"]) == str(SpecifierSet(project()["requires-python"]))


def test_everything_that_the_package_imports_is_declared() -> None:
    import_names = {
        "docx": "python-docx", "ruamel": "ruamel-yaml", "yaml": "pyyaml", "zmq": "pyzmq", "PIL": "pillow",
        "IPython": "ipython", "dateutil": "python-dateutil", "fontTools": "fonttools",
    }  # fmt: skip
    import ast
    import sys

    found = set()
    for path in (ROOT / "kit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.add(node.module.split(".")[0])
    theirs = {
        canonicalize_name(import_names.get(n, n)) for n in found if n not in sys.stdlib_module_names and n != "kit"
    }
    assert theirs - wanted().keys() == set()
